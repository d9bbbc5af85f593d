/** Makes the nodes of assignments: a map of one entry, whose key is the name of the variable without its dollar. */
import { makeContainer, makeEntry } from '../container.ts';
import { makeTextOf } from '../make-text.ts';
import { uniformMap } from '../offset-map.ts';

import {
  type CommandNode,
  type EntryNode,
  type MapNode,
  NOTHING,
  type Placed,
  type SyntaxNode,
  visitNodes,
} from '../tree.ts';

/**
 * @param start where the dollar is; all places count from the same beginning
 * @param end behind the equals sign
 */
export function makeAssignment(
  name: string,
  isBraced: boolean,
  start: number,
  value: Placed | undefined,
  end: number,
): Placed<MapNode> {
  const key = makeTextOf({
    text: name,
    width: name.length + (isBraced ? 3 : 1),
    map: uniformMap(isBraced ? 2 : 1),
    opaque: NOTHING,
    style: 'variable-name',
    problems: NOTHING,
  });
  const entry = makeEntry(key, start, value, value ? value.start + value.node.width : end);
  const { width, flawed, commented } = entry;
  const parts = { width, starts: [0], problems: NOTHING, comments: NOTHING };
  const node = makeContainer('map', [entry], parts, { flawed, commented, flat: false });
  return {
    node: node.kind === 'map' ? node : { kind: 'map', ...parts, children: [entry], flawed, commented },
    start,
  };
}

/** The commands of the calls in a value, placed from where the value is. */
export function commandsBelow(value: Placed): readonly Placed<CommandNode>[] {
  const found: Placed<CommandNode>[] = [];
  const wants = (node: SyntaxNode | EntryNode): boolean => {
    return node.kind !== 'scalar' && node.kind !== 'opaque';
  };
  let passed = -1;
  visitNodes(value.node, value.start, wants, (node, start) => {
    // What stands in a command is the command's.
    if (node.kind === 'command' && start >= passed) {
      found.push({ node, start });
      passed = start + node.width;
    }
  });
  return found;
}
