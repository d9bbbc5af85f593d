/**
 * Reads the strings of Bicep: `'…'` with escapes and `${…}`, `'''…'''` without, and `$'''…'''` with as many dollars
 * before an interpolation as before the quotes. What is interpolated is kept as it is written and listed as opaque.
 */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the braces are those of Bicep
import { FAR, type InterpolationSigns, interpolationEnd } from '../interpolation-end.ts';
import { StringDecoder } from '../string-decoder.ts';
import type { ScalarNode } from '../tree.ts';
import type { BicepScanner } from './bicep-scanner.ts';

const ESCAPES: Readonly<Record<string, string>> = { "'": "'", '\\': '\\', n: '\n', r: '\r', t: '\t', $: '$' };
const SPECIAL = /['\\\r\n]|\$\{/g;
const LONG_START = /(\${0,20})'''(\r?\n)?/y;

const INTERPOLATION: InterpolationSigns = {
  quote: "'",
  mark: /['\n{}()[\]\\]|\$\{|\/\*/g,
  nextEntry: /\s{0,400}(?:[A-Za-z_]\w{0,200}[ \t]*:(?!:)|\}(?!['$}.]))/y,
  doubledSign: false,
};

/** Reads the string that begins at the scanner's place; undefined where none does. */
export function readString(scanner: BicepScanner): ScalarNode | undefined {
  const { char, text, at } = scanner;
  if (char !== "'" && char !== '$') {
    return undefined;
  }
  LONG_START.lastIndex = at;
  const long = LONG_START.exec(text);
  if (long) {
    return readLong(scanner, long[0].length, long[1] ?? '');
  }
  return char === "'" ? readQuoted(scanner, 'quoted') : undefined;
}

/**
 * Reads the string whose quote stands at the scanner's place. It ends with the line where its quote does not come.
 * @param style how its node is to be marked
 */
export function readQuoted(scanner: BicepScanner, style: string): ScalarNode {
  const { text, at: start } = scanner;
  const decoder = new StringDecoder(text, start);
  let at = start + 1;
  for (;;) {
    SPECIAL.lastIndex = at;
    const found = SPECIAL.exec(text);
    const place = found?.index ?? text.length;
    const mark = found?.[0] ?? '\n';
    decoder.copy(at, place);
    if (mark === '\n' || mark === '\r') {
      decoder.report('unclosed-string', start, place);
      scanner.at = place;
      break;
    }
    if (mark === "'") {
      scanner.at = place + 1;
      break;
    }
    at =
      mark === '\\' ? decodeEscape(decoder, text, place) : readInterpolation(decoder, scanner, place, place, /['\r\n]/);
  }
  return decoder.finish(scanner.at - start, style, 1);
}

/**
 * Keeps an interpolation, or what there is of it, and gives where it ends.
 * @param brace where its last dollar stands
 * @param stop what the rest of one that is not closed ends before
 */
function readInterpolation(
  decoder: StringDecoder,
  scanner: BicepScanner,
  place: number,
  brace: number,
  stop: RegExp,
): number {
  const { text } = scanner;
  const end = interpolationEnd(scanner, brace, text.length, INTERPOLATION);
  if (end !== undefined) {
    decoder.keepOpaque(place, end);
    return end;
  }
  decoder.report('unclosed', place, brace + 2);
  const near = text.slice(brace, brace + FAR);
  const found = near.search(stop);
  const rest = brace + (found < 0 ? near.length : found);
  decoder.keepOpaque(place, rest);
  return rest;
}

function decodeEscape(decoder: StringDecoder, text: string, place: number): number {
  const simple = ESCAPES[text[place + 1] ?? ''];
  if (simple !== undefined) {
    decoder.add(simple, place, place + 2);
    return place + 2;
  }
  const hex = /^\\u\{([0-9a-fA-F]{1,6})\}/.exec(text.slice(place, place + 11));
  const point = Number.parseInt(hex?.[1] ?? '', 16);
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

/** Reads a string over lines. More quotes than three at its end begin with some of its text. */
function readLong(scanner: BicepScanner, opening: number, dollars: string): ScalarNode {
  const { text, at: start } = scanner;
  const decoder = new StringDecoder(text, start);
  const special = dollars === '' ? /'''+/g : /'''+|\${1,20}\{/g;
  let at = start + opening;
  for (;;) {
    special.lastIndex = at;
    const found = special.exec(text);
    if (!found) {
      scanner.at = scanner.nextTopLevel(at);
      decoder.copy(at, scanner.at);
      decoder.report('unclosed', start, start + dollars.length + 3);
      break;
    }
    const { index } = found;
    const [mark] = found;
    if (mark.startsWith("'")) {
      decoder.copy(at, index + mark.length - 3);
      scanner.at = index + mark.length;
      break;
    }
    const place = index + mark.length - 1 - dollars.length;
    decoder.copy(at, Math.max(place, index));
    if (place < index) {
      decoder.copy(index, index + mark.length);
      at = index + mark.length;
    } else {
      at = readInterpolation(decoder, scanner, place, place + dollars.length - 1, /'''|[\r\n]/);
    }
  }
  return decoder.finish(scanner.at - start, 'long', opening);
}
