/** Makes the nodes of JSON: scalars from tokens, containers from their children. */
import type { OffsetMap, Piece } from '../offset-map.ts';
import { uniformMap } from '../offset-map.ts';
import {
  type EntryNode,
  type ListNode,
  type MapNode,
  NOTHING,
  type OpaqueNode,
  type Placed,
  type Problem,
  type ScalarNode,
  type Span,
  type SyntaxNode,
} from '../tree.ts';
import type { JsonTokens, TokenKind } from './json-tokens.ts';

export type Container = MapNode | ListNode;

const BEHIND_QUOTE = uniformMap(1);
const AT_START = uniformMap(0);

const TYPES: Readonly<Partial<Record<TokenKind, ScalarNode['type']>>> = {
  string: 'string',
  number: 'number',
  true: 'boolean',
  false: 'boolean',
  null: 'null',
};

/** The scalar of the current token. */
export function makeScalar(tokens: JsonTokens): ScalarNode {
  const type = TYPES[tokens.kind] ?? 'word';
  const width = tokens.end - tokens.start;
  const code = tokens.problem ?? (type === 'word' ? 'unquoted' : undefined);
  const problems: readonly Problem[] = code === undefined ? NOTHING : [{ code, span: { start: 0, end: width } }];
  const [text, map] = type === 'string' ? readString(tokens) : [tokens.source(), AT_START];
  // One literal: this runs for every word of a file, and copies of objects are what it would spend its time on.
  return {
    kind: 'scalar',
    type,
    text,
    width,
    map,
    opaque: NOTHING,
    style: type,
    problems,
    comments: NOTHING,
    flawed: code !== undefined,
    commented: false,
  };
}

function readString(tokens: JsonTokens): readonly [text: string, map: OffsetMap] {
  const close = tokens.problem === 'unclosed-string' ? tokens.end : tokens.end - 1;
  const source = tokens.text.slice(tokens.start + 1, close);
  if (!source.includes('\\')) {
    return [source, BEHIND_QUOTE];
  }
  const { text, pieces } = decodeString(source);
  return [text, { shift: 1, pieces }];
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/**
 * Resolves the escapes of a string. One that JSON does not have stands for itself, backslash included.
 * @param source what stands between the quotes; places in the pieces count from the opening quote
 */
export function decodeString(source: string): { text: string; pieces: readonly Piece[] } {
  const pieces: Piece[] = [];
  let text = '';
  let at = 0;
  const add = (decoded: string, width: number): void => {
    pieces.push({
      decoded: { start: text.length, end: text.length + decoded.length },
      source: { start: at + 1, end: at + 1 + width },
    });
    text += decoded;
    at += width;
  };
  while (at < source.length) {
    const backslash = source.indexOf('\\', at);
    if (backslash !== at) {
      const end = backslash < 0 ? source.length : backslash;
      add(source.slice(at, end), end - at);
      continue;
    }
    const hex = /^\\u([0-9a-fA-F]{4})/.exec(source.slice(at, at + 6))?.[1];
    const simple = ESCAPES[source[at + 1] ?? ''];
    if (hex) {
      add(String.fromCharCode(Number.parseInt(hex, 16)), 6);
    } else if (simple) {
      add(simple, 2);
    } else {
      add('\\', 1);
    }
  }
  return { text, pieces };
}

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

/**
 * The traits of the children of a changed container.
 * @param before the container before the change; what it had not, only the new children can have brought
 * @param fresh the children that it had not
 */
export function traitsAfter(before: Container, children: readonly Child[], fresh: readonly Child[]): ChildTraits {
  const added = traitsOf(fresh);
  const flat = before.kind === 'list' && before.flat ? added.flat : traitsOf(children).flat;
  return {
    flawed: before.flawed ? children.some((child) => child.flawed) : added.flawed,
    commented: before.commented ? children.some((child) => child.commented) : added.commented,
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

export function makeOpaque(width: number, problems: readonly Problem[]): OpaqueNode {
  return { kind: 'opaque', width, problems, comments: NOTHING, flawed: problems.length > 0, commented: false };
}
