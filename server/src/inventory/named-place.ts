/**
 * Where files give a thing a name or call it by one, whatever the thing is: so that one name leads to the others, and all
 * change together. What kinds of names there are is a table, and finding them is for each kind.
 */
import type { Frame } from '../syntax/language.ts';
import type { Placed, ScalarNode, Span } from '../syntax/tree.ts';

export type NameKind = 'secret-scope' | 'secret-key' | 'role-name' | 'role-id';

/**
 * How a name is used where it stands.
 * - `declaration`: the thing comes into being there;
 * - `reference`: it is looked up when something starts;
 * - `call`: a program, a command or a deployment looks it up.
 */
export type NameUse = 'declaration' | 'reference' | 'call';

/** What somebody called something, wherever that was. */
export interface Name {
  readonly kind: NameKind;
  readonly value: string;
  /** What the thing belongs to, for things that have a name only within another: the scope of a key, where it is known. */
  readonly holder?: string | undefined;
}

/** A name where it stands in a file. */
export interface NamedPlace extends Name {
  readonly use: NameUse;
  /** Another name of the same thing, where both are given to it together: its id beside its display name. */
  readonly also?: Name | undefined;
  /** Offsets in the file. */
  readonly span: Span;
  /** The tree it stands in, the text that it is a part of, placed in that tree, and its offsets in that text. */
  readonly frame: Frame;
  readonly scalar: Placed<ScalarNode>;
  readonly within: Span;
}

/** Kinds of which a name alone does not say which thing is meant. */
const HELD: ReadonlySet<NameKind> = new Set(['secret-key']);

/** The same for all names of the same thing that are of one kind; undefined where it is not known which thing it is. */
export function keyOfName({ kind, value, holder }: Name): string | undefined {
  if (HELD.has(kind) && holder === undefined) {
    return undefined;
  }
  return `${kind}\n${(holder ?? '').toLowerCase()}\n${value.trim().toLowerCase()}`;
}

/** Whether two names are the same name of the same thing. Names compare without case. */
export function isSameName(a: Name, b: Name): boolean {
  const key = keyOfName(a);
  return key !== undefined && key === keyOfName(b);
}
