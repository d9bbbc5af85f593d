/** Finds what the tests of Bicep ask about. */
import { bicep } from '../../server/src/syntax/bicep.ts';
import { bodyOf } from '../../server/src/syntax/body-of.ts';
import {
  findEntry,
  isMap,
  isScalar,
  type MapNode,
  type Placed,
  type ScalarNode,
  type SyntaxNode,
  visitNodes,
} from '../../server/src/syntax/tree.ts';

export function rootOf(text: string): Placed<MapNode> {
  const { root } = bicep.parse(text);
  if (!isMap(root)) {
    throw new Error('no root');
  }
  return root;
}

/** The value at a path of keys, through conditions and loops. */
export function find(text: string, ...path: string[]): Placed | undefined {
  let at: Placed | undefined = rootOf(text);
  for (const key of path) {
    const map = bodyOf(at);
    at = map && findEntry(map, key)?.value;
  }
  return at;
}

export function findScalar(text: string, ...path: string[]): Placed<ScalarNode> {
  const found = find(text, ...path);
  if (!isScalar(found)) {
    throw new Error('no scalar');
  }
  return found;
}

/** All problems as `code text`. */
export function problems(text: string): string[] {
  const found: string[] = [];
  visitNodes(
    rootOf(text).node,
    0,
    () => true,
    (node, start) => {
      found.push(
        ...node.problems.map(({ code, span }) => `${code} ${text.slice(start + span.start, start + span.end)}`),
      );
    },
  );
  return found;
}

/** A value with its calls as lists that begin with what is called, and `?` for what is opaque. */
export function draw(node: SyntaxNode | undefined): unknown {
  switch (node?.kind) {
    case 'call':
      return [node.callee, ...node.children.map(draw)];
    case 'opaque':
      return '?';
    case 'map':
      return Object.fromEntries(node.children.map(({ key, value }) => [key.text, draw(value)]));
    case 'list':
      return node.children.map(draw);
    case 'scalar':
      return node.type === 'string' || node.type === 'word' ? node.text : JSON.parse(node.text);
    default:
      return undefined;
  }
}
