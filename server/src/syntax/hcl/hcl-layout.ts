/** How an HCL text is laid out: its line ends, its indentation, what stands around a place, and what a brace opens. */
import type { MapNode, Placed, Span } from '../tree.ts';
import { HclScanner, isBlank } from './hcl-scanner.ts';

const DEFAULT_UNIT = '  ';
/** Where the first indented line is looked for. */
const HEAD = 20_000;

/** What a map is: the file, the body of a block, an object, or what stands behind the type of a block. */
export type MapPlace = 'root' | 'body' | 'object' | 'label';

export class HclLayout {
  readonly text: string;
  readonly newline: string;
  /** One step of indentation. */
  readonly unit: string;

  constructor(text: string) {
    this.text = text;
    const head = text.slice(0, HEAD);
    this.newline = head.includes('\r\n') ? '\r\n' : '\n';
    this.unit = /\n([ \t]{1,16})\S/.exec(head)?.[1] ?? DEFAULT_UNIT;
  }

  placeOf({ node, start }: Placed<MapNode>): MapPlace {
    if (start === 0 && node.width === this.text.length) {
      return 'root';
    }
    if (this.text[start] !== '{') {
      return 'label';
    }
    let before = start;
    while (isBlank(this.text.charCodeAt(before - 1))) {
      before--;
    }
    // The body of a block stands behind its type or a label.
    return /[\w"-]|[^\0-\x7f]/.test(this.text[before - 1] ?? '') ? 'body' : 'object';
  }

  lineStart(place: number): number {
    return place === 0 ? 0 : this.text.lastIndexOf('\n', place - 1) + 1;
  }

  /** The blanks that the line of a place begins with. */
  indentAt(place: number): string {
    const start = this.lineStart(place);
    let end = start;
    while (isBlank(this.text.charCodeAt(end))) {
      end++;
    }
    return this.text.slice(start, end);
  }

  isFirstOnLine(place: number): boolean {
    return this.lineStart(place) + this.indentAt(place).length === place;
  }

  /** Behind the comma that follows a place, comments between them passed over; the place itself where none does. */
  behindComma(place: number): number {
    const scanner = new HclScanner(this.text, place);
    scanner.skip(true);
    return scanner.char === ',' ? scanner.at + 1 : place;
  }

  /** Behind the blanks and the comment that end the line of a place; the place itself where more stands there. */
  behindComment(place: number): number {
    const scanner = new HclScanner(this.text, place);
    scanner.skip(false);
    const comment = scanner.sink.comments.at(-1);
    const isLineEnd = scanner.isAtEnd || scanner.char === '\n';
    return isLineEnd && comment && !this.hasNewline(place, scanner.at) ? comment.end : place;
  }

  /** The start of the next line where only blanks and a comment are left on this one. */
  nextLine(place: number): number | undefined {
    const scanner = new HclScanner(this.text, place);
    scanner.skip(false);
    if (this.hasNewline(place, scanner.at)) {
      return undefined;
    }
    return scanner.isAtEnd ? scanner.at : scanner.char === '\n' ? scanner.at + 1 : undefined;
  }

  hasNewline(start: number, end: number): boolean {
    return this.text.slice(start, end).includes('\n');
  }

  /** Whether only blanks and commas stand between two places. */
  isBare(start: number, end: number): boolean {
    return /^[\s,]*$/.test(this.text.slice(start, end));
  }

  /** The source of a stretch, its later lines moved to another indentation. */
  keep(span: Span, indent: string): string {
    const old = this.indentAt(span.start);
    const [first = '', ...rest] = this.text.slice(span.start, span.end).split(/\r?\n/);
    return [first, ...rest.map((line) => (line.startsWith(old) ? indent + line.slice(old.length) : line))].join(
      this.newline,
    );
  }
}
