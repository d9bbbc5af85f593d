/** A command while it is read; its node is made when the here-documents that it reads are known. */
import {
  type CommandNode,
  type CommandOption,
  NOTHING,
  type Placed,
  type Problem,
  type ScalarNode,
  type SyntaxNode,
} from '../tree.ts';
import { bareScalar, sliceScalar } from './word-builder.ts';

/** Readers may follow from command to command through a pipeline; what is further away than this is not told. */
const LONGEST_PIPELINE = 50;

type Word = Placed<ScalarNode>;

/** Places count from the beginning of the text. */
export class CommandDraft {
  readonly line: Word[] = [];
  readonly nested: Placed<CommandNode>[] = [];
  readonly problems: Problem[] = [];
  start = -1;
  end = -1;
  /** The here-document or here-string that it reads. */
  input: Word | undefined;
  /** `<` and the file that it reads. */
  file: { readonly operator: number; readonly name: Word } | undefined;
  readonly #pipe: CommandDraft | undefined;
  readonly #pipeline: number;
  /** The values of words like `--name=value`, by the index of the word. */
  #values: Map<number, Word> | undefined;
  #node: Placed<CommandNode> | undefined;

  /** @param pipe the command whose output it reads */
  constructor(pipe: CommandDraft | undefined) {
    this.#pipe = pipe && pipe.#pipeline < LONGEST_PIPELINE ? pipe : undefined;
    this.#pipeline = this.#pipe ? this.#pipe.#pipeline + 1 : 0;
  }

  extend(from: number, to: number): void {
    this.start = this.start < 0 ? from : this.start;
    this.end = to;
  }

  /** @param value the part behind `--name=`, where the word has one */
  add(word: Word, value: Word | undefined): void {
    if (value) {
      this.#values ??= new Map();
      this.#values.set(this.line.length, value);
    }
    this.line.push(word);
    this.extend(word.start, word.start + word.node.width);
  }

  get node(): Placed<CommandNode> {
    this.#node ??= { node: this.#build(), start: this.start };
    return this.#node;
  }

  #build(): CommandNode {
    const { start, nested, file } = this;
    const line = this.line.map((word) => this.#place(word));
    const [words, options] = this.#divide(line);
    if (file) {
      const name = { node: bareScalar('<'), start: file.operator - start };
      options.push({ name, value: this.#place(file.name) });
    }
    const input = this.input ?? (file ? undefined : this.#pipe?.node);
    const problems = this.problems.map(({ code, span }) => ({
      code,
      span: { start: span.start - start, end: span.end - start },
    }));
    const isFlawed = ({ node }: Placed): boolean => node.flawed;
    const below: readonly Placed[] = [...this.line, ...nested, ...(this.input ? [this.input] : [])];
    return {
      kind: 'command',
      words,
      options,
      line,
      ...(input ? { input: this.#place<ScalarNode | CommandNode>(input) } : {}),
      ...(nested.length > 0 ? { nested: nested.map((command) => this.#place(command)) } : {}),
      width: this.end - start,
      problems: problems.length > 0 ? problems : NOTHING,
      comments: NOTHING,
      flawed: problems.length > 0 || below.some(isFlawed) || (file?.name.node.flawed ?? false),
      commented: false,
    };
  }

  #place<N extends SyntaxNode>({ node, start }: Placed<N>): Placed<N> {
    return { node, start: start - this.start };
  }

  /** Tells options from other words. Which of them take a value is not known, so that one takes the word behind it. */
  #divide(line: readonly Word[]): [readonly Word[], CommandOption[]] {
    const words: Word[] = [];
    const options: CommandOption[] = [];
    let isOver = false;
    for (let index = 0; index < line.length; index++) {
      const word = line[index];
      if (!word || (index > 0 && !isOver && word.node.text === '--')) {
        isOver = true;
      } else if (index === 0 || isOver || !isOption(word.node.text)) {
        words.push(word);
      } else {
        const option = this.#readOption(word, index, line[index + 1]);
        index += option.value && option.value === line[index + 1] ? 1 : 0;
        options.push(option);
      }
    }
    return [options.length > 0 || words.length < line.length ? words : line, options];
  }

  #readOption(word: Word, index: number, behind: Word | undefined): CommandOption {
    const { text } = word.node;
    const equals = text.startsWith('--') ? text.indexOf('=') : -1;
    if (equals > 0) {
      return this.#split(word, index, equals);
    }
    const takes = behind && !isOption(behind.node.text) && behind.node.text !== '--';
    return { name: word, value: takes ? behind : undefined };
  }

  #split(word: Word, index: number, equals: number): CommandOption {
    const value = this.#values?.get(index);
    if (value) {
      const name = { node: bareScalar(word.node.text.slice(0, equals)), start: word.start };
      return { name, value: this.#place(value) };
    }
    return { name: sliceScalar(word, 0, equals), value: sliceScalar(word, equals + 1, word.node.text.length) };
  }
}

/** A dash alone is a file name: standard input. */
function isOption(text: string): boolean {
  return text.length > 1 && text.charCodeAt(0) === 45 && text !== '--';
}
