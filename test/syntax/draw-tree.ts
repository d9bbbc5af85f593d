/** Trees as values and as texts, to compare them. */
import type { Tree } from '../../server/src/syntax/language.ts';
import type { EntryNode, Problem, SyntaxNode } from '../../server/src/syntax/tree.ts';

/** The value that a tree stands for. */
export function readValue(node: SyntaxNode | undefined): unknown {
  switch (node?.kind) {
    case 'map':
      return Object.fromEntries(node.children.map((entry) => [entry.key.text, readValue(entry.value)]));
    case 'list':
      return node.children.map((item) => readValue(item));
    case 'scalar':
      return node.type === 'string' || node.type === 'word' ? node.text : JSON.parse(node.text);
    default:
      return undefined;
  }
}

/** Everything about a tree, problems in order of place. */
export function drawTree(tree: Tree): string {
  const byPlace = (a: Problem, b: Problem): number => a.span.start - b.span.start || (a.code < b.code ? -1 : 1);
  const draw = (node: SyntaxNode | EntryNode): unknown => {
    const base = { ...node, problems: [...node.problems].sort(byPlace) };
    if (node.kind === 'entry') {
      return { ...base, key: draw(node.key), value: node.value && draw(node.value) };
    }
    return 'children' in node ? { ...base, children: node.children.map(draw) } : base;
  };
  const { root, problems, comments } = tree;
  const drawn = {
    root: root && { start: root.start, node: draw(root.node) },
    problems: [...problems].sort(byPlace),
    comments,
  };
  return JSON.stringify(drawn);
}
