/** The verb `replaceExpression` for languages whose values are expressions. */
import type { Change, Edit } from './change.ts';
import { spanOf } from './tree.ts';

/** Nothing where a part takes several lines, which the value may stand too deep for, or is none of the text. */
export function writeExpression(
  text: string,
  { node, parts }: Extract<Change, { verb: 'replaceExpression' }>,
): readonly Edit[] | undefined {
  if (node.node.kind === 'map' || node.node.width === 0) {
    return undefined;
  }
  const written = parts.map((part) =>
    typeof part === 'string' ? part : text.slice(part.start, part.start + part.node.width),
  );
  const isSafe = written.every((part) => part !== '' && !/[\r\n]|\/\/|#|\/\*/.test(part));
  return isSafe ? [{ span: spanOf(node), text: written.join('') }] : undefined;
}
