/** Facts with their names, scopes and roles as numbers, and the tables behind the numbers. */
import type { Origin } from '../../decision.ts';
import type {
  AccessFacts,
  AccessPolicy,
  Alias,
  DenyAssignment,
  Group,
  ManagementGroupParent,
  PrincipalKind,
  RoleAssignment,
  RoleDefinition,
  Vault,
} from '../access-facts.ts';
import { isGuid } from '../guid.ts';
import { NameTable } from './name-table.ts';
import { ScopeTable } from './scope-table.ts';

/** Stands for everyone in the principals of a deny assignment, and there only. */
export const EVERYONE = '00000000-0000-0000-0000-000000000000';

/** They only grow, so that a number means the same in every view. */
export class Tables {
  readonly names = new NameTable();
  readonly scopes = new ScopeTable();
  /** Ids of roles begin with `id `, names with `name `. */
  readonly roles = new NameTable();
}

export interface GrantEntry {
  readonly fact: RoleAssignment;
  readonly principal: number;
  readonly scope: number;
  readonly role: number;
  readonly condition: string | undefined;
}

export interface DenyEntry {
  readonly fact: DenyAssignment;
  readonly scope: number;
  readonly everyone: boolean;
  readonly principals: readonly number[];
  readonly excluded: readonly number[];
}

export interface DefinitionEntry {
  readonly fact: RoleDefinition;
  /** In lower case. */
  readonly id: string;
}

export interface GroupEntry {
  readonly fact: Group;
  readonly group: number;
  readonly members: readonly number[];
}

export interface AliasEntry {
  readonly fact: Alias;
  readonly names: readonly number[];
}

export interface ParentEntry {
  readonly fact: ManagementGroupParent;
  readonly child: number;
  readonly parent: number;
}

export interface PolicyEntry {
  readonly fact: AccessPolicy;
  readonly principal: number;
}

export interface VaultEntry {
  readonly fact: Vault;
  readonly scope: number;
  readonly policies: readonly PolicyEntry[] | undefined;
}

/** A principal of which a file says that it is a group. */
export interface GroupMention {
  readonly name: number;
}

/** The facts of one source, compiled. */
export interface SourceEntries {
  readonly grants: readonly GrantEntry[];
  readonly denies: readonly DenyEntry[];
  readonly definitions: readonly DefinitionEntry[];
  readonly groups: readonly GroupEntry[];
  readonly aliases: readonly AliasEntry[];
  readonly parents: readonly ParentEntry[];
  readonly vaults: readonly VaultEntry[];
  readonly groupMentions: readonly GroupMention[];
}

export function compileFacts(facts: AccessFacts, tables: Tables): SourceEntries {
  const { names, scopes, roles } = tables;
  const mentioned = new Set<number>();
  const principal = (id: string, kind: PrincipalKind | undefined): number => {
    const name = names.add(id);
    if (kind === 'group') {
      mentioned.add(name);
    }
    return name;
  };
  const grants = (facts.roleAssignments ?? []).map((fact) => ({
    fact,
    principal: principal(fact.principalId, fact.principalKind),
    scope: scopes.add(fact.scope),
    role: roles.add(roleKey(fact.roleDefinitionId)),
    condition: conditionOf(fact.condition),
  }));
  const denies = (facts.denyAssignments ?? []).map((fact) => ({
    fact,
    scope: scopes.add(fact.scope),
    everyone: fact.principals.some(({ id }) => id.trim() === EVERYONE),
    principals: fact.principals.map(({ id, kind }) => principal(id, kind)),
    // Legal in `principals` only; left out here, the deny assignment keeps its effect.
    excluded: fact.excludePrincipals
      .filter(({ id }) => id.trim() !== EVERYONE)
      .map(({ id, kind }) => principal(id, kind)),
  }));
  return {
    grants,
    denies,
    definitions: (facts.roleDefinitions ?? []).map((fact) => ({ fact, id: lastSegment(fact.id) })),
    groups: (facts.groups ?? []).map((fact) => ({
      fact,
      group: names.add(fact.id),
      members: fact.members.map((member) => names.add(member)),
    })),
    aliases: (facts.aliases ?? []).map((fact) => ({ fact, names: fact.names.map((name) => names.add(name)) })),
    parents: (facts.managementGroupParents ?? []).map((fact) => ({
      fact,
      child: scopes.add(fact.child),
      parent: scopes.add(fact.parent),
    })),
    vaults: (facts.vaults ?? []).map((fact) => ({
      fact,
      scope: scopes.add(fact.scope),
      policies: fact.accessPolicies?.map((policy) => ({ fact: policy, principal: names.add(policy.objectId) })),
    })),
    groupMentions: [...mentioned].map((name) => ({ name })),
  };
}

/** Files write an absent condition as an empty one. */
export function conditionOf(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : text;
}

function lastSegment(id: string): string {
  const text = id.trim();
  return text.slice(text.lastIndexOf('/') + 1).toLowerCase();
}

/**
 * What a role is found by. Only a text without a slash can be a name: a name at the end of a resource id is an id that
 * does not exist (InvalidRoleDefinitionId), and taken for the name it would grant what Azure does not.
 */
export function roleKey(reference: string): string {
  const last = lastSegment(reference);
  const text = reference.trim().toLowerCase();
  return isGuid(last) ? roleIdKey(last) : text.includes('/') ? `id ${text}` : roleNameKey(text);
}

export function roleIdKey(id: string): string {
  return `id ${id}`;
}

export function roleNameKey(name: string): string {
  return `name ${name.trim().toLowerCase()}`;
}

/** An order of facts that does not depend on the order in which files are read. */
export function isWrittenBefore(a: GrantEntry, b: GrantEntry): boolean {
  return isWrittenEarlier(a.fact.origin, b.fact.origin);
}

export function isWrittenEarlier(a: Origin, b: Origin): boolean {
  return a.uri === b.uri ? a.offset < b.offset : a.uri < b.uri;
}
