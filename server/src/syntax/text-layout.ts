/**
 * How the text of a configuration is laid out: its line ends, its indentation, what stands around a place, and what a
 * brace opens.
 */
import type { Edit } from './change.ts';
import { removeComment } from './line-comment.ts';
import { isBlank, type TextScanner } from './text-scanner.ts';
import type { ListNode, MapNode, Placed, Span } from './tree.ts';

const DEFAULT_UNIT = '  ';
/** Where the first indented line is looked for. */
const HEAD = 20_000;

/** What a map is: the file, the body of a block, an object, or what stands between the word of a statement and its body. */
export type MapPlace = 'root' | 'body' | 'object' | 'label';

export type Holder = Placed<MapNode | ListNode>;

export function childSpan({ node, start }: Holder, index: number): Span | undefined {
  const child = node.children[index];
  const from = start + (node.starts[index] ?? 0);
  return child && { start: from, end: from + child.width };
}

export abstract class TextLayout {
  readonly text: string;
  readonly newline: string;
  /** One step of indentation. */
  readonly unit: string;
  /** Whether items on lines of their own are parted by commas. */
  abstract readonly hasListCommas: boolean;

  constructor(text: string) {
    this.text = text;
    const head = text.slice(0, HEAD);
    this.newline = head.includes('\r\n') ? '\r\n' : '\n';
    this.unit = /\n([ \t]{1,16})\S/.exec(head)?.[1] ?? DEFAULT_UNIT;
  }

  abstract scanFrom(place: number): TextScanner;

  /** What stands behind the word of a statement or a label is its body. */
  protected abstract isBody(before: string): boolean;

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
    return this.isBody(this.text[before - 1] ?? '') ? 'body' : 'object';
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
    const scanner = this.scanFrom(place);
    scanner.skip(true);
    return scanner.char === ',' ? scanner.at + 1 : place;
  }

  /** Behind the blanks and the comment that end the line of a place; the place itself where more stands there. */
  behindComment(place: number): number {
    const scanner = this.scanFrom(place);
    scanner.skip(false);
    const comment = scanner.sink.comments.at(-1);
    const isLineEnd = scanner.isAtEnd || scanner.char === '\n';
    return isLineEnd && comment && !this.hasNewline(place, scanner.at) ? comment.end : place;
  }

  /** The start of the next line where only blanks and a comment are left on this one. */
  nextLine(place: number): number | undefined {
    const scanner = this.scanFrom(place);
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

  /**
   * Puts a comment behind a place, at the end of its line: behind what closes brackets there. Undefined where the line
   * ends in something else, a comment included.
   */
  writeComment(place: number, comment: string): readonly Edit[] | undefined {
    const end = this.scanFrom(place).lineEnd(place);
    const rest = this.text.slice(place, end);
    if (!/^[ \t,)\]}]*$/.test(rest) || /[\r\n]/.test(comment)) {
      return undefined;
    }
    const at = place + rest.trimEnd().length;
    return [{ span: { start: at, end: at }, text: ` ${comment}` }];
  }

  /** Takes out the comment at the end of the line of a place, where it says just a text; see `writeComment`. */
  removeComment(place: number, marks: readonly string[], comment: string): readonly Edit[] | undefined {
    const rest = this.text.slice(place, this.scanFrom(place).lineEnd(place));
    const closing = /^[ \t,)\]}]*/.exec(rest)?.[0].length ?? 0;
    const isComment = marks.some((mark) => rest.startsWith(mark, closing));
    const edits = isComment ? removeComment(rest, place, marks, comment) : undefined;
    // What is left may hold no other mark: the text would be the end of a longer comment.
    return edits?.every(({ span }) => span.start <= place + closing) ? edits : undefined;
  }
}
