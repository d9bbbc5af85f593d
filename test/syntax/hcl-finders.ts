/** Finds what the tests of HCL ask about. */
import { hcl } from '../../server/src/syntax/hcl.ts';
import {
  findEntry,
  isMap,
  isScalar,
  type MapNode,
  type Placed,
  type ScalarNode,
  visitNodes,
} from '../../server/src/syntax/tree.ts';

export function rootOf(text: string): Placed<MapNode> {
  const { root } = hcl.parse(text);
  if (!isMap(root)) {
    throw new Error('no root');
  }
  return root;
}

/** The value at a path of keys. */
export function find(text: string, ...path: string[]): Placed | undefined {
  let at: Placed | undefined = rootOf(text);
  for (const key of path) {
    at = isMap(at) ? findEntry(at, key)?.value : undefined;
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

/** All problems as `code@line:"text"`. */
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
