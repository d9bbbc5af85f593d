/**
 * Makes the nodes of assignments: a map of one entry. What the shell would put in for commands is not known, so a value
 * that has commands in it is a call of `$()`: its first argument is the value as it is written, the others are the
 * commands, which stand within the first one.
 */
import {
  type CallNode,
  type CommandNode,
  type EntryNode,
  type ListNode,
  type MapNode,
  NOTHING,
  type Placed,
  type Problem,
  type ScalarNode,
} from '../tree.ts';
import { bareScalar } from './word-builder.ts';

/** @param start where the name is; all places count from the same beginning */
export function makeAssignment(
  name: string,
  start: number,
  value: Placed<ScalarNode | ListNode>,
  commands: readonly Placed<CommandNode>[],
): Placed<MapNode> {
  const whole = commands.length > 0 ? makeCall(value, commands) : value.node;
  const width = value.start + value.node.width - start;
  const base = { width, problems: NOTHING, comments: NOTHING, flawed: whole.flawed, commented: false };
  const entry: EntryNode = {
    kind: 'entry',
    ...base,
    key: bareScalar(name),
    value: whole,
    valueStart: value.start - start,
  };
  return { node: { kind: 'map', ...base, children: [entry], starts: [0] }, start };
}

function makeCall(value: Placed<ScalarNode | ListNode>, commands: readonly Placed<CommandNode>[]): CallNode {
  const children = [value.node, ...commands.map(({ node }) => node)];
  return {
    kind: 'call',
    callee: '$()',
    children,
    starts: [0, ...commands.map(({ start }) => start - value.start)],
    width: value.node.width,
    problems: NOTHING,
    comments: NOTHING,
    flawed: children.some(({ flawed }) => flawed),
    commented: false,
  };
}

/** The list of `NAME=(…)`. */
export function makeArray(
  items: readonly Placed<ScalarNode>[],
  start: number,
  end: number,
  problems: readonly Problem[],
): Placed<ListNode> {
  const node: ListNode = {
    kind: 'list',
    flat: true,
    children: items.map((item) => item.node),
    starts: items.map((item) => item.start - start),
    width: end - start,
    problems,
    comments: NOTHING,
    flawed: problems.length > 0 || items.some((item) => item.node.flawed),
    commented: false,
  };
  return { node, start };
}
