/** Operations and wildcards in words, as Markdown: for hovers and for the details of completions. */
import { judgeOperation } from '../access/azure/operation-judgement.ts';
import {
  matchesOperation,
  type OperationPattern,
  type Plane,
  parseOperation,
} from '../access/azure/operation-pattern.ts';
import { rolesGranting } from '../access/azure/role-grants.ts';
import type { Facts, Operation } from '../access/facts.ts';
import { message, render, type Translations } from '../rules/message.ts';
import { code, escapeMarkdown } from './markdown.ts';

/** How many roles and operations are named before the rest is only counted. */
const MOST_ROLES = 8;
const MOST_OPERATIONS = 12;

type Say = (text: string, ...args: readonly (string | number)[]) => string;

/**
 * What an entry of a list means.
 * @param exclusions the entries that are taken away from the list, if it grants something
 */
export function describeEntry(
  text: string,
  plane: Plane,
  exclusions: readonly OperationPattern[],
  facts: Facts,
  translations: Translations,
): string {
  const say: Say = (template, ...args) => render(message(template, ...args), translations);
  const name = text.trim();
  const pattern = parseOperation(name);
  if (pattern.stars > 0) {
    return describeWildcard(name, pattern, plane, exclusions, facts, say);
  }
  const operation = facts.operations.find(pattern.key);
  return operation ? describeOperation(operation, plane, facts, say) : describeUnknown(name, plane, facts, say);
}

function describeOperation(operation: Operation, plane: Plane, facts: Facts, say: Say): string {
  const { name, planes, planeVerified } = operation;
  const planeText =
    planes.length > 1
      ? say('An operation of both planes.')
      : planes[0] === 'data'
        ? say('A data operation (DataActions).')
        : say('A control operation (Actions).');
  const unsure = planeVerified ? '' : ` ${say('The plane is inferred, not read from Azure.')}`;
  const askedPlane = planes.includes(plane) ? plane : (planes[0] ?? plane);
  return [
    `**${escapeMarkdown(name)}**`,
    `${planeText}${unsure}`,
    describeRoles(name, askedPlane, facts, say),
    footer(facts, say),
  ].join('\n\n');
}

function describeRoles(name: string, plane: Plane, { roles, operations }: Facts, say: Say): string {
  const granting = rolesGranting(name.toLowerCase(), plane, roles.all(), operations);
  if (granting.length === 0) {
    return say('No built-in role grants it.');
  }
  const shown = granting.slice(0, MOST_ROLES).map((role) => `- ${escapeMarkdown(role.name)} ${code(role.id)}`);
  const rest = granting.length - shown.length;
  return [
    say('Built-in roles that grant it, those that grant least first:'),
    ...shown,
    ...(rest > 0 ? [`- ${say('and {0} more', rest)}`] : []),
  ].join('\n');
}

function describeWildcard(
  name: string,
  pattern: OperationPattern,
  plane: Plane,
  exclusions: readonly OperationPattern[],
  facts: Facts,
  say: Say,
): string {
  const matched = facts.operations.list(pattern, plane);
  const left = matched.filter(
    (operation) => !exclusions.some((one) => matchesOperation(one, operation.name.toLowerCase())),
  );
  const head = countText(matched.length, left.length, plane, say);
  const shown = left.slice(0, MOST_OPERATIONS).map((operation) => `- ${escapeMarkdown(operation.name)}`);
  const rest = left.length - shown.length;
  const list = [...shown, ...(rest > 0 ? [`- ${say('and {0} more', rest)}`] : [])].join('\n');
  return [`**${escapeMarkdown(name)}** ${head}`, list, footer(facts, say)].filter((part) => part !== '').join('\n\n');
}

function countText(matched: number, left: number, plane: Plane, say: Say): string {
  if (plane === 'data') {
    return left === matched
      ? say('matches {0} data operations.', matched)
      : say('matches {0} data operations, {1} after the exclusions.', matched, left);
  }
  return left === matched
    ? say('matches {0} control operations.', matched)
    : say('matches {0} control operations, {1} after the exclusions.', matched, left);
}

function describeUnknown(name: string, plane: Plane, facts: Facts, say: Say): string {
  const judgement = judgeOperation(name, plane, facts.operations);
  const text =
    judgement.verdict === 'retired'
      ? say('Azure does not publish this operation any more; it was last seen on {0}.', judgement.operation.lastSeen)
      : say('Not among the operations that Azure publishes.');
  return [`**${escapeMarkdown(name)}**`, text, footer(facts, say)].join('\n\n');
}

function footer({ operations }: Facts, say: Say): string {
  return `*${say('List of {0}', operations.date)}*`;
}
