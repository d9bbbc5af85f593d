/** Reads scalars that are written in a line or folded over lines: plain, in single quotes, in double quotes. */
import { type Piece, uniformMap } from '../offset-map.ts';
import { NOTHING, type Problem, type ProblemCode, type ScalarNode } from '../tree.ts';
import { AT_START, makeScalar } from './yaml-nodes.ts';

const BEHIND_QUOTE = uniformMap(1);
const NULL = /^(?:~|null|Null|NULL)?$/;
const BOOLEAN = /^(?:true|True|TRUE|false|False|FALSE)$/;
const NUMBER =
  /^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
/** No plain text begins with these. */
const RESERVED = /^[\t,%|>@`]/;
const RESERVED_START: readonly Problem[] = [{ code: 'unexpected', span: { start: 0, end: 1 } }];
const CONTROL = /[^\P{Cc}\t\n\r\u0085]/u;

/** The type of plain text by the core schema of YAML 1.2. */
export function typeOfPlain(text: string): ScalarNode['type'] {
  // Most texts begin with a letter that begins nothing else.
  if (text.length > 40 || /^[a-eg-mo-sv-zA-EG-MO-SV-Z_/$]/.test(text)) {
    return text.length > 40 && NUMBER.test(text) ? 'number' : 'string';
  }
  return NULL.test(text) ? 'null' : BOOLEAN.test(text) ? 'boolean' : NUMBER.test(text) ? 'number' : 'string';
}

export function readPlain(source: string, type: ScalarNode['type'] | undefined): ScalarNode {
  const width = source.length;
  const problems = type === 'word' || !RESERVED.test(source) ? controlProblem(source) : RESERVED_START;
  if (!source.includes('\n')) {
    return makeScalar({
      type: type ?? typeOfPlain(source),
      text: source,
      width,
      map: AT_START,
      style: 'plain',
      problems,
    });
  }
  const { text, pieces } = fold(source, 0, source.length, 'plain');
  return makeScalar({ type: type ?? 'string', text, width, map: { shift: 0, pieces }, style: 'plain', problems });
}

/** @param source with its quotes; the closing one may be missing */
export function readQuoted(source: string, style: 'single' | 'double'): ScalarNode {
  const width = source.length;
  const problems: Problem[] = [...controlProblem(source)];
  const isClosed = closes(source, style);
  const end = isClosed ? width - 1 : width;
  if (!isClosed) {
    problems.push({ code: 'unclosed-string', span: { start: 0, end: width } });
  }
  const body = source.slice(1, end);
  if (!(style === 'single' ? /['\n]/ : /[\\\n]/).test(body)) {
    return makeScalar({ type: 'string', text: body, width, map: BEHIND_QUOTE, style, problems: own(problems) });
  }
  const { text, pieces, invalid } = fold(source, 1, end, style);
  for (const [start, length] of invalid) {
    problems.push({ code: 'invalid-escape', span: { start, end: start + length } });
  }
  return makeScalar({ type: 'string', text, width, map: { shift: 1, pieces }, style, problems: own(problems) });
}

function own(problems: readonly Problem[]): readonly Problem[] {
  return problems.length === 0 ? NOTHING : problems;
}

export function controlProblem(source: string): readonly Problem[] {
  if (!CONTROL.test(source)) {
    return NOTHING;
  }
  const at = source.search(CONTROL);
  const code: ProblemCode = 'control-character';
  return at < 0 ? NOTHING : [{ code, span: { start: at, end: at + 1 } }];
}

function closes(source: string, style: 'single' | 'double'): boolean {
  const last = source.length - 1;
  if (last < 1 || source[last] !== source[0]) {
    return false;
  }
  let run = 0;
  const char = style === 'single' ? "'" : '\\';
  for (let at = style === 'single' ? last : last - 1; at > 0 && source[at] === char; at--) {
    run++;
  }
  // A quote that is doubled or escaped closes nothing.
  return style === 'single' ? run % 2 === 1 : run % 2 === 0;
}

interface Folded {
  readonly text: string;
  readonly pieces: readonly Piece[];
  /** Where escapes that YAML does not have stand, and how long they are. */
  readonly invalid: readonly (readonly [start: number, length: number])[];
}

const SIMPLE: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  '\t': '\t',
};
const HEX_DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** Resolves quotes, escapes and line ends between two places of a source; places in the pieces count from its start. */
function fold(source: string, from: number, end: number, style: 'plain' | 'single' | 'double'): Folded {
  const chunks: string[] = [];
  const pieces: Piece[] = [];
  const invalid: [number, number][] = [];
  let length = 0;
  const add = (decoded: string, start: number, stop: number): void => {
    if (decoded !== '' || stop > start) {
      pieces.push({
        decoded: { start: length, end: length + decoded.length },
        source: { start, end: stop },
      });
      chunks.push(decoded);
      length += decoded.length;
    }
  };
  const stops = style === 'plain' ? /\n/g : style === 'single' ? /''|\n/g : /\\|\n/g;
  let at = from;
  while (at < end) {
    stops.lastIndex = at;
    const stop = stops.exec(source)?.index ?? end;
    if (stop >= end) {
      add(source.slice(at, end), at, end);
      break;
    }
    if (source[stop] === '\n') {
      at = foldLine(source, at, stop, end, add);
      continue;
    }
    if (stop > at) {
      add(source.slice(at, stop), at, stop);
    }
    if (style === 'single') {
      add("'", stop, stop + 2);
      at = stop + 2;
      continue;
    }
    at = readEscape(source, stop, end, add, invalid);
  }
  return { text: chunks.join(''), pieces, invalid };
}

type Add = (decoded: string, start: number, stop: number) => void;

/** Reads what stands before a line end, and line ends with the blanks around them as one blank or as empty lines. */
function foldLine(source: string, at: number, newline: number, end: number, add: Add): number {
  let stop = newline;
  while (stop > at && /[ \t\r]/.test(source[stop - 1] ?? '')) {
    stop--;
  }
  if (stop > at) {
    add(source.slice(at, stop), at, stop);
  }
  const gap = skipLines(source, newline, end);
  add(gap.lines > 1 ? '\n'.repeat(gap.lines - 1) : ' ', stop, gap.end);
  return gap.end;
}

/** From a line end over empty lines and the blanks that begin the next. */
function skipLines(source: string, newline: number, end: number): { readonly lines: number; readonly end: number } {
  let lines = 0;
  let at = newline;
  while (at < end && /[ \t\r\n]/.test(source[at] ?? '')) {
    if (source[at] === '\n') {
      lines++;
    } else if (source[at] === '\r' && source[at + 1] !== '\n') {
      break;
    }
    at++;
  }
  return { lines, end: at };
}

function readEscape(source: string, at: number, end: number, add: Add, invalid: [number, number][]): number {
  const char = source[at + 1] ?? '';
  if (char === '\n' || (char === '\r' && source[at + 2] === '\n')) {
    // The line end is escaped: lines are joined with nothing between them, but empty lines count.
    const { lines, end: next } = skipLines(source, at + 1, end);
    add('\n'.repeat(lines - 1), at, next);
    return next;
  }
  const digits = HEX_DIGITS[char];
  const hex = digits === undefined ? '' : source.slice(at + 2, Math.min(end, at + 2 + digits));
  const code = hex.length === digits && /^[0-9a-fA-F]+$/.test(hex) ? Number.parseInt(hex, 16) : -1;
  const simple = SIMPLE[char];
  if (code >= 0 && code <= 0x10ffff) {
    const next = at + 2 + hex.length;
    add(String.fromCodePoint(code), at, next);
    return next;
  }
  if (simple !== undefined && at + 1 < end) {
    add(simple, at, at + 2);
    return at + 2;
  }
  const next = Math.min(end, at + 2);
  invalid.push([at, next - at]);
  add('\\', at, at + 1);
  return at + 1;
}
