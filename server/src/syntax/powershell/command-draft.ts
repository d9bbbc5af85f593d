/** A command of PowerShell while it is read; its node is made when all of it is known. */
import { bareScalar, sliceScalar } from '../shell/word-builder.ts';
import {
  type CommandNode,
  type CommandOption,
  NOTHING,
  type Placed,
  type ScalarNode,
  type SyntaxNode,
} from '../tree.ts';
import { isDash, isWordSign } from './powershell-characters.ts';

/** Readers may follow from command to command through a pipeline; what is further away than this is not told. */
const LONGEST_PIPELINE = 50;
const QUESTION_MARK = 63;

/** A word of the line, and what it is as a value; places count from the beginning of the text. */
export interface Argument {
  readonly word: Placed<ScalarNode>;
  readonly value: Placed<SyntaxNode>;
  /** Of `-Name:value` the name; then `value` is what stands behind the colon. */
  readonly name?: Placed<ScalarNode>;
}

export class CommandDraft {
  readonly nested: Placed<CommandNode>[] = [];
  readonly #line: Argument[] = [];
  readonly #input: CommandDraft | Placed<ScalarNode> | undefined;
  readonly #pipeline: number;
  #start = -1;
  #end = -1;
  #node: Placed<CommandNode> | undefined;

  /** @param input what it reads: the command before it in the pipeline, or a text */
  constructor(input: CommandDraft | Placed<ScalarNode> | undefined) {
    const length = input instanceof CommandDraft ? input.#pipeline + 1 : 0;
    this.#input = length < LONGEST_PIPELINE ? input : undefined;
    this.#pipeline = this.#input ? length : 0;
  }

  get length(): number {
    return this.#line.length;
  }

  add(argument: Argument): void {
    const { word } = argument;
    this.#line.push(argument);
    this.#start = this.#start < 0 ? word.start : this.#start;
    this.#end = word.start + word.node.width;
  }

  get node(): Placed<CommandNode> {
    this.#node ??= { node: this.#build(), start: this.#start };
    return this.#node;
  }

  #build(): CommandNode {
    const { nested } = this;
    const line = this.#line.map(({ word }) => this.#place(word));
    const [words, options] = this.#divide(line);
    const input = this.#input instanceof CommandDraft ? this.#input.node : this.#input;
    const below: readonly Placed[] = [...line, ...nested, ...(input?.node.kind === 'scalar' ? [input] : [])];
    const values = this.#line.some(({ value }) => value.node.flawed);
    return {
      kind: 'command',
      words,
      options,
      line,
      ...(input ? { input: this.#place<ScalarNode | CommandNode>(input) } : {}),
      ...(nested.length > 0 ? { nested: nested.map((command) => this.#place(command)) } : {}),
      width: this.#end - this.#start,
      problems: NOTHING,
      comments: NOTHING,
      flawed: values || below.some(({ node }) => node.flawed),
      commented: false,
    };
  }

  #place<N extends SyntaxNode>({ node, start }: Placed<N>): Placed<N> {
    return { node, start: start - this.#start };
  }

  /** Tells options from other words. Which of them take a value is not known, so that one takes the word behind it. */
  #divide(line: readonly Placed<ScalarNode>[]): [readonly Placed<ScalarNode>[], CommandOption[]] {
    const words: Placed<ScalarNode>[] = [];
    const options: CommandOption[] = [];
    let isOver = false;
    for (let index = 0; index < line.length; index++) {
      const word = line[index];
      if (!word || (index > 0 && !isOver && (word.node.text === '--' || word.node.text === '--%'))) {
        isOver = true;
      } else if (index === 0 || isOver || !isOption(word.node)) {
        words.push(word);
      } else {
        const [option, taken] = this.#readOption(word, index, line[index + 1]);
        index += taken;
        options.push(option);
      }
    }
    return [options.length > 0 || words.length < line.length ? words : line, options];
  }

  /** @returns the option and how many words behind it are its value */
  #readOption(
    word: Placed<ScalarNode>,
    index: number,
    behind: Placed<ScalarNode> | undefined,
  ): [option: CommandOption, taken: number] {
    const argument = this.#line[index];
    const { text, width } = word.node;
    if (argument?.name) {
      return [{ name: this.#place(argument.name), value: this.#place(argument.value) }, 0];
    }
    const equals = isDash(text.charCodeAt(1)) ? text.indexOf('=') : -1;
    if (equals > 0) {
      return [{ name: sliceScalar(word, 0, equals), value: sliceScalar(word, equals + 1, text.length) }, 0];
    }
    const next = this.#line[index + 1];
    const isTaken =
      behind && next && !isOption(behind.node) && behind.node.text !== '--' && behind.node.style !== 'splat';
    const isOfColon = text.endsWith(':') && text.length === width && !isDash(text.charCodeAt(1));
    const name = isOfColon ? { node: bareScalar(text.slice(0, -1)), start: word.start } : word;
    return [{ name, value: isTaken ? this.#place(next.value) : undefined }, isTaken ? 1 : 0];
  }
}

/** A parameter begins with a dash and a letter, and not in quotes; those of other programs may have two, and quotes. */
function isOption({ text, style }: ScalarNode): boolean {
  if (!isDash(text.charCodeAt(0)) || text.length < 2) {
    return false;
  }
  const next = text.charCodeAt(1);
  if (isDash(next)) {
    return text.length > 2;
  }
  return (
    style !== 'single' &&
    style !== 'double' &&
    (isWordSign(next) || next === QUESTION_MARK) &&
    !/^\d/.test(text.charAt(1))
  );
}
