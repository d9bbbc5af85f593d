/** Checks that everything in a tree stands inside of what holds it. */
import type { EntryNode, SyntaxNode } from '../../server/src/syntax/tree.ts';

/** Throws where something stands outside of what holds it. */
export function expectNested(node: SyntaxNode | EntryNode): void {
  const spans = [...node.problems.map(({ span }) => span), ...node.comments];
  if (spans.some(({ start, end }) => start < 0 || end < start || end > node.width)) {
    throw new Error('a problem or a comment stands outside');
  }
  if (new Set(node.comments.map(({ start }) => start)).size < node.comments.length) {
    throw new Error('a comment is there twice');
  }
  let end = 0;
  for (const [start, child] of childrenOf(node)) {
    if (start < end || start + child.width > node.width) {
      throw new Error('a child stands outside');
    }
    end = start + child.width;
    expectNested(child);
  }
}

function childrenOf(node: SyntaxNode | EntryNode): (readonly [start: number, child: SyntaxNode | EntryNode])[] {
  if (node.kind === 'entry') {
    return [[0, node.key], ...(node.value ? [[node.valueStart, node.value] as const] : [])];
  }
  return node.kind === 'map' || node.kind === 'list' || node.kind === 'call'
    ? node.children.map((child, index) => [node.starts[index] ?? -1, child] as const)
    : [];
}
