/** A built-in role in words, as Markdown. */
import { compileCondition } from '../access/azure/condition/compile-condition.ts';
import type { BuiltInRole, Facts, Permission } from '../access/facts.ts';
import { message, render, type Translations } from '../rules/message.ts';
import { describeCondition } from './describe-condition.ts';
import { code, escapeMarkdown } from './markdown.ts';

const MOST_ENTRIES = 10;
const LISTS = [
  ['actions', 'Actions'],
  ['notActions', 'NotActions'],
  ['dataActions', 'DataActions'],
  ['notDataActions', 'NotDataActions'],
] as const;

export function describeRole(role: BuiltInRole, facts: Facts, translations: Translations): string {
  const say = (text: string, ...args: readonly (string | number)[]): string =>
    render(message(text, ...args), translations);
  const former = facts.roles.formerNames(role.id).map(({ from, date }) => {
    const until = date === '' ? say('before 2022') : say('until {0}', date);
    return `- ${escapeMarkdown(from)} (${until})`;
  });
  const parts = [
    `**${escapeMarkdown(role.name)}** ${say('(built-in role)')}`,
    code(role.id),
    ...(former.length > 0 ? [[say('Former names:'), ...former].join('\n')] : []),
    ...role.permissions.flatMap((permission) => describePermission(permission, facts, translations)),
    `*${say('List of {0}', facts.roles.date)}*`,
  ];
  return parts.join('\n\n');
}

export function describePermission(permission: Permission, facts: Facts, translations: Translations): string[] {
  const say = (text: string, ...args: readonly (string | number)[]): string =>
    render(message(text, ...args), translations);
  const blocks = LISTS.flatMap(([list, title]) => {
    const entries = permission[list];
    if (entries.length === 0) {
      return [];
    }
    const rest = entries.length - MOST_ENTRIES;
    const rows = entries.slice(0, MOST_ENTRIES).map((entry) => `- ${escapeMarkdown(entry)}`);
    return [[`${title}:`, ...rows, ...(rest > 0 ? [`- ${say('and {0} more', rest)}`] : [])].join('\n')];
  });
  if (permission.condition === undefined) {
    return blocks;
  }
  const { expression } = compileCondition(permission.condition);
  return [...blocks, say('With a condition.'), describeCondition(expression, facts, translations)];
}
