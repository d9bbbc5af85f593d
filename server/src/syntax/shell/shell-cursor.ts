/** A place in a shell text, up to which it is read, and what was met outside of words. */
import type { Problem, Span } from '../tree.ts';
import * as is from './character-codes.ts';
import { TextLookahead } from './text-lookahead.ts';

export class ShellCursor {
  readonly text: string;
  readonly ahead: TextLookahead;
  readonly problems: Problem[] = [];
  readonly comments: Span[] = [];
  at: number;
  /** Where reading ends for now. */
  end: number;

  constructor(text: string, from: number) {
    this.text = text;
    this.at = from;
    this.end = text.length;
    this.ahead = new TextLookahead(text);
  }

  /** The code at a place; NaN behind the end. */
  code(at: number): number {
    return at < this.end ? this.text.charCodeAt(at) : Number.NaN;
  }

  /** Passes blanks and escaped line ends. */
  skipBlanks(): void {
    for (;;) {
      const code = this.code(this.at);
      if (is.isBlank(code)) {
        this.at++;
        continue;
      }
      const lineEnd = code === is.BACKSLASH ? is.lineEndAt(this.text, this.at + 1) : 0;
      if (lineEnd === 0 || this.at + 1 + lineEnd > this.end) {
        return;
      }
      this.at += 1 + lineEnd;
    }
  }

  skipTabs(): number {
    while (this.code(this.at) === is.TAB) {
      this.at++;
    }
    return this.at;
  }
}
