/** The table of what finds names in a file. */
import type { Tree } from '../syntax/language.ts';
import { roleNamesOf } from './azure-role-names.ts';
import { secretNamesOf } from './databricks-secret-names.ts';
import type { NamedPlace } from './named-place.ts';

const SOURCES: readonly ((tree: Tree) => readonly NamedPlace[])[] = [secretNamesOf, roleNamesOf];

const known = new WeakMap<Tree, readonly NamedPlace[]>();

/** Every known name in a tree, in order of place. */
export function namesOf(tree: Tree): readonly NamedPlace[] {
  const names =
    known.get(tree) ?? SOURCES.flatMap((source) => source(tree)).sort((a, b) => a.span.start - b.span.start);
  known.set(tree, names);
  return names;
}
