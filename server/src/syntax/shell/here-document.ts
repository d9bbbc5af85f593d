/** Finds where here-documents end. */

import { BACKSLASH, TAB } from './character-codes.ts';
import type { CommandDraft } from './command-draft.ts';

export interface HereDocument {
  readonly draft: CommandDraft;
  readonly delimiter: string;
  /** Whether nothing is expanded in it. */
  readonly raw: boolean;
  /** Whether the tabs at the beginning of its lines do not count. */
  readonly tabs: boolean;
  /** Where its `<<` stands. */
  readonly operator: number;
}

export interface Body {
  readonly end: number;
  /** The start of the line behind the one that ends it. */
  readonly next: number;
  readonly isClosed: boolean;
}

/** How many times the end may be missing before the search for it is given up at the first line that looks like it. */
const MOST_MISSING = 4;

export class BodyFinder {
  readonly #text: string;
  /** Delimiters of which no line was found, and from where on. */
  readonly #missing = new Set<string>();

  constructor(text: string) {
    this.#text = text;
  }

  /**
   * Where the line that ends a here-document is missing, one that has only blanks too many takes its place, and else it
   * reaches to the end, as it does for the shell.
   */
  find(document: HereDocument, from: number, end: number): Body {
    const { delimiter, raw, tabs } = document;
    const key = `${tabs} ${raw} ${delimiter}`;
    const isHopeless = this.#missing.size >= MOST_MISSING || this.#missing.has(key);
    let alike: Body | undefined;
    let isJoined = false;
    for (let at = from; at < end; ) {
      const found = this.#text.indexOf('\n', at);
      const lineEnd = found < 0 || found > end ? end : found;
      const next = Math.min(end, lineEnd + 1);
      const likeness = isJoined ? 'none' : this.#compare(delimiter, tabs, at, lineEnd);
      if (likeness === 'same') {
        return { end: at, next, isClosed: true };
      }
      if (likeness === 'alike') {
        alike ??= { end: at, next, isClosed: false };
        if (isHopeless) {
          return alike;
        }
      }
      isJoined = !raw && this.#isEscaped(at, lineEnd);
      at = next;
    }
    this.#missing.add(key);
    return alike ?? { end, next: end, isClosed: false };
  }

  #compare(delimiter: string, tabs: boolean, from: number, to: number): 'same' | 'alike' | 'none' {
    const text = this.#text;
    const end = text.charAt(to - 1) === '\r' && to > from ? to - 1 : to;
    let start = from;
    while (tabs && text.charCodeAt(start) === TAB && start < end) {
      start++;
    }
    if (end - start === delimiter.length && text.startsWith(delimiter, start)) {
      return 'same';
    }
    while (start < end && (text[start] === ' ' || text[start] === '\t')) {
      start++;
    }
    if (delimiter === '' || !text.startsWith(delimiter, start) || start + delimiter.length > end) {
      return 'none';
    }
    return text.slice(start + delimiter.length, end).trim() === '' ? 'alike' : 'none';
  }

  /** Whether the line end is escaped, so that the next line is part of this one. */
  #isEscaped(from: number, lineEnd: number): boolean {
    let at = this.#text.charAt(lineEnd - 1) === '\r' ? lineEnd - 1 : lineEnd;
    let isEscaped = false;
    while (at > from && this.#text.charCodeAt(at - 1) === BACKSLASH) {
      isEscaped = !isEscaped;
      at--;
    }
    return isEscaped;
  }
}
