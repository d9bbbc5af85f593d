/**
 * A text in Base64, as browsers post a SAML response: alone, in lines, or as a field of a form with its percent signs. Places in
 * what it stands for are kept.
 */
import { makeTextOf } from '../make-text.ts';
import type { OffsetMap, Piece } from '../offset-map.ts';
import { NOTHING, type Placed, type Problem, type ScalarNode } from '../tree.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** By the code of the sign; most of a document are such signs. */
const NONE = 255;
const VALUES = new Uint8Array(128).fill(NONE);
for (let index = 0; index < ALPHABET.length; index++) {
  VALUES[ALPHABET.charCodeAt(index)] = index;
}
/** The form field of the binding that posts, where one copies the whole field. */
const FIELD = 'SAMLResponse=';
/** Signs of the alphabet as a form writes them, and what pads and parts. */
const TOKEN = /[A-Za-z0-9+/]|%2[BbFf]|%3[Dd]|=|\s|%0[AaDd]/y;
const ESCAPED: Readonly<Record<string, string>> = { '%2b': '+', '%2f': '/', '%3d': '=' };

/** Whether a text may be Base64 of XML: by its first signs, those of `<` with or without a byte order mark. */
export function isBase64OfXml(text: string): boolean {
  const head = text.trimStart().slice(0, 400);
  const at = head.includes(FIELD) ? head.indexOf(FIELD) + FIELD.length : 0;
  return /^(?:P[A-P]|77u\/P|77u%2[Ff]P)/.test(head.slice(at)) && !head.includes('<');
}

/** The text with what it stands for. */
export function readBase64(source: string): Placed<ScalarNode> {
  const field = source.indexOf(FIELD);
  const start = field < 0 ? source.length - source.trimStart().length : field + FIELD.length;
  const { values, places, end, isCut } = readSigns(source, start);
  const problems: readonly Problem[] = isCut
    ? [{ code: 'broken-base64', span: { start: end - start, end: end - start } }]
    : NOTHING;
  const bytes = bytesOf(values);
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const map = mapOf(text, bytes.length, places, start);
  return {
    start,
    node: makeTextOf({ text, width: end - start, map, opaque: NOTHING, style: 'base64', problems }),
  };
}

interface Signs {
  readonly values: readonly number[];
  /** Where each of them stands. */
  readonly places: readonly number[];
  readonly end: number;
  /** Whether it breaks off: at a sign that is none, or in the middle of a group. */
  readonly isCut: boolean;
}

function readSigns(source: string, start: number): Signs {
  const values: number[] = [];
  const places: number[] = [];
  let at = start;
  let padding = 0;
  while (at < source.length) {
    const plain = padding > 0 ? NONE : (VALUES[source.charCodeAt(at)] ?? NONE);
    if (plain !== NONE) {
      values.push(plain);
      places.push(at++);
      continue;
    }
    TOKEN.lastIndex = at;
    const [token] = TOKEN.exec(source) ?? [];
    if (token === undefined) {
      break;
    }
    const sign = ESCAPED[token.toLowerCase()] ?? token;
    const value = padding > 0 ? NONE : (VALUES[sign.charCodeAt(0)] ?? NONE);
    if (value !== NONE) {
      values.push(value);
      places.push(at);
    } else if (sign === '=') {
      padding++;
    }
    at += token.length;
  }
  const isForm = source[at] === '&';
  const isBroken = (at < source.length && !isForm) || (values.length + padding) % 4 !== 0;
  return { values, places: [...places, at], end: at, isCut: isBroken };
}

function bytesOf(values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(Math.floor((values.length * 6) / 8));
  let bits = 0;
  let held = 0;
  let count = 0;
  for (const value of values) {
    bits = ((bits << 6) | value) & 0xffff;
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes[count++] = (bits >> held) & 0xff;
    }
  }
  return bytes;
}

/** A piece for each character; the signs of one may hold a part of the next. */
function mapOf(text: string, length: number, places: readonly number[], start: number): OffsetMap {
  const placeOf = (sign: number): number => (places[Math.min(sign, places.length - 1)] ?? start) - start;
  const pieces: Piece[] = [];
  let byte = 0;
  let at = 0;
  for (const character of text) {
    const width = bytesIn(character.codePointAt(0) ?? 0);
    const first = Math.floor((byte * 8) / 6);
    const last = Math.floor(((byte + width) * 8 - 1) / 6);
    pieces.push({
      decoded: { start: at, end: at + character.length },
      source: { start: placeOf(first), end: placeOf(last) + 1 },
    });
    byte += width;
    at += character.length;
  }
  const whole: Piece = { decoded: { start: 0, end: text.length }, source: { start: 0, end: placeOf(places.length) } };
  // Bytes that are no text are replaced, and then nobody knows which sign is which.
  return { shift: 0, pieces: byte === length ? pieces : [whole] };
}

function bytesIn(code: number): number {
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}
