/** Reads what is quoted or expanded in PowerShell: strings, variables, substitutions; and passes blanks and comments. */
import { type Construct, ConstructReader } from '../shell/construct-reader.ts';
import type { WordBuilder } from '../shell/word-builder.ts';
import { NOTHING } from '../tree.ts';
import * as is from './powershell-characters.ts';

/** What is deeper is passed over without a tree: nobody writes so deep, and reading goes as deep as they do. */
const MOST_DEPTH = 100;
const NAME = /\$(?:(?:\w{1,40}:(?=\w))?\w+|[$?^])/y;
const BRACED = /\$\{[^}\n]{0,200}\}/y;
const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\u0007',
  b: '\b',
  e: '\u001b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};
const UNICODE_ESCAPE = /`u\{([0-9A-Fa-f]{1,6})\}/y;

/** What a bracket opens: commands in round ones, a script block in braces, or the entries of a hashtable. */
export type GroupKind = 'paren' | 'brace' | 'hash';

export abstract class ExpandableReader extends ConstructReader {
  #depth = 0;
  /** From where on no block comment is closed. */
  #noCommentEnd = Number.POSITIVE_INFINITY;

  /** Reads the statements of a group up to behind the bracket that closes it; whether it was found. */
  protected abstract readGroup(kind: GroupKind): boolean;

  /** Reads a hashtable or an array as a value; whether it is closed. */
  protected abstract readCollection(kind: 'table' | 'array'): boolean;

  protected matchAt(expression: RegExp): RegExpExecArray | undefined {
    expression.lastIndex = this.at;
    const match = expression.exec(this.text);
    return match && this.at + match[0].length <= this.end ? match : undefined;
  }

  get isTooDeep(): boolean {
    return this.#depth >= MOST_DEPTH;
  }

  /** Passes blanks, escaped line ends and block comments. */
  override skipBlanks(): void {
    for (;;) {
      const code = this.code(this.at);
      if (is.isBlank(code)) {
        this.at++;
        continue;
      }
      if (code === is.LESS && this.code(this.at + 1) === is.HASH) {
        this.#passComment();
        continue;
      }
      const lineEnd = code === is.BACKQUOTE ? is.lineEndAt(this.text, this.at + 1) : 0;
      if (lineEnd === 0 || this.at + 1 + lineEnd > this.end) {
        return;
      }
      this.at += 1 + lineEnd;
    }
  }

  /** Passes blanks, line ends and comments. */
  protected skipLines(): void {
    for (;;) {
      this.skipBlanks();
      const code = this.code(this.at);
      if (code === is.NEWLINE) {
        this.at++;
      } else if (code === is.HASH) {
        this.passLineComment();
      } else {
        return;
      }
    }
  }

  protected passLineComment(): void {
    const span = { start: this.at, end: this.ahead.lineEnd(this.at, this.end) };
    this.comments.push(span);
    this.at = span.end;
  }

  #passComment(): void {
    const start = this.at;
    const found = start >= this.#noCommentEnd ? -1 : this.text.indexOf('#>', start + 2);
    if (found < 0) {
      this.#noCommentEnd = Math.min(this.#noCommentEnd, start);
      this.reachesEnd = true;
      this.problems.push({ code: 'unclosed-comment', span: { start, end: Math.min(start + 2, this.end) } });
    }
    const end = found < 0 ? this.ahead.lineEnd(start, this.end) : Math.min(found + 2, this.end);
    this.comments.push({ start, end });
    this.at = end;
  }

  /** Reads a construct and says whether it is closed; if not, everything up to the end was read. */
  protected override read(construct: Construct, word: WordBuilder): boolean {
    switch (construct) {
      case 'single':
        return this.#readSingle(word);
      case 'double':
        this.at++;
        return this.readExpanded(word, true);
      default:
        return this.#readBrackets(construct, word);
    }
  }

  #readBrackets(construct: Construct, word: WordBuilder): boolean {
    const start = this.at;
    this.#depth++;
    let isClosed: boolean;
    if (construct === 'table' || construct === 'array') {
      isClosed = this.readCollection(construct);
    } else {
      this.at += this.code(start) === is.OPEN ? 1 : 2;
      isClosed = this.readGroup(construct === 'brace' ? 'hash' : 'paren');
    }
    this.#depth--;
    word.addOpaque(start, this.at);
    return isClosed;
  }

  #readSingle(word: WordBuilder): boolean {
    this.at++;
    let run = this.at;
    while (this.at < this.end) {
      if (!is.isSingleQuote(this.text.charCodeAt(this.at))) {
        this.at++;
        continue;
      }
      word.addPlain(run, this.at);
      if (!is.isSingleQuote(this.code(this.at + 1))) {
        this.at++;
        return true;
      }
      word.addEscape(this.text.charAt(this.at), this.at, this.at + 2);
      this.at += 2;
      run = this.at;
    }
    word.addPlain(run, this.at);
    return false;
  }

  /** Reads text in which expansions and escapes count, up to the closing quote or the end. */
  protected readExpanded(word: WordBuilder, quoted: boolean): boolean {
    let run = this.at;
    while (this.at < this.end) {
      const code = this.text.charCodeAt(this.at);
      if (code === is.DOLLAR) {
        word.addPlain(run, this.at);
        if (!this.readExpansion(word)) {
          return false;
        }
        run = this.at;
      } else if (code === is.BACKQUOTE) {
        word.addPlain(run, this.at);
        this.readEscape(word);
        run = this.at;
      } else if (quoted && is.isDoubleQuote(code)) {
        word.addPlain(run, this.at);
        if (!is.isDoubleQuote(this.code(this.at + 1))) {
          this.at++;
          return true;
        }
        word.addEscape(this.text.charAt(this.at), this.at, this.at + 2);
        this.at += 2;
        run = this.at;
      } else {
        this.at++;
      }
    }
    word.addPlain(run, this.at);
    return !quoted;
  }

  /** Reads what begins with a backquote; always passes something. */
  protected readEscape(word: WordBuilder): void {
    const { at } = this;
    const unicode = this.code(at + 1) === 117 ? this.matchAt(UNICODE_ESCAPE) : undefined;
    const point = unicode ? Number.parseInt(unicode[1] ?? '', 16) : Number.POSITIVE_INFINITY;
    if (unicode && point <= 0x10ffff) {
      word.addEscape(String.fromCodePoint(point), at, at + unicode[0].length);
      this.at += unicode[0].length;
    } else if (at + 1 < this.end) {
      const sign = this.text.charAt(at + 1);
      word.addEscape(Object.hasOwn(ESCAPES, sign) ? (ESCAPES[sign] ?? sign) : sign, at, at + 2);
      this.at += 2;
    } else {
      word.addPlain(at, at + 1);
      this.at++;
    }
  }

  /** Reads what begins with `$`. Always passes something, and says whether all that it opened is closed. */
  protected readExpansion(word: WordBuilder): boolean {
    const { at } = this;
    if (this.code(at + 1) === is.OPEN && !this.isTooDeep) {
      return this.readClosed('substitution', word);
    }
    const width = this.variableWidth();
    if (width > 0) {
      word.addOpaque(at, at + width);
      this.at += width;
    } else {
      word.addPlain(at, at + 1);
      this.at++;
    }
    return true;
  }

  /** How long the variable here is; 0 where there is none. */
  protected variableWidth(): number {
    const found = this.matchAt(this.code(this.at + 1) === is.OPEN_BRACE ? BRACED : NAME);
    return found?.[0].length ?? 0;
  }

  /** The problems of a word of which there will be no node. */
  protected keepProblems(word: WordBuilder): void {
    const { node, start } = word.finish(this.at);
    for (const { code, span } of node.problems.length > 0 ? node.problems : NOTHING) {
      this.problems.push({ code, span: { start: span.start + start, end: span.end + start } });
    }
  }
}
