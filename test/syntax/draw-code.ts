/** Trees of source code as short text, to compare them: `print(pw, end="")` is `print(pw, {end: ""})`. */
import type { Tree } from '../../server/src/syntax/language.ts';
import type { EntryNode, SyntaxNode } from '../../server/src/syntax/tree.ts';

/** The children of the root, one a line; a node that is opaque is its source in angle brackets. */
export function drawCode({ text, root }: Tree): string[] {
  const draw = (node: SyntaxNode | EntryNode, start: number): string => {
    const below = (): string =>
      'children' in node
        ? node.children.map((child, at) => draw(child, start + (node.starts[at] ?? 0))).join(', ')
        : '';
    switch (node.kind) {
      case 'scalar':
        return node.type === 'string' ? JSON.stringify(node.text) : node.text;
      case 'entry':
        return `${draw(node.key, start)}: ${node.value ? draw(node.value, start + node.valueStart) : '?'}`;
      case 'call':
        return `${node.callee}(${below()})`;
      case 'map':
        return `{${below()}}`;
      case 'list':
        return `[${below()}]`;
      default:
        return `<${text.slice(start, start + node.width)}>`;
    }
  };
  const node = root?.node;
  return node?.kind === 'list' ? node.children.map((child, at) => draw(child, node.starts[at] ?? 0)) : [];
}
