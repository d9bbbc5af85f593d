/** The references of XML, `&amp;` and `&#x41;`: what they stand for, and texts with them as they are written. */
import type { OffsetMap, Piece } from '../offset-map.ts';
import { uniformMap } from '../offset-map.ts';

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const REFERENCE = /&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|([a-z]{2,4}));|\r\n?/g;

/**
 * The text that a stretch of source stands for. What no document type could tell is left as it is written: none is read.
 * @param shift where the source begins, from the start of the scalar
 */
export function decodeReferences(source: string, shift: number): { readonly text: string; readonly map: OffsetMap } {
  if (!source.includes('&') && !source.includes('\r')) {
    return { text: source, map: uniformMap(shift) };
  }
  const pieces: Piece[] = [];
  let text = '';
  let at = 0;
  const add = (decoded: string, width: number): void => {
    if (width > 0) {
      pieces.push({
        decoded: { start: text.length, end: text.length + decoded.length },
        source: { start: shift + at, end: shift + at + width },
      });
      text += decoded;
      at += width;
    }
  };
  for (const match of source.matchAll(REFERENCE)) {
    const [written, hex, decimal, name] = match;
    const decoded = written.startsWith('\r') ? '\n' : characterOf(hex, decimal, name);
    if (decoded !== undefined) {
      add(source.slice(at, match.index), match.index - at);
      add(decoded, written.length);
    }
  }
  add(source.slice(at), source.length - at);
  return { text, map: { shift, pieces } };
}

function characterOf(hex: string | undefined, decimal: string | undefined, name: string | undefined) {
  if (name !== undefined) {
    return Object.hasOwn(NAMED, name) ? NAMED[name] : undefined;
  }
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : undefined;
}

/** A text as it may stand between tags and in any quotes. */
export function encodeReferences(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');
}
