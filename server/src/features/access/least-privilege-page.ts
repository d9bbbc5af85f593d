/** The roles that grant some operations and least beyond them, as a page to read. */
import { readAskedOperations } from '../../access/azure/asked-operations.ts';
import { findLeastPrivilege, type RankedRole } from '../../access/azure/least-privilege.ts';
import { OperationSet } from '../../access/azure/operation-set.ts';
import type { Facts, Permission } from '../../access/facts.ts';
import { type Message, message } from '../../rules/message.ts';
import { code, escapeMarkdown } from '../markdown.ts';

/** Of the roles that grant everything, so many are shown. */
const MOST_ROLES = 15;

interface KnownRole {
  readonly name: string;
  readonly permissions: readonly Permission[];
}

export interface LeastPrivilegePage {
  readonly roles: readonly string[];
  readonly markdown: string;
}

export function leastPrivilegePage(
  texts: readonly string[],
  facts: Facts,
  say: (text: Message) => string,
): LeastPrivilegePage | { readonly refusal: Message } {
  const { operations, roles, customRoles } = facts;
  const wanted = new OperationSet(operations.size);
  for (const text of texts) {
    const read = readAskedOperations(text, undefined, operations);
    if (read.verdict !== 'known') {
      return { refusal: whyUnknown(text, read.verdict, operations.date) };
    }
    wanted.addAll(read.operations);
  }
  const custom = customRoles.all().flatMap((role): KnownRole[] => {
    const { permissions, complete } = customRoles.grantsOf(role);
    return complete && role.name !== undefined ? [{ name: role.name, permissions }] : [];
  });
  const { covering, together, missing } = findLeastPrivilege(wanted, [...roles.all(), ...custom], operations);
  const shown = covering.length > 0 ? covering.slice(0, MOST_ROLES) : together;
  const { control, data } = missing.count();
  const parts = [
    `# ${say(message('Roles with least privilege'))}`,
    texts.map((text) => `- ${code(text)}`).join('\n'),
    ...(covering.length > 0
      ? [say(message('{0} roles grant all of it, those that grant least beyond it first:', covering.length))]
      : []),
    ...(together.length > 0 && covering.length === 0
      ? [say(message('No single role grants all of it. Together these do:'))]
      : []),
    ...(missing.isEmpty
      ? []
      : [say(message('No role grants {0} control and {1} data operations of it.', control, data))]),
    shown.map((ranked, index) => writeRole(ranked, index + 1, say)).join('\n'),
  ];
  return {
    roles: shown.map(({ role }) => role.name),
    markdown: `${parts.filter((part) => part !== '').join('\n\n')}\n`,
  };
}

function writeRole(
  { role, excess, privileged, conditional }: RankedRole<KnownRole>,
  number: number,
  say: (text: Message) => string,
): string {
  const notes = [
    say(message('beyond: {0} control, {1} data', excess.control, excess.data)),
    ...(privileged.length > 0 ? [say(message('decides over rights, by {0}', privileged))] : []),
    ...(conditional.isEmpty ? [] : [say(message('partly under a condition'))]),
  ];
  return `${number}. **${escapeMarkdown(role.name)}** — ${notes.join('; ')}`;
}

function whyUnknown(text: string, verdict: string, date: string): Message {
  return verdict === 'both-planes'
    ? message('"{0}" is an operation of both planes.', text)
    : message('no operation in the list of {0} is or matches "{1}"', date, text);
}
