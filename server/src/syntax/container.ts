/** Makes maps, lists and entries of their children: what every language does in the same way. */
import { ChildMemo } from './child-memo.ts';
import {
  type EntryNode,
  type ListNode,
  type MapNode,
  NOTHING,
  type Placed,
  type Problem,
  type ScalarNode,
  type Span,
  type SyntaxNode,
} from './tree.ts';

export type Container = MapNode | ListNode;

/** @param start where the key starts; the value is placed from the same beginning as `start` */
export function makeEntry(key: ScalarNode, start: number, value: Placed | undefined, end: number): EntryNode {
  return {
    kind: 'entry',
    width: end - start,
    problems: NOTHING,
    comments: NOTHING,
    flawed: key.flawed || (value?.node.flawed ?? false),
    commented: value?.node.commented ?? false,
    key,
    value: value?.node,
    valueStart: value ? value.start - start : 0,
  };
}

export interface ContainerParts {
  readonly width: number;
  readonly starts: readonly number[];
  readonly problems: readonly Problem[];
  readonly comments: readonly Span[];
}

/** What is to be known of children without looking at each of them again. */
export interface ChildTraits {
  readonly flawed: boolean;
  readonly commented: boolean;
  /** Whether all are scalars. */
  readonly flat: boolean;
}

export type ContainerKind = Container['kind'];
type Child = EntryNode | SyntaxNode;

export function traitsOf(children: readonly Child[]): ChildTraits {
  return {
    flawed: children.some((child) => child.flawed),
    commented: children.some((child) => child.commented),
    flat: children.every((child) => child.kind === 'scalar'),
  };
}

const commented = new ChildMemo<Child, true>();

function isCommented(child: Child): true | undefined {
  return child.commented || undefined;
}

/**
 * The traits of the children of a changed container.
 * @param before the container before the change; what it had not, only the new children can have brought
 * @param fresh the children that it had not
 */
export function traitsAfter(before: Container, children: readonly Child[], fresh: readonly Child[]): ChildTraits {
  const added = traitsOf(fresh);
  const wasFlat = before.kind === 'list' && before.flat;
  const flat = wasFlat ? added.flat : children.every((child) => child.kind === 'scalar');
  return {
    flawed: before.flawed ? children.some((child) => child.flawed) : added.flawed,
    commented: before.commented ? commented.collect('', children, isCommented).length > 0 : added.commented,
    flat,
  };
}

/** All children of a container are of one kind, so the first tells. */
function areEntries(children: readonly Child[]): children is readonly EntryNode[] {
  return children[0] === undefined || children[0].kind === 'entry';
}

function areValues(children: readonly Child[]): children is readonly SyntaxNode[] {
  return children[0] === undefined || children[0].kind !== 'entry';
}

export function makeContainer(
  kind: ContainerKind,
  children: readonly Child[],
  parts: ContainerParts,
  traits: ChildTraits,
): Container {
  const { width, starts, problems, comments } = parts;
  const flawed = problems.length > 0 || traits.flawed;
  const commented = comments.length > 0 || traits.commented;
  if (kind === 'map') {
    const entries = areEntries(children) ? children : NOTHING;
    return { kind, children: entries, width, starts, problems, comments, flawed, commented };
  }
  const items = areValues(children) ? children : NOTHING;
  return { kind, children: items, flat: traits.flat, width, starts, problems, comments, flawed, commented };
}
