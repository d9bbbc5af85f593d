/** The custom roles that the files of a workspace define, in whatever language. */
import { isGuid } from '../access/azure/guid.ts';
import type { CustomGrants, CustomRole, CustomRoleFacts } from '../access/facts.ts';
import type { RoleDefinition } from '../readers/azure-role-definition.ts';
import { readModels } from '../readers/read-models.ts';
import { fileFrame, type Tree } from '../syntax/language.ts';
import { readCustomGrants } from './azure-custom-grants.ts';

/** Words of which a text has one if it defines a role. */
const DEFINING = /assignable_?scopes|azurerm_role_definition|Microsoft\.Authorization\/roleDefinitions/i;

export function mayDefineRoles(text: string): boolean {
  return DEFINING.test(text);
}

export class RoleInventory implements CustomRoleFacts {
  readonly #byFile = new Map<string, readonly CustomRole[]>();
  /** What is read of them only when somebody asks what they grant. */
  readonly #definitions = new WeakMap<CustomRole, RoleDefinition>();
  #byId: ReadonlyMap<string, readonly CustomRole[]> | undefined;
  #byName: ReadonlyMap<string, readonly CustomRole[]> | undefined;
  #version = 0;

  /** Grows with every change of what is known. */
  get version(): number {
    return this.#version;
  }

  /** Takes over the roles of a file, in place of those that it had. */
  update(uri: string, tree: Tree): void {
    const definitions = definitionsIn(tree);
    const roles = definitions.map((definition) => customRole(definition, uri));
    const known = this.#byFile.get(uri) ?? [];
    const isSame = JSON.stringify(roles) === JSON.stringify(known);
    for (const [at, definition] of definitions.entries()) {
      const role = (isSame ? known : roles)[at];
      if (role) {
        this.#definitions.set(role, definition);
      }
    }
    if (isSame) {
      return;
    }
    if (roles.length > 0) {
      this.#byFile.set(uri, roles);
    } else {
      this.#byFile.delete(uri);
    }
    this.#changed();
  }

  remove(uri: string): void {
    if (this.#byFile.delete(uri)) {
      this.#changed();
    }
  }

  all(): readonly CustomRole[] {
    return [...this.#byFile].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, roles]) => roles);
  }

  byId(id: string): readonly CustomRole[] {
    this.#byId ??= group(this.all(), ({ id: guid }) => guid);
    return this.#byId.get(id.toLowerCase()) ?? [];
  }

  byName(name: string): readonly CustomRole[] {
    this.#byName ??= group(this.all(), ({ name: text }) => text?.trim().toLowerCase());
    return this.#byName.get(name.trim().toLowerCase()) ?? [];
  }

  grantsOf(role: CustomRole): CustomGrants {
    const definition = this.#definitions.get(role);
    return definition ? readCustomGrants(definition) : { permissions: [], complete: false };
  }

  #changed(): void {
    this.#byId = undefined;
    this.#byName = undefined;
    this.#version++;
  }
}

function group(
  roles: readonly CustomRole[],
  keyOf: (role: CustomRole) => string | undefined,
): ReadonlyMap<string, readonly CustomRole[]> {
  const groups = new Map<string, CustomRole[]>();
  for (const role of roles) {
    const key = keyOf(role);
    if (key !== undefined) {
      groups.set(key, [...(groups.get(key) ?? []), role]);
    }
  }
  return groups;
}

function definitionsIn(tree: Tree): readonly RoleDefinition[] {
  return readModels(fileFrame(tree)).flatMap(({ model }) =>
    model.kind === 'azure/role-definition' && model.origin !== 'built-in' ? [model] : [],
  );
}

function customRole({ name, id, scopeList, permissions }: RoleDefinition, uri: string): CustomRole {
  const list = scopeList?.list;
  const guid = id?.text?.known ? id.text.value.slice(id.text.value.lastIndexOf('/') + 1) : undefined;
  return {
    uri,
    id: guid !== undefined && isGuid(guid) ? guid.toLowerCase() : undefined,
    name: name?.text?.known ? name.text.value : undefined,
    scopes: (list?.scopes ?? []).flatMap(({ model }) =>
      model.text.known && !model.scope.flaw ? [model.scope.key] : [],
    ),
    hasAllScopes: list?.complete === true && list.scopes.every(({ model }) => !model.scope.flaw),
    hasDataActions: permissions.some(({ lists }) => {
      const data = lists.dataActions?.list?.model;
      return data?.runs.some((run) => run.model.entries.length > 0) ?? false;
    }),
  };
}
