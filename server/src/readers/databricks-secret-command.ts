/** `databricks secrets …` on a command line, in the syntax of today and in the one of before. */
import {
  type ArgumentRole,
  type CommandSyntax,
  GLOBAL_OPTIONS,
  LEGACY_COMMANDS,
  LEGACY_OPTIONS,
  LEGACY_VALUE_OPTIONS,
  SECRET_COMMANDS,
} from '../access/databricks/secret-commands.ts';
import type { CommandNode, Placed, ScalarNode } from '../syntax/tree.ts';
import { type NamedText, readName } from './databricks-name.ts';

/** An option with its value; the name is `--x` also where it is written `--x=y`. */
export interface SecretCommandOption {
  readonly name: string;
  readonly word: Placed<ScalarNode>;
  readonly value: Placed<ScalarNode> | undefined;
}

export interface SecretCommand {
  readonly kind: 'databricks/secret-command';
  /** Placed at the start of the model. */
  readonly command: Placed<CommandNode>;
  /** The word behind `secrets`. */
  readonly verb: Placed<ScalarNode>;
  /** What it is called today; undefined where it is none of both. */
  readonly name: string | undefined;
  readonly syntax: CommandSyntax | undefined;
  /** Whether name or options are those of the legacy command line. */
  readonly isLegacy: boolean;
  /** Whether the file installs the legacy command line, which takes its own syntax only. */
  readonly usesLegacyTool: boolean;
  readonly arguments: readonly NamedText[];
  readonly options: readonly SecretCommandOption[];
  /** Whether words of it are filled in later that may be more than one, so that counting them says nothing. */
  readonly isOpen: boolean;
}

export function readSecretCommand(command: Placed<CommandNode>, usesLegacyTool: boolean): SecretCommand | undefined {
  const line = command.node.line.map(({ node, start }) => ({ node, start: command.start + start }));
  const [program, ...rest] = line;
  if (!program || !/^(?:.*[/\\])?databricks(?:\.exe)?$/.test(program.node.text)) {
    return undefined;
  }
  const { words, options } = sortWords(rest);
  const [group, verb, ...others] = words;
  if (group?.node.text !== 'secrets' || !verb) {
    return undefined;
  }
  const called = verb.node.text;
  const name = SECRET_COMMANDS[called] ? called : LEGACY_COMMANDS[called];
  return {
    kind: 'databricks/secret-command',
    command,
    verb,
    name,
    syntax: name === undefined ? undefined : SECRET_COMMANDS[name],
    isLegacy:
      LEGACY_COMMANDS[called] !== undefined ||
      options.some(({ name: option }) => LEGACY_OPTIONS[option] !== undefined || LEGACY_VALUE_OPTIONS.has(option)),
    usesLegacyTool,
    arguments: others.map(readName),
    options,
    isOpen: words.some((word) => mayBeSeveral(word.node)),
  };
}

/** A bare variable may be no word or several, and so is an array: `databricks secrets put-secret $ARGS "${MORE[@]}"`. */
function mayBeSeveral({ opaque, style, text }: ScalarNode): boolean {
  const isBare = style !== 'double' && /[@*]|ARGS|OPTS|OPTIONS|PARAMS|FLAGS/i.test(text);
  return opaque.length > 0 && (isBare || /\[[@*]\]|\$[@*]/.test(text));
}

function sortWords(line: readonly Placed<ScalarNode>[]): {
  words: Placed<ScalarNode>[];
  options: SecretCommandOption[];
} {
  const words: Placed<ScalarNode>[] = [];
  const options: SecretCommandOption[] = [];
  for (let index = 0; index < line.length; index++) {
    const word = line[index];
    if (!word) {
      continue;
    }
    const { text } = word.node;
    if (!/^-{1,2}[A-Za-z]/.test(text)) {
      words.push(word);
      continue;
    }
    const equals = text.indexOf('=');
    const name = equals < 0 ? text : text.slice(0, equals);
    const takesNext = equals < 0 && takesValue(name);
    options.push({ name, word, value: takesNext ? line[index + 1] : undefined });
    if (takesNext) {
      index++;
    }
  }
  return { words, options };
}

const VALUE_OPTIONS = new Set(Object.values(SECRET_COMMANDS).flatMap(({ options }) => options));

function takesValue(name: string): boolean {
  return (
    VALUE_OPTIONS.has(name) ||
    GLOBAL_OPTIONS.has(name) ||
    LEGACY_OPTIONS[name] !== undefined ||
    LEGACY_VALUE_OPTIONS.has(name)
  );
}

/** What a command is given as its scope, its key and so on, in either syntax. */
export function argumentOf(command: SecretCommand, role: ArgumentRole): NamedText | undefined {
  const old = command.options.find(({ name }) => LEGACY_OPTIONS[name] === role)?.value;
  if (old) {
    return readName(old);
  }
  const index = command.syntax?.positional.indexOf(role) ?? -1;
  return index < 0 || command.isOpen ? undefined : command.arguments[index];
}

export function optionOf(command: SecretCommand, ...names: readonly string[]): SecretCommandOption | undefined {
  return command.options.find(({ name }) => names.includes(name));
}
