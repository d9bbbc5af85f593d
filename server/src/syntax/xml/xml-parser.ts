/**
 * Reads XML. Names, nesting and what is wrong are found by saxes, places in the text here. A document type is passed over:
 * no entity is put in, whether of the file or of elsewhere, so none can grow.
 */
import { SaxesParser } from 'saxes';
import { NOTHING, type Placed, type Problem, type ProblemCode, type Span, type SyntaxNode } from '../tree.ts';
import { attributesIn, closeElement, makeContent, makeSection, type OpenElement } from './xml-nodes.ts';

export interface XmlDocument {
  readonly root: Placed<SyntaxNode> | undefined;
  readonly problems: readonly Problem[];
  readonly comments: readonly Span[];
}

/** Elements within elements: what reads them goes down step by step. */
const DEEPEST = 200;
/** What follows the first few is mostly their echo. */
const MOST_PROBLEMS = 50;

export function parseXml(text: string): XmlDocument {
  return new XmlReader(text).read();
}

/** Ends the reading: saxes looks for a namespace in every element around, which takes ever longer the deeper it goes. */
class TooDeep extends Error {}

class XmlReader {
  readonly #text: string;
  readonly #parser = new SaxesParser({ xmlns: true, position: true });
  readonly #problems: Problem[] = [];
  readonly #comments: Span[] = [];
  readonly #open: OpenElement[] = [];
  #root: Placed<SyntaxNode> | undefined;
  /** Where what was understood last ends. */
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): XmlDocument {
    if (this.#text.trim() === '') {
      return { root: undefined, problems: NOTHING, comments: NOTHING };
    }
    const parser = this.#parser;
    parser.on('error', ({ message }) => this.#fail(message));
    parser.on('xmldecl', ({ encoding }) => this.#checkEncoding(encoding));
    parser.on('processinginstruction', () => this.#pass('<?'));
    parser.on('doctype', () => this.#report('document-type', this.#pass('<!')));
    parser.on('comment', () => this.#comments.push(this.#pass('<!--')));
    parser.on('cdata', () => this.#section());
    parser.on('opentag', ({ uri, local, isSelfClosing }) => this.#openTag(`{${uri}}${local}`, isSelfClosing));
    parser.on('closetag', ({ isSelfClosing }) => this.#closeTag(isSelfClosing));
    return this.#finish(this.#run());
  }

  /** Whether all was read. */
  #run(): boolean {
    try {
      this.#parser.write(this.#text).close();
      return true;
    } catch (error) {
      if (error instanceof TooDeep) {
        return false;
      }
      throw error;
    }
  }

  #finish(isWhole: boolean): XmlDocument {
    const end = this.#text.length;
    if (isWhole) {
      this.#content(end);
    }
    for (let element = this.#open.pop(); element; element = this.#open.pop()) {
      this.#keep(closeElement(element, end, isWhole));
    }
    this.#problems.sort((a, b) => a.span.start - b.span.start);
    return { root: this.#root, problems: this.#problems, comments: this.#comments };
  }

  /** The stretch of what has just been read, with the text before it kept. */
  #pass(opening: string): Span {
    const end = Math.min(this.#parser.position, this.#text.length);
    const found = this.#text.indexOf(opening, this.#at);
    const start = found < 0 || found > end ? Math.min(this.#at, end) : found;
    this.#content(start);
    this.#at = Math.max(this.#at, end);
    return { start, end: this.#at };
  }

  #content(end: number): void {
    const source = this.#text.slice(this.#at, end);
    if (source.trim() !== '') {
      this.#open.at(-1)?.children.push(makeContent(source, this.#at));
    }
    this.#at = Math.max(this.#at, end);
  }

  #section(): void {
    const { start, end } = this.#pass('<![CDATA[');
    this.#open.at(-1)?.children.push(makeSection(this.#text.slice(start, end), start));
  }

  #openTag(callee: string, isSelfClosing: boolean): void {
    const { start, end } = this.#pass('<');
    if (this.#open.length >= DEEPEST) {
      this.#report('too-deep', { start, end });
      throw new TooDeep();
    }
    const tag = this.#text.slice(start, end);
    const element: OpenElement = { callee, start, children: [...attributesIn(tag, start)] };
    if (isSelfClosing) {
      this.#keep(closeElement(element, end));
    } else {
      this.#open.push(element);
    }
  }

  #closeTag(isSelfClosing: boolean): void {
    if (!isSelfClosing) {
      const { end } = this.#pass('</');
      const element = this.#open.pop();
      if (element) {
        this.#keep(closeElement(element, end));
      }
    }
  }

  #keep(element: Placed<SyntaxNode>): void {
    const holder = this.#open.at(-1);
    if (holder) {
      holder.children.push(element);
    } else {
      this.#root ??= element;
    }
  }

  /** Texts come decoded, in UTF-8 or UTF-16; what says that it is something else was read wrongly. */
  #checkEncoding(encoding: string | undefined): void {
    const span = this.#pass('<?');
    const isLost = encoding !== undefined && !/^(?:utf-?(?:8|16(?:le|be)?)|us-ascii)$/i.test(encoding);
    if (isLost && encoding !== undefined) {
      const start = this.#text.indexOf(encoding, span.start);
      this.#report('other-encoding', { start, end: start + encoding.length });
    }
  }

  #fail(told: string): void {
    const code = codeOf(told);
    if (code) {
      const end = Math.min(this.#text.length, Math.max(1, this.#parser.position));
      this.#report(code, { start: end - 1, end });
    }
  }

  #report(code: ProblemCode, span: Span): void {
    if (this.#problems.length < MOST_PROBLEMS) {
      this.#problems.push({ code, span });
    }
  }
}

/** What saxes says, by its words; undefined for what is said otherwise here. */
function codeOf(told: string): ProblemCode | undefined {
  if (told.includes('unclosed tag')) {
    return undefined;
  }
  if (told.includes('close tag') || told.includes('closing tag')) {
    return 'mismatched-element';
  }
  return told.includes('entity') ? 'unknown-entity' : 'malformed-element';
}
