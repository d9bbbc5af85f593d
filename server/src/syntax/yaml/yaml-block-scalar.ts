/** Reads block scalars, `|` and `>`: a piece of the map for each line, so that a text of any length stays linear. */
import type { Piece } from '../offset-map.ts';
import type { ScalarNode } from '../tree.ts';
import { controlProblem } from './yaml-flow-scalar.ts';
import { makeScalar } from './yaml-nodes.ts';

interface Line {
  /** Where its content starts, and where it ends without the line end. */
  readonly start: number;
  readonly end: number;
  /** Behind its line end. */
  readonly next: number;
}

/**
 * @param source from the header on
 * @param bodyStart where the lines start in it
 * @param parentIndent the indentation of the container it stands in
 */
export function readBlockScalar(source: string, bodyStart: number, parentIndent: number): ScalarNode {
  const header = /^[|>][-+0-9]*/.exec(source)?.[0] ?? '';
  const style = header.startsWith('>') ? 'folded' : 'literal';
  const digit = Number(/[1-9]/.exec(header)?.[0] ?? 0);
  const all = linesOf(source, bodyStart);
  let count = all.length;
  while (count > 0 && isBlank(source, all[count - 1])) {
    count--;
  }
  const indent = digit > 0 ? parentIndent + digit : findIndent(source, all);
  const lines = all.map((line) => trimLine(source, line, indent));
  const out = new Output(source);
  if (style === 'literal') {
    readLiteral(out, lines, count);
  } else {
    readFolded(out, lines, count);
  }
  const width = Math.max(readEnd(out, lines, count, header), header.length);
  const map = { shift: 0, pieces: out.pieces.length > 0 ? out.pieces : [emptyAt(width)] };
  const problems = controlProblem(source.slice(0, width));
  return makeScalar({ type: 'string', text: out.text(), width, map, style, problems });
}

/** Reads the last line end and the empty lines behind it as the header says, and says where the scalar ends. */
function readEnd(out: Output, lines: readonly Line[], count: number, header: string): number {
  const last = lines[count - 1];
  if (header.includes('-')) {
    return last?.end ?? 0;
  }
  if (last) {
    out.add('\n', last.end, last.next);
  }
  if (!header.includes('+')) {
    return last?.next ?? 0;
  }
  for (const line of lines.slice(count)) {
    out.addLine(line);
    if (line.next > line.end) {
      out.add('\n', line.end, line.next);
    }
  }
  return out.source.length;
}

function emptyAt(at: number): Piece {
  return { decoded: { start: 0, end: 0 }, source: { start: at, end: at } };
}

function linesOf(source: string, bodyStart: number): Line[] {
  const lines: Line[] = [];
  let start = bodyStart;
  while (start < source.length) {
    const newline = source.indexOf('\n', start);
    const next = newline < 0 ? source.length : newline + 1;
    const end = newline < 0 ? source.length : source[newline - 1] === '\r' && newline > start ? newline - 1 : newline;
    lines.push({ start, end, next });
    start = next;
  }
  return lines;
}

function blanksAt(source: string, { start, end }: Line): number {
  let at = start;
  while (at < end && source[at] === ' ') {
    at++;
  }
  return at - start;
}

function isBlank(source: string, line: Line | undefined): boolean {
  return line !== undefined && blanksAt(source, line) === line.end - line.start;
}

/** The indentation of the first line with a content, else of the longest. */
function findIndent(source: string, lines: readonly Line[]): number {
  let longest = 0;
  for (const line of lines) {
    const blanks = blanksAt(source, line);
    if (blanks < line.end - line.start) {
      return blanks;
    }
    longest = Math.max(longest, blanks);
  }
  return longest;
}

function trimLine(source: string, line: Line, indent: number): Line {
  return { start: line.start + Math.min(indent, blanksAt(source, line)), end: line.end, next: line.next };
}

/** The decoded text and its map, as they grow. */
class Output {
  readonly pieces: Piece[] = [];
  readonly source: string;
  private readonly chunks: string[] = [];
  private length = 0;

  constructor(source: string) {
    this.source = source;
  }

  add(decoded: string, start: number, end: number): void {
    this.pieces.push({
      decoded: { start: this.length, end: this.length + decoded.length },
      source: { start, end },
    });
    this.chunks.push(decoded);
    this.length += decoded.length;
  }

  addLine({ start, end }: Line): void {
    if (end > start) {
      this.add(this.source.slice(start, end), start, end);
    }
  }

  text(): string {
    return this.chunks.join('');
  }
}

function readLiteral(out: Output, lines: readonly Line[], count: number): void {
  for (let index = 0; index < count; index++) {
    const line = lines[index];
    if (line) {
      out.addLine(line);
      if (index < count - 1) {
        out.add('\n', line.end, line.next);
      }
    }
  }
}

/** A line end between two lines is a blank; empty lines, and line ends around lines that begin with a blank, stay. */
function readFolded(out: Output, lines: readonly Line[], count: number): void {
  let before: Line | undefined;
  let wasIndented = false;
  let empty: Line[] = [];
  for (let index = 0; index < count; index++) {
    const line = lines[index];
    if (!line) {
      continue;
    }
    if (line.start === line.end) {
      empty.push(line);
      continue;
    }
    const isIndented = /[ \t]/.test(out.source[line.start] ?? '');
    if (before) {
      const keeps = isIndented || wasIndented;
      if (keeps || empty.length === 0) {
        out.add(keeps ? '\n' : ' ', before.end, before.next);
      }
    }
    for (const one of empty) {
      out.add('\n', one.end, one.next);
    }
    out.addLine(line);
    before = line;
    wasIndented = isIndented;
    empty = [];
  }
}
