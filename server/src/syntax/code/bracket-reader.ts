/** Goes into brackets and out of them, however many are open and whichever are missing. */
import type { EntryNode, Placed } from '../tree.ts';
import type { CodeTokens, TokenKind } from './code-tokens.ts';

/** Deeper nesting is skipped: nothing that is looked for is nested so deep, and the tree may be walked by recursion. */
const MOST_DEPTH = 200;

const CLOSERS = { '(': ')', '[': ']', '{': '}' } as const;
type Opener = keyof typeof CLOSERS;
const OPENERS: Readonly<Partial<Record<TokenKind, Opener>>> = { ')': '(', ']': '[', '}': '{' };

export class BracketReader {
  readonly tokens: CodeTokens;
  readonly #open: Record<Opener, number> = { '(': 0, '[': 0, '{': 0 };
  #depth = 0;

  constructor(tokens: CodeTokens) {
    this.tokens = tokens;
  }

  /** Reads what stands between brackets, from the opening one to behind the closing one. */
  readBracketed<T extends Placed | Placed<EntryNode>>(
    opener: Opener,
    read: () => T | undefined,
  ): { readonly children: readonly T[]; readonly end: number; readonly commas: number } {
    const { tokens } = this;
    const { start, hasLines } = tokens;
    if (this.#depth >= MOST_DEPTH) {
      return { children: [], end: this.skipBracketed(), commas: 0 };
    }
    const children: T[] = [];
    let commas = 0;
    this.enter(opener);
    tokens.hasLines = false;
    tokens.next();
    while (!this.endsHere(opener)) {
      const place = tokens.start;
      const child = tokens.is(',') ? undefined : read();
      if (child) {
        children.push(child);
      } else if (tokens.start === place) {
        commas += tokens.is(',') ? 1 : 0;
        tokens.next();
      }
    }
    this.leave(opener);
    return { children, end: this.close(opener, start, hasLines), commas };
  }

  enter(opener: Opener): void {
    this.#depth++;
    this.#open[opener]++;
  }

  leave(opener: Opener): void {
    this.#depth--;
    this.#open[opener]--;
  }

  get isTooDeep(): boolean {
    return this.#depth >= MOST_DEPTH;
  }

  /** At the closing bracket, or at another one that shows that it is missing: one that closes something around. */
  endsHere(opener: Opener): boolean {
    const { kind } = this.tokens;
    const closes = OPENERS[kind];
    return kind === 'end' || closes === opener || (closes !== undefined && this.#open[closes] > 0);
  }

  /** Goes behind the closing bracket, where it is there. */
  close(opener: Opener, start: number, hasLines: boolean): number {
    const { tokens } = this;
    tokens.hasLines = hasLines;
    if (tokens.kind !== CLOSERS[opener]) {
      tokens.report('unclosed', start, start + 1);
      return tokens.lastEnd;
    }
    const { end } = tokens;
    tokens.next();
    return end;
  }

  /** Passes over brackets that are nested too deep, without recursion. */
  skipBracketed(): number {
    const { tokens } = this;
    const { start, hasLines } = tokens;
    tokens.report('too-deep', start, start + 1);
    tokens.hasLines = false;
    let open = 0;
    do {
      if (tokens.kind === '(' || tokens.kind === '[' || tokens.kind === '{') {
        open++;
      } else if (OPENERS[tokens.kind]) {
        open--;
      }
      if (open > 0) {
        tokens.next();
      }
    } while (open > 0 && !tokens.is('end'));
    const { end } = tokens;
    tokens.hasLines = hasLines;
    tokens.next();
    return end;
  }
}
