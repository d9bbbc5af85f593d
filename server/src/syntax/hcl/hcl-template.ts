/**
 * Reads the strings of HCL: quoted templates and here-documents. What stands in `${…}` and `%{…}` is kept as it is
 * written and listed as opaque; `$${` and `%%{` stand for the characters themselves.
 */
import { FAR, interpolationEnd } from '../interpolation-end.ts';
import { StringDecoder } from '../string-decoder.ts';
import type { ScalarNode, Span } from '../tree.ts';
import { hereEnd, INTERPOLATION } from './hcl-interpolation.ts';
import type { HclScanner } from './hcl-scanner.ts';

const ESCAPES: Readonly<Record<string, string>> = { '"': '"', '\\': '\\', n: '\n', r: '\r', t: '\t' };
const SPECIAL = /["\\\n]|\$\$\{|%%\{|\$\{|%\{/g;
const HERE_SPECIAL = /\$\$\{|%%\{|\$\{|%\{/;
const HERE_START = /<<(-?)([\p{ID_Start}_][\p{ID_Continue}-]{0,200})[ \t]{0,200}\r?\n/uy;

/** Reads the string whose quote stands at the scanner's place. It ends with the line where its quote does not come. */
export function readQuoted(scanner: HclScanner): ScalarNode {
  const { text, at: start } = scanner;
  const decoder = new StringDecoder(text, start);
  let at = start + 1;
  for (;;) {
    SPECIAL.lastIndex = at;
    const found = SPECIAL.exec(text);
    const mark = found?.[0] ?? '\n';
    if (mark === '\n') {
      const end = found ? scanner.lineEnd(at) : text.length;
      decoder.copy(at, end);
      decoder.report('unclosed-string', start, end);
      scanner.at = end;
      break;
    }
    const place = found?.index ?? at;
    decoder.copy(at, place);
    if (mark === '"') {
      scanner.at = place + 1;
      break;
    }
    if (mark === '\\') {
      at = decodeEscape(decoder, text, place);
    } else if (mark.length === 3) {
      decoder.add(mark.slice(1), place, place + 3);
      at = place + 3;
    } else {
      at = readInterpolation(decoder, scanner, place, undefined);
    }
  }
  return decoder.finish(scanner.at - start, 'quoted', 1);
}

/** Keeps an interpolation, or what there is of it, and gives where it ends. */
function readInterpolation(
  decoder: StringDecoder,
  scanner: HclScanner,
  place: number,
  limit: number | undefined,
): number {
  const end = interpolationEnd(scanner, place, limit ?? scanner.text.length, INTERPOLATION);
  if (end !== undefined) {
    decoder.keepOpaque(place, end);
    return end;
  }
  decoder.report('unclosed', place, place + 2);
  const near = scanner.text.slice(place, Math.min(limit ?? scanner.text.length, place + FAR));
  const found = near.search(limit === undefined ? /["\r\n]/ : /[\r\n]/);
  const stop = place + (found < 0 ? near.length : found);
  decoder.keepOpaque(place, stop);
  return stop;
}

function decodeEscape(decoder: StringDecoder, text: string, place: number): number {
  const simple = ESCAPES[text[place + 1] ?? ''];
  if (simple !== undefined) {
    decoder.add(simple, place, place + 2);
    return place + 2;
  }
  const hex = /^\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/.exec(text.slice(place, place + 10));
  const point = Number.parseInt(hex?.[1] ?? hex?.[2] ?? '', 16);
  if (hex && point <= 0x10ffff) {
    const end = place + hex[0].length;
    decoder.add(String.fromCodePoint(point), place, end);
    return end;
  }
  const width = /[\r\n]|^$/.test(text[place + 1] ?? '') ? 1 : 2;
  decoder.report('invalid-escape', place, place + width);
  decoder.copy(place, place + 1);
  return place + 1;
}

/** Reads the here-document that begins at the scanner's place; undefined where none does. */
export function readHere(scanner: HclScanner): ScalarNode | undefined {
  const { text, at: start } = scanner;
  HERE_START.lastIndex = start;
  const head = text.startsWith('<<', start) ? HERE_START.exec(text) : null;
  if (!head) {
    return undefined;
  }
  const [opening, dash = '', word = ''] = head;
  const body = start + opening.length;
  const ending = hereEnd(scanner, body, word);
  const decoder = new StringDecoder(text, start);
  if (!ending.closed) {
    decoder.report('unclosed-here-document', start, start + opening.trimEnd().length);
  }
  const indent = dash === '' ? 0 : commonIndent(text, body, ending.textEnd);
  decodeLines(decoder, scanner, { start: body, end: ending.textEnd }, indent);
  scanner.at = ending.end;
  return decoder.finish(ending.end - start, dash === '' ? 'here' : 'flush-here', opening.length);
}

/**
 * How many blanks all lines begin with; empty lines do not count.
 * See flushHeredocTemplateParts in https://github.com/hashicorp/hcl/blob/main/hclsyntax/parser_template.go
 */
function commonIndent(text: string, start: number, end: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let at = start; at < end; ) {
    const next = Math.min(end, nextLine(text, at));
    const blanks = indentWidth(text, at, next);
    if (at + blanks < next) {
      least = Math.min(least, blanks);
    }
    at = next;
  }
  return least === Number.POSITIVE_INFINITY ? 0 : least;
}

function nextLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
}

function indentWidth(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && /\s/.test(text[at] ?? '')) {
    at++;
  }
  return at - start;
}

function decodeLines(decoder: StringDecoder, scanner: HclScanner, { start, end }: Span, indent: number): void {
  const { text } = scanner;
  let at = start;
  while (at < end) {
    const next = Math.min(end, nextLine(text, at));
    const isEmpty = text.slice(at, next).trim() === '';
    at = decodeLine(decoder, scanner, isEmpty ? at : at + indent, next, end);
  }
}

/** Decodes to the end of a line, which may be a later one where an interpolation goes over lines. */
function decodeLine(
  decoder: StringDecoder,
  scanner: HclScanner,
  start: number,
  lineEnd: number,
  limit: number,
): number {
  const { text } = scanner;
  let end = lineEnd;
  let at = start;
  while (at < end) {
    const found = HERE_SPECIAL.exec(text.slice(at, end));
    if (!found) {
      break;
    }
    const place = at + found.index;
    const [mark] = found;
    decoder.copy(at, place);
    if (mark.length === 3) {
      decoder.add(mark.slice(1), place, place + 3);
      at = place + 3;
    } else {
      at = readInterpolation(decoder, scanner, place, limit);
      if (at > end) {
        end = Math.min(limit, nextLine(text, at));
      }
    }
  }
  decoder.copy(at, end);
  return Math.max(at, end);
}
