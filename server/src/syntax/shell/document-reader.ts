/** Reads the texts of here-documents, which stand below the lines of the commands that read them. */
import type { Placed, ScalarNode } from '../tree.ts';
import type { CommandDraft } from './command-draft.ts';
import type { CommandList } from './command-list.ts';
import { BodyFinder } from './here-document.ts';
import { SimpleReader } from './simple-reader.ts';
import { WordBuilder } from './word-builder.ts';

export abstract class DocumentReader extends SimpleReader {
  readonly #bodies = new BodyFinder(this.text);

  /** Reads those that the line before has promised. */
  protected readDocuments(list: CommandList): void {
    if (list.documents.length === 0) {
      return;
    }
    for (const document of list.documents.splice(0)) {
      const from = this.at;
      const { draft, operator, raw, tabs } = document;
      const body = this.#bodies.find(document, from, this.end);
      const collected = this.nested;
      this.nested = draft.nested;
      const read = this.#readBody(from, body.end, raw, tabs);
      this.nested = collected;
      // Of several, the last one is what the command reads.
      draft.input = read;
      this.at = body.next;
      if (!body.isClosed) {
        this.#reportDocument(draft, operator);
      }
    }
  }

  #readBody(from: number, to: number, raw: boolean, tabs: boolean): Placed<ScalarNode> {
    const word = new WordBuilder(this.text, from);
    word.open(raw ? (tabs ? 'here-raw-tabs' : 'here-raw') : tabs ? 'here-tabs' : 'here', from);
    const { end } = this;
    this.end = to;
    this.at = from;
    let run = tabs ? this.skipTabs() : from;
    if (!raw) {
      this.readExpanded(word, false, tabs);
      run = this.at;
    }
    while (tabs && this.at < to) {
      this.at = Math.min(to, this.text.indexOf('\n', this.at) + 1 || to);
      word.addPlain(run, this.at);
      run = this.skipTabs();
    }
    word.addPlain(run, to);
    this.end = end;
    return word.finish(to);
  }

  /** A here-document of which not even the line behind its `<<` ends. */
  protected missDocuments(list: CommandList): void {
    for (const { draft, operator } of list.documents.splice(0)) {
      this.#reportDocument(draft, operator);
    }
  }

  #reportDocument(draft: CommandDraft, operator: number): void {
    this.reachesEnd = true;
    const problems = draft.line.length > 0 ? draft.problems : this.problems;
    problems.push({ code: 'unclosed-here-document', span: { start: operator, end: operator + 2 } });
  }
}
