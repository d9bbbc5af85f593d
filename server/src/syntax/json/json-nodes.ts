/** Makes the nodes of JSON that have no children. */
import type { OffsetMap, Piece } from '../offset-map.ts';
import { uniformMap } from '../offset-map.ts';
import { NOTHING, type OpaqueNode, type Problem, type ScalarNode } from '../tree.ts';
import type { JsonTokens, TokenKind } from './json-tokens.ts';

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

export function makeOpaque(width: number, problems: readonly Problem[]): OpaqueNode {
  return { kind: 'opaque', width, problems, comments: NOTHING, flawed: problems.length > 0, commented: false };
}
