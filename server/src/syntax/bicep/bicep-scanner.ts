/** Walks over Bicep text. What begins with `#` turns warnings off, and means as little to us as a comment. */
import { type Signs, TextScanner } from '../text-scanner.ts';

/** A statement of the outermost level; resources stand in other resources too, but never without indentation. */
const TOP_LEVEL =
  /(?:(?:resource|module)[ \t]+\w{1,200}[ \t]+'|(?:param|var|output|type|metadata|assert)[ \t]+\w{1,200}[ \t]+(?:=|[\w'{([])|func[ \t]+\w{1,200}[ \t]*\(|(?:var|type|metadata|assert)[ \t]+\w{1,200}=|targetScope[ \t]*=|(?:using|extends|import)[ \t]+['{*]|@\w[\w.]{0,100}\()/y;

/** A property of an object. */
const ENTRY = /[A-Za-z_]\w{0,200}[ \t]*:(?!:)/y;

/** A property where a value could be as well; the parts of a choice are parted by colons with blanks before them. */
const KEY = /[A-Za-z_]\w{0,200}:(?!:)/y;

/** A closing bracket, a property, a resource in a resource, a decorator, and whatever else begins no value. */
const NO_VALUE = /[)\]},:=@.?]|(?:[A-Za-z_]\w{0,200}|'[^'\n]{0,200}')[ \t]*:(?!:)|resource[ \t]+\w/y;

/** An operator at the beginning of a line goes on with the line before; a minus may begin an item of an array. */
const GOES_ON = /(?:\?(?!\.)|&&|\|\||[=!]=|[=!]~|[*%+]|\/(?![/*]))/y;

const SIGNS: Signs = { topLevel: TOP_LEVEL, entry: ENTRY, dashes: false };

export class BicepScanner extends TextScanner {
  protected readonly signs = SIGNS;

  /** Whether what begins here shows that the value before it was left half typed. */
  get isAtNext(): boolean {
    KEY.lastIndex = this.at;
    return (KEY.test(this.text) && this.isFirstOnLine) || this.isAtTopLevel();
  }

  /**
   * Passes over what stands between a sign and its value, which may begin in the next line. What could be a new entry
   * there is one.
   */
  skipToValue(): void {
    this.skip(false);
    const { at } = this;
    if (this.char !== '\n') {
      return;
    }
    this.skip(true);
    NO_VALUE.lastIndex = this.at;
    if (this.isAtEnd || this.isAtTopLevel() || NO_VALUE.test(this.text) || this.#isAtStatement()) {
      this.goBack(at);
    }
  }

  /** Without indentation a name begins a statement. */
  #isAtStatement(): boolean {
    const { at, text } = this;
    return this.isAtLineStart(at) && this.nameEnd(at) > at && !/^if[ \t]*\(/.test(text.slice(at, at + 20));
  }

  /** Passes over blanks, and over line ends where the next line goes on with an operator, or with the mark that is awaited. */
  skipToOperator(lines: boolean, awaited: string): void {
    this.skip(lines);
    const { at } = this;
    if (lines || this.char !== '\n') {
      return;
    }
    this.skip(true);
    GOES_ON.lastIndex = this.at;
    if (!(awaited !== '' && this.char === awaited) && !GOES_ON.test(this.text)) {
      this.goBack(at);
    }
  }
}
