/** A role that a file of the workspace defines, in words, as Markdown. */
import type { Facts, Permission } from '../access/facts.ts';
import { entriesOfList, type OperationListName } from '../readers/azure-operation-list.ts';
import type { PermissionBlock, RoleDefinition } from '../readers/azure-role-definition.ts';
import { message, render, type Translations } from '../rules/message.ts';
import { describeDeclarations } from './describe-declarations.ts';
import { describePermission } from './describe-role.ts';
import { code, escapeMarkdown } from './markdown.ts';
import type { DeclaredAt } from './name-kinds.ts';
import { rolesOf } from './role-at.ts';

const MOST_SCOPES = 5;

/** @param declared where it is defined; the first definition says what it grants */
export function describeCustomRole(
  declared: readonly DeclaredAt[],
  facts: Facts,
  translations: Translations,
): string | undefined {
  const role = declared.map(definitionAt).find((one) => one !== undefined);
  if (!role) {
    return undefined;
  }
  const say = (text: string, ...args: readonly (string | number)[]): string =>
    render(message(text, ...args), translations);
  const description = role.description?.text?.value.trim() ?? '';
  const id = role.id?.text?.known ? role.id.text.value : '';
  const parts = [
    `**${escapeMarkdown(role.name?.text?.value.trim() ?? '—')}** (${say('custom role')})`,
    ...(id === '' ? [] : [code(id.slice(id.lastIndexOf('/') + 1))]),
    ...(description === '' ? [] : [escapeMarkdown(description)]),
    ...role.permissions.flatMap((block) => describePermission(knownOperations(block), facts, translations)),
    ...describeScopes(role, say),
    ...describeDeclarations(declared, translations),
  ];
  return parts.join('\n\n');
}

/** The definition whose name or id stands at a place. */
function definitionAt({ tree, place }: DeclaredAt): RoleDefinition | undefined {
  const isHere = (role: RoleDefinition): boolean =>
    [role.name, role.id].some((field) => field?.text?.scalar.node === place.scalar.node);
  return rolesOf(tree).find(({ model }) => isHere(model))?.model;
}

function knownOperations({ lists, condition }: PermissionBlock): Permission {
  const textsOf = (name: OperationListName): readonly string[] => {
    const list = lists[name]?.list?.model;
    return list ? [...entriesOfList(list)].map(({ model: { text } }) => text.value.trim()) : [];
  };
  return {
    actions: textsOf('actions'),
    notActions: textsOf('notActions'),
    dataActions: textsOf('dataActions'),
    notDataActions: textsOf('notDataActions'),
    ...(condition?.text ? { condition: condition.text.value } : {}),
  };
}

type Say = (text: string, ...args: readonly (string | number)[]) => string;

function describeScopes({ scopeList, madeAt }: RoleDefinition, say: Say): string[] {
  const scopes = scopeList ? (scopeList.list?.scopes ?? []) : madeAt ? [madeAt] : [];
  if (scopes.length === 0) {
    return [];
  }
  const rows = scopes.slice(0, MOST_SCOPES).map(({ model }) => `- ${escapeMarkdown(model.text.value)}`);
  const rest = scopes.length - MOST_SCOPES;
  return [['AssignableScopes:', ...rows, ...(rest > 0 ? [`- ${say('and {0} more', rest)}`] : [])].join('\n')];
}
