/** What one file says of secrets. */

import { readSecretExport } from '../readers/databricks-export.ts';
import { knownName } from '../readers/databricks-name.ts';
import type { SecretName } from '../readers/databricks-secret-name.ts';
import { type InventoryFile, readInventoryFile } from '../readers/inventory-file.ts';
import type { Model } from '../readers/model.ts';
import { partsOf } from '../readers/parts.ts';
import { readModels } from '../readers/read-models.ts';
import { fileFrame, type Tree } from '../syntax/language.ts';
import { NOTHING } from '../syntax/tree.ts';
import type { IdentitySource } from './identity-index.ts';

export interface SaidScope {
  readonly name: string;
  readonly backend: string | undefined;
  readonly keys: readonly string[];
  readonly hasAllKeys: boolean;
  readonly permissions: readonly { readonly principal: string; readonly permission: string }[];
  readonly hasAllPermissions: boolean;
  /** The export that lists its keys, or its permissions. */
  readonly keyFile: string | undefined;
  readonly aclFile: string | undefined;
}

export interface SecretContribution extends IdentitySource {
  readonly scopes: readonly SaidScope[];
  readonly hasAllScopes: boolean;
  /** Whether it is an inventory file: what stands beside or below it is meant to be believed. */
  readonly isInventory: boolean;
  /** Keys and permissions of an export that does not say of which scope. */
  readonly bareKeys: readonly string[] | undefined;
  readonly bareAcls: readonly { readonly principal: string; readonly permission: string }[] | undefined;
  readonly owners: ReadonlyMap<string, string>;
}

const NONE: SecretContribution = {
  scopes: [],
  hasAllScopes: false,
  isInventory: false,
  bareKeys: undefined,
  bareAcls: undefined,
  owners: new Map(),
  groups: new Map(),
  aliases: new Map(),
  admins: undefined,
};

/** Words of which a text has at least one if it says anything of secrets that others may ask. */
const DECLARING =
  /secret_scopes|databricks_secret|backend_type|last_updated_timestamp|permission"?[ \t]{0,9}:|secrets[ \t]{1,9}(?:create-scope|put|write)|put_secret|create_scope|"string_value"|^databricks:|^groups:|initial_manage_principal/m;

export function mayDeclare(text: string): boolean {
  return DECLARING.test(text);
}

export function readSecretContribution(tree: Tree): SecretContribution | undefined {
  return fromExport(tree) ?? fromInventory(readInventoryFile(tree.root)) ?? fromModels(tree);
}

/** Whether two files say the same. */
export function saySame(one: SecretContribution, other: SecretContribution): boolean {
  const [{ scopes, ...rest }, { scopes: others, ...otherRest }] = [one, other];
  // What models declare that an edit has not touched is the very same.
  return (
    scopes.length === others.length &&
    scopes.every((scope, index) => scope === others[index] || write(scope) === write(others[index])) &&
    write(rest) === write(otherRest)
  );
}

function write(said: unknown): string {
  return JSON.stringify(said, (_, value) => (value instanceof Map ? [...value] : value));
}

function said(name: string, more: Partial<SaidScope>): SaidScope {
  return {
    name,
    backend: undefined,
    keys: [],
    hasAllKeys: false,
    permissions: [],
    hasAllPermissions: false,
    keyFile: undefined,
    aclFile: undefined,
    ...more,
  };
}

function fromExport({ root }: Tree): SecretContribution | undefined {
  const list = readSecretExport(root);
  switch (list?.list) {
    case 'scopes':
      return {
        ...NONE,
        scopes: list.scopes.map(({ name, backend }) => said(name.node.text, { backend })),
        hasAllScopes: true,
      };
    case 'keys':
      return { ...NONE, bareKeys: list.keys.map(({ node }) => node.text) };
    case 'acls':
      return { ...NONE, bareAcls: list.acls };
    default:
      return undefined;
  }
}

function fromInventory(file: InventoryFile | undefined): SecretContribution | undefined {
  return (
    file && {
      ...NONE,
      isInventory: true,
      groups: file.groups,
      aliases: file.aliases,
      admins: file.admins,
      owners: file.owners,
      scopes: file.scopes.map(({ name, backend, keys, acls }) =>
        said(name, {
          backend,
          keys: keys && 'items' in keys ? keys.items : [],
          hasAllKeys: keys !== undefined && 'items' in keys,
          permissions: acls && 'items' in acls ? acls.items : [],
          hasAllPermissions: acls !== undefined && 'items' in acls,
          keyFile: keys && 'file' in keys ? keys.file : undefined,
          aclFile: acls && 'file' in acls ? acls.file : undefined,
        }),
      ),
    }
  );
}

/** What a file declares: nothing of it is a whole list. */
function fromModels(tree: Tree): SecretContribution | undefined {
  const scopes = readModels(fileFrame(tree)).flatMap(({ model }) => declaredIn(model));
  return scopes.length > 0 ? { ...NONE, scopes } : undefined;
}

const declared = new WeakMap<Model, readonly SaidScope[]>();

/** What a model and those that it is made of declare. */
function declaredIn(model: Model): readonly SaidScope[] {
  // References look names up and declare none, and a file may have very many of them.
  if (!model.kind.startsWith('databricks/') || model.kind === 'databricks/setting') {
    return NOTHING;
  }
  const known = declared.get(model);
  if (known) {
    return known;
  }
  const own = declaredBy(model);
  const below = [...partsOf(model)].flatMap((part) => declaredIn(part.model));
  const found = own && own.name !== '' ? [own, ...below] : below;
  declared.set(model, found.length > 0 ? found : NOTHING);
  return found;
}

function declaredBy(model: Model): SaidScope | undefined {
  switch (model.kind) {
    case 'databricks/secret-name':
      return model.use === 'declaration' && model.known ? declaredName(model) : undefined;
    case 'databricks/acl-grant': {
      const [scope, principal, permission] = [model.scope, model.principal, model.permission].map(knownName);
      return scope && principal && permission
        ? said(scope.value, { permissions: [{ principal: principal.value, permission: permission.value }] })
        : undefined;
    }
    case 'databricks/scope-creation': {
      const [name, backend] = [knownName(model.name), knownName(model.backend)];
      const kind = backend?.value ?? (model.hasVault ? 'AZURE_KEYVAULT' : undefined);
      return name && kind !== undefined ? said(name.value, { backend: kind }) : undefined;
    }
    default:
      return undefined;
  }
}

function declaredName({ role, value, scope }: SecretName): SaidScope | undefined {
  if (role === 'scope') {
    return said(value, {});
  }
  return scope === undefined ? undefined : said(scope, { keys: [value] });
}
