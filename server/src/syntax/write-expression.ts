/** Expressions for languages whose values are expressions, and the verb `replaceExpression`. */
import type { Change, Edit } from './change.ts';
import { type Placed, spanOf } from './tree.ts';

export function writeExpression(
  text: string,
  { node, parts }: Extract<Change, { verb: 'replaceExpression' }>,
): readonly Edit[] | undefined {
  if (node.node.kind === 'map' || node.node.width === 0) {
    return undefined;
  }
  const written = printExpression(text, parts);
  return written === undefined ? undefined : [{ span: spanOf(node), text: written }];
}

/** Nothing where a part takes several lines, which the value may stand too deep for, or is none of the text. */
export function printExpression(text: string, parts: readonly (string | Placed)[]): string | undefined {
  const written = parts.map((part) =>
    typeof part === 'string' ? part : text.slice(part.start, part.start + part.node.width),
  );
  return written.every((part) => part !== '' && !/[\r\n]|\/\/|#|\/\*/.test(part)) ? written.join('') : undefined;
}
