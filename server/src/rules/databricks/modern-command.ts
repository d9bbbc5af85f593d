/** How a legacy command on secrets is written today, as changes of its words. */
import { type ArgumentRole, LEGACY_OPTIONS, LEGACY_VALUE_OPTIONS } from '../../access/databricks/secret-commands.ts';
import type { SecretCommand } from '../../readers/databricks-secret-command.ts';
import { type Change, kept } from '../../syntax/change.ts';
import type { Placed, ScalarNode } from '../../syntax/tree.ts';

/** What was named by an option and is named by its place now. */
interface NamedArgument {
  readonly role: ArgumentRole;
  readonly option: Placed<ScalarNode>;
  /** Undefined where it stands in one word with the option. */
  readonly value: Placed<ScalarNode> | undefined;
}

/** Undefined where it takes more than other words, or where what is there does not make a whole command. */
export function modernise(command: SecretCommand): readonly Change[] | undefined {
  const { name, syntax, verb, options } = command;
  const named = options.flatMap(({ name: option, word, value }): NamedArgument[] => {
    const role = LEGACY_OPTIONS[option];
    return role ? [{ role, option: word, value }] : [];
  });
  const isWhole = named.length === 0 || (command.arguments.length === 0 && named.length === syntax?.positional.length);
  if (name === undefined || !syntax || !isWhole || options.some((one) => LEGACY_VALUE_OPTIONS.has(one.name))) {
    return undefined;
  }
  const changes: Change[] = name === verb.node.text ? [] : [{ verb: 'replace', node: verb, value: name }];
  for (const [index, place] of named.entries()) {
    const wanted = named.find(({ role }) => role === syntax.positional[index]);
    const change = wanted && moveHere(command, place, wanted);
    if (!change) {
      return undefined;
    }
    changes.push(...change);
  }
  return changes;
}

/** Puts the value of one argument where another one stands with its option. */
function moveHere(
  { command }: SecretCommand,
  here: NamedArgument,
  wanted: NamedArgument,
): readonly Change[] | undefined {
  if (!here.value) {
    const span = { start: 0, end: here.option.node.text.indexOf('=') + 1 };
    return here === wanted && span.end > 0 ? [{ verb: 'replaceText', scalar: here.option, span, text: '' }] : undefined;
  }
  const at = command.node.line.findIndex(({ start }) => command.start + start === here.option.start);
  if (at < 0 || !wanted.value) {
    return undefined;
  }
  const removal: Change = { verb: 'replaceWords', command, at, count: 1, words: [] };
  return here === wanted
    ? [removal]
    : [removal, { verb: 'replaceWords', command, at: at + 1, count: 1, words: [kept(wanted.value)] }];
}
