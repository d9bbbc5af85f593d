/** The map that a value comes down to, whatever is written around it. */
import { isMap, type MapNode, type Placed } from './tree.ts';

/**
 * The map itself, or the last thing in parentheses, in a condition (`if (c) {…}`) or a loop (`[for x in y: {…}]`), as
 * Bicep writes the body of a resource that is there once, perhaps, or many times.
 */
export function bodyOf(value: Placed | undefined): Placed<MapNode> | undefined {
  let at = value;
  while (at?.node.kind === 'call' && /^(?:if|for|\(\))$/.test(at.node.callee)) {
    const { node, start }: Placed = at;
    const child = node.children.at(-1);
    at = child && { node: child, start: start + (node.starts.at(-1) ?? 0) };
  }
  return isMap(at) ? at : undefined;
}
