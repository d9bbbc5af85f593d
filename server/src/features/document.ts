/** An open document: its text as the editor has it, and the tree of it, read again only where it changed. */
import { TextDocument, type TextDocumentContentChangeEvent } from 'vscode-languageserver-textdocument';
import type { Range } from 'vscode-languageserver-types';
import { mayHoldModels } from '../readers/model-marks.ts';
import { type Language, mergeChanges, type TextChange, type Tree } from '../syntax/language.ts';
import type { Span } from '../syntax/tree.ts';
import { languageOfDocument } from './languages.ts';

let opened = 0;

export class OpenDocument {
  /** Tells it from a document of the same address that was open before. */
  readonly serial = ++opened;
  readonly uri: string;
  readonly languageId: string;
  /** Undefined for a language that is not read here. */
  readonly language: Language | undefined;
  #text: TextDocument;
  #tree: Tree | undefined;
  #pending: TextChange | undefined;
  #mayHoldModels = false;
  /** Where the last change ended; undefined where nobody is typing. */
  #typedAt: number | undefined;

  constructor(uri: string, languageId: string, version: number, content: string) {
    this.uri = uri;
    this.languageId = languageId;
    this.language = languageOfDocument(languageId, uri);
    this.#text = TextDocument.create(uri, languageId, version, content);
  }

  get version(): number {
    return this.#text.version;
  }

  get text(): string {
    return this.#text.getText();
  }

  /** Takes over what the editor says has changed. */
  update(changes: readonly TextDocumentContentChangeEvent[], version: number): void {
    for (const change of changes) {
      this.#typedAt = 'range' in change ? this.#text.offsetAt(change.range.start) + change.text.length : undefined;
      if ('range' in change) {
        const start = this.#text.offsetAt(change.range.start);
        const end = this.#text.offsetAt(change.range.end);
        this.#pending = mergeChanges(this.#pending, {
          start: Math.min(start, end),
          end: Math.max(start, end),
          length: change.text.length,
        });
      } else {
        this.#tree = undefined;
        this.#pending = undefined;
      }
      this.#text = TextDocument.update(this.#text, [change], version);
    }
  }

  /** Where somebody is typing, until they save. */
  get typedAt(): number | undefined {
    return this.#typedAt;
  }

  /** Whoever saves has done typing. */
  settle(): void {
    this.#typedAt = undefined;
  }

  /** The tree of the text as it is now; undefined for a language that is not read here. */
  get tree(): Tree | undefined {
    if (!this.language) {
      return undefined;
    }
    if (!this.#tree) {
      this.#tree = this.language.parse(this.text);
    } else if (this.#pending) {
      this.#tree = this.language.reparse(this.#tree, this.text, this.#pending);
    }
    this.#pending = undefined;
    return this.#tree;
  }

  /** Whether it may have anything for a rule to see; once it had, it is not asked again with every key. */
  get mayHoldModels(): boolean {
    this.#mayHoldModels ||= mayHoldModels(this.text);
    return this.#mayHoldModels;
  }

  offsetAt(position: Range['start']): number {
    return this.#text.offsetAt(position);
  }

  positionAt(offset: number): Range['start'] {
    return this.#text.positionAt(offset);
  }

  rangeOf({ start, end }: Span): Range {
    return { start: this.positionAt(start), end: this.positionAt(end) };
  }

  spanOf({ start, end }: Range): Span {
    return { start: this.offsetAt(start), end: this.offsetAt(end) };
  }
}
