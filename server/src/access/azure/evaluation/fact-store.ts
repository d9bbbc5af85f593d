/** The compiled facts of any number of sources, by what the evaluator looks them up by. */
import type { AccessFacts } from '../access-facts.ts';
import {
  type AliasEntry,
  compileFacts,
  type DefinitionEntry,
  type DenyEntry,
  type GrantEntry,
  type GroupEntry,
  type GroupMention,
  type ParentEntry,
  roleIdKey,
  roleNameKey,
  type SourceEntries,
  type Tables,
  type VaultEntry,
} from './fact-entries.ts';
import { SourcedMap } from './sourced-map.ts';

/** Facts that are looked up all at once stand under this key. */
const ALL = 0;

export class FactStore {
  readonly #tables: Tables;
  readonly #sources = new Map<string, SourceEntries>();
  readonly grantsByPrincipal = new SourcedMap<GrantEntry>();
  readonly grantsByScope = new SourcedMap<GrantEntry>();
  /** Those at management groups, which may be above a subscription of which nobody says what it is in. */
  readonly managementGroupGrants = new SourcedMap<GrantEntry>();
  readonly denies = new SourcedMap<DenyEntry>();
  readonly definitions = new SourcedMap<DefinitionEntry>();
  readonly groups = new SourcedMap<GroupEntry>();
  readonly groupsByMember = new SourcedMap<GroupEntry>();
  readonly aliases = new SourcedMap<AliasEntry>();
  readonly parents = new SourcedMap<ParentEntry>();
  readonly vaults = new SourcedMap<VaultEntry>();
  readonly groupMentions = new SourcedMap<GroupMention>();
  /** Counts the changes. */
  version = 0;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  get sources(): ReadonlyMap<string, SourceEntries> {
    return this.#sources;
  }

  /** Replaces what a source told before. */
  update(source: string, facts: AccessFacts): void {
    this.remove(source);
    const entries = compileFacts(facts, this.#tables);
    this.#sources.set(source, entries);
    this.#addGrants(source, entries);
    const { roles } = this.#tables;
    for (const entry of entries.denies) {
      this.denies.add(source, ALL, entry);
    }
    for (const entry of entries.definitions) {
      this.definitions.add(source, roles.add(roleIdKey(entry.id)), entry);
      if (entry.fact.name !== undefined) {
        this.definitions.add(source, roles.add(roleNameKey(entry.fact.name)), entry);
      }
    }
    for (const entry of entries.groups) {
      this.groups.add(source, entry.group, entry);
      for (const member of new Set(entry.members)) {
        this.groupsByMember.add(source, member, entry);
      }
    }
    for (const entry of entries.aliases) {
      for (const name of new Set(entry.names)) {
        this.aliases.add(source, name, entry);
      }
    }
    for (const entry of entries.parents) {
      this.parents.add(source, entry.child, entry);
    }
    for (const entry of entries.vaults) {
      this.vaults.add(source, entry.scope, entry);
    }
    for (const mention of entries.groupMentions) {
      this.groupMentions.add(source, mention.name, mention);
    }
  }

  #addGrants(source: string, { grants }: SourceEntries): void {
    for (const entry of grants) {
      this.grantsByPrincipal.add(source, entry.principal, entry);
      this.grantsByScope.add(source, entry.scope, entry);
      if (this.#tables.scopes.isManagementGroup(entry.scope)) {
        this.managementGroupGrants.add(source, entry.scope, entry);
      }
    }
  }

  remove(source: string): void {
    this.version++;
    if (!this.#sources.delete(source)) {
      return;
    }
    const maps = [
      this.grantsByPrincipal,
      this.grantsByScope,
      this.managementGroupGrants,
      this.denies,
      this.definitions,
      this.groups,
      this.groupsByMember,
      this.aliases,
      this.parents,
      this.vaults,
      this.groupMentions,
    ];
    for (const map of maps) {
      map.remove(source);
    }
  }
}
