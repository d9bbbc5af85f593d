/** Makes the nodes of hashtables and arrays. */
import { makeContainer, traitsOf } from '../container.ts';
import { type EntryNode, type ListNode, type MapNode, NOTHING, type Placed } from '../tree.ts';

export function makeTable(entries: readonly EntryNode[], starts: readonly number[], width: number): MapNode {
  const parts = { width, starts, problems: NOTHING, comments: NOTHING };
  const node = makeContainer('map', entries, parts, traitsOf(entries));
  return node.kind === 'map' ? node : { ...parts, kind: 'map', children: entries, flawed: false, commented: false };
}

export function makeList(items: readonly Placed[], start: number, end: number): ListNode {
  const children = items.map(({ node }) => node);
  const { flat, flawed, commented } = traitsOf(children);
  const starts = items.map((item) => item.start - start);
  return {
    kind: 'list',
    flat,
    children,
    starts,
    width: end - start,
    problems: NOTHING,
    comments: NOTHING,
    flawed,
    commented,
  };
}
