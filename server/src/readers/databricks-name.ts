/** Names of secret scopes, keys and principals where they are declared or used. */
import { maskOpaque, UNKNOWN } from '../access/databricks/opaque-stretches.ts';
import { findEntry, isScalar, type MapNode, type Placed, type PlacedEntry, type ScalarNode } from '../syntax/tree.ts';

export interface NamedText {
  readonly scalar: Placed<ScalarNode>;
  readonly value: string;
  /** False where something is filled in later. */
  readonly known: boolean;
}

/** A name, or that one stands there which only the host language can evaluate, or that none is given. */
export type Naming = NamedText | 'unknown' | undefined;

export function readName(scalar: Placed<ScalarNode>): NamedText {
  const { text, opaque, problems, type } = scalar.node;
  const isWhole = !problems.some(({ code }) => code === 'unclosed-string');
  const known = isWhole && type !== 'word' && !maskOpaque(text, opaque).includes(UNKNOWN) && !text.includes('{{');
  return { scalar, value: text, known };
}

export function readNaming(value: Placed | undefined): Naming {
  if (!value) {
    return undefined;
  }
  return isScalar(value) && value.node.type !== 'word' && value.node.type !== 'null' ? readName(value) : 'unknown';
}

export function namingAt(map: Placed<MapNode>, key: string): Naming {
  return readNaming(findEntry(map, key)?.value);
}

/** Whether a key is a name that stands there, and no expression: a bare word is one in this place. */
export function isKnownKey(key: Placed<ScalarNode>): boolean {
  return readName(key).known || (key.node.type === 'word' && /^[\w.-]+$/.test(key.node.text));
}

/** The text of a name, where it is known. */
export function knownName(naming: Naming): NamedText | undefined {
  return typeof naming === 'object' && naming.known ? naming : undefined;
}

/** An entry with the text of its value, where that is a text. */
export interface NamedEntry {
  readonly entry: PlacedEntry;
  readonly name: Naming;
}

export function namedEntry(map: Placed<MapNode>, key: string): NamedEntry | undefined {
  const entry = findEntry(map, key);
  return entry && { entry, name: readNaming(entry.value) };
}
