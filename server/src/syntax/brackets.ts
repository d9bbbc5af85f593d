/** Reads what stands between brackets, and sees when they were not closed. */
import { emptySink, type Sink } from './placed-nodes.ts';
import { CLOSERS, type TextScanner } from './text-scanner.ts';

export type Closer = ')' | ']' | '}';

export class Brackets {
  readonly #scanner: TextScanner;
  /** How many of each bracket are open, by the one that closes it. */
  readonly #open = new Map<string, number>();

  constructor(scanner: TextScanner) {
    this.#scanner = scanner;
  }

  enter(close: Closer, by: 1 | -1): void {
    this.#open.set(close, (this.#open.get(close) ?? 0) + by);
  }

  /** Reads between the bracket at the scanner's place and the one that closes it; gives what was found on the way. */
  within(close: Closer, read: () => void): Sink {
    const scanner = this.#scanner;
    const outer = scanner.sink;
    const sink = emptySink();
    scanner.sink = sink;
    const bracket = scanner.at;
    scanner.at++;
    this.enter(close, 1);
    read();
    this.enter(close, -1);
    if (scanner.char === close) {
      scanner.at++;
    } else {
      scanner.report('unclosed', bracket, bracket + 1);
    }
    scanner.sink = outer;
    return sink;
  }

  /** Whether there is more before what closes the brackets, or before what shows that they were not closed. */
  goesOn(close: Closer, valuesOnly: boolean): boolean {
    const scanner = this.#scanner;
    for (;;) {
      scanner.skip(true);
      const { char } = scanner;
      if (char === close || scanner.isAtEnd || scanner.isAtTopLevel() || (valuesOnly && scanner.isAtEntry())) {
        return false;
      }
      if (!CLOSERS.has(char)) {
        return true;
      }
      if ((this.#open.get(char) ?? 0) > 0) {
        return false;
      }
      scanner.report('unexpected', scanner.at, scanner.at + 1);
      scanner.at++;
    }
  }
}
