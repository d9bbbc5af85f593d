/** What one file says of secrets. */

import { readSecretExport } from '../readers/databricks-export.ts';
import { knownName } from '../readers/databricks-name.ts';
import type { SecretName } from '../readers/databricks-secret-name.ts';
import { type InventoryFile, type InventoryScope, readInventoryFile } from '../readers/inventory-file.ts';
import { readInventoryIdentities, type SaidNames } from '../readers/inventory-identities.ts';
import type { Model } from '../readers/model.ts';
import { partsOf } from '../readers/parts.ts';
import { type FoundModel, readModels } from '../readers/read-models.ts';
import { fileFrame, type Tree } from '../syntax/language.ts';
import { NOTHING } from '../syntax/tree.ts';
import { clustersIn, type SaidCluster } from './databricks-cluster-contribution.ts';
import { type SaidPermission, type SaidScope, type ScopePlaces, said } from './databricks-said-scope.ts';
import type { IdentitySource } from './identity-index.ts';

/** Where things stand, kept beside what they are: an edit that only moves them changes nothing that is known. */
export interface SecretPlaces {
  readonly scopes: readonly ScopePlaces[];
  readonly bareAcls: readonly number[];
  readonly groups: ReadonlyMap<string, number>;
  readonly aliases: ReadonlyMap<string, number>;
  readonly admins: readonly number[];
  readonly owners: ReadonlyMap<string, number>;
}

export interface SecretContribution extends IdentitySource {
  readonly scopes: readonly SaidScope[];
  readonly hasAllScopes: boolean;
  /** Whether it is an inventory file: what stands beside or below it is meant to be believed. */
  readonly isInventory: boolean;
  /** Whether it is written to be deployed, and does not say what is there. */
  readonly isDeclaration: boolean;
  /** Keys and permissions of an export that does not say of which scope. */
  readonly bareKeys: readonly string[] | undefined;
  readonly bareAcls: readonly SaidPermission[] | undefined;
  readonly owners: ReadonlyMap<string, string>;
  /** Looked up when somebody asks who may do what, so that typing does not wait for it. */
  readonly clusters: () => readonly SaidCluster[];
  readonly places: () => SecretPlaces;
}

const NO_PLACES: SecretPlaces = {
  scopes: [],
  bareAcls: [],
  groups: new Map(),
  aliases: new Map(),
  admins: [],
  owners: new Map(),
};

/** Of a file that says nothing. */
export const NONE: SecretContribution = {
  scopes: [],
  hasAllScopes: false,
  isInventory: false,
  isDeclaration: false,
  bareKeys: undefined,
  bareAcls: undefined,
  owners: new Map(),
  groups: new Map(),
  aliases: new Map(),
  admins: undefined,
  clusters: () => [],
  places: () => NO_PLACES,
};

/** Words of which a text has at least one if it says anything of secrets that others may ask. */
const DECLARING =
  /secret_scopes|databricks_secret|backend_type|last_updated_timestamp|permission"?[ \t]{0,9}:|secrets[ \t]{1,9}(?:create-scope|put|write)|put_secret|create_scope|"string_value"|^databricks:|^groups:|^aliases:|initial_manage_principal/m;

export function mayDeclare(text: string): boolean {
  return DECLARING.test(text);
}

export function readSecretContribution(tree: Tree): SecretContribution | undefined {
  return fromExport(tree) ?? fromInventory(tree, readInventoryFile(tree.root)) ?? fromModels(tree);
}

/** Whether two files say the same to those who ask about secrets: who may do what with them, and where, is not among it. */
export function saySame(one: SecretContribution, other: SecretContribution): boolean {
  // What models declare that an edit has not touched is the very same.
  return (
    one.scopes.length === other.scopes.length &&
    one.scopes.every((scope, index) => scope === other.scopes[index] || write(scope) === write(other.scopes[index])) &&
    write(askedBeside(one)) === write(askedBeside(other))
  );
}

function askedBeside({ scopes, places, clusters, isDeclaration, ...rest }: SecretContribution): object {
  return rest;
}

function write(said: unknown): string {
  return JSON.stringify(said, (_, value) => (value instanceof Map ? [...value] : value));
}

function fromExport({ root }: Tree): SecretContribution | undefined {
  const list = readSecretExport(root);
  switch (list?.list) {
    case 'scopes':
      return {
        ...NONE,
        scopes: list.scopes.map(({ name, backend }) => said(name.node.text, { backend })),
        hasAllScopes: true,
        places: withPlaces({ scopes: list.scopes.map(({ name }) => ({ start: name.start, permissions: [] })) }),
      };
    case 'keys':
      return { ...NONE, bareKeys: list.keys.map(({ node }) => node.text) };
    case 'acls':
      return {
        ...NONE,
        bareAcls: list.acls.map(({ principal, permission }) => ({ principal: principal.node.text, permission })),
        places: withPlaces({ bareAcls: list.acls.map(({ principal }) => principal.start) }),
      };
    default:
      return undefined;
  }
}

function fromInventory({ root }: Tree, file: InventoryFile | undefined): SecretContribution | undefined {
  const identities = file && readInventoryIdentities(root);
  return (
    identities && {
      ...NONE,
      isInventory: true,
      groups: namesIn(identities.groups),
      aliases: namesIn(identities.aliases),
      admins: file.admins?.map(({ text }) => text),
      owners: new Map([...file.owners].map(([cluster, { text }]) => [cluster, text])),
      scopes: file.scopes.map(scopeInInventory),
      places: withPlaces({
        scopes: file.scopes.map(({ name, acls }) => ({
          start: name.start,
          permissions: acls && 'items' in acls ? acls.items.map(({ principal }) => principal.start) : [],
        })),
        groups: startsOf(identities.groups),
        aliases: startsOf(identities.aliases),
        admins: (file.admins ?? []).map(({ start }) => start),
        owners: new Map([...file.owners].map(([cluster, { start }]) => [cluster, start])),
      }),
    }
  );
}

/** Numbers only: what they were read from may go. */
function withPlaces(places: Partial<SecretPlaces>): () => SecretPlaces {
  const all = { ...NO_PLACES, ...places };
  return () => all;
}

function namesIn(names: readonly SaidNames[]): ReadonlyMap<string, readonly string[]> {
  return new Map(names.map(({ name, others }) => [name, others]));
}

function startsOf(names: readonly SaidNames[]): ReadonlyMap<string, number> {
  return new Map(names.map(({ name, span }) => [name, span.start]));
}

function scopeInInventory({ name, backend, creator, keys, acls }: InventoryScope): SaidScope {
  const permissions = acls && 'items' in acls ? acls.items : undefined;
  return said(name.text, {
    backend,
    creator: creator?.text,
    keys: keys && 'items' in keys ? keys.items : [],
    hasAllKeys: keys !== undefined && 'items' in keys,
    permissions: (permissions ?? []).map(({ principal, permission }) => ({ principal: principal.text, permission })),
    hasAllPermissions: permissions !== undefined,
    keyFile: keys && 'file' in keys ? keys.file : undefined,
    aclFile: acls && 'file' in acls ? acls.file : undefined,
  });
}

/** What a file declares: nothing of it is a whole list. */
function fromModels(tree: Tree): SecretContribution | undefined {
  const models = readModels(fileFrame(tree));
  const scopes = models.flatMap(({ model }) => declaredIn(model).map(({ scope }) => scope));
  return scopes.length > 0 || models.some(({ model }) => model.kind === 'databricks/cluster')
    ? {
        ...NONE,
        isDeclaration: true,
        scopes,
        clusters: () => clustersIn(models),
        places: () => ({ ...NO_PLACES, scopes: models.flatMap(placesIn) }),
      }
    : undefined;
}

function placesIn({ model, start, frame }: FoundModel): readonly ScopePlaces[] {
  return declaredIn(model).map(({ scope, start: within }) => {
    const at = start + within;
    const { start: offset } = frame.toFile({ start: at, end: at });
    return { start: offset, permissions: scope.permissions.map(() => offset) };
  });
}

/** What is said at a place of a model, which counts from the start of the model. */
interface Declared {
  readonly scope: SaidScope;
  readonly start: number;
}

const declared = new WeakMap<Model, readonly Declared[]>();

/** What a model and those that it is made of declare. */
function declaredIn(model: Model): readonly Declared[] {
  // References look names up and declare none, and a file may have very many of them.
  if (!model.kind.startsWith('databricks/') || model.kind === 'databricks/setting') {
    return NOTHING;
  }
  const known = declared.get(model);
  if (known) {
    return known;
  }
  const own = declaredBy(model);
  const below = [...partsOf(model)].flatMap(({ model: part, start }) =>
    declaredIn(part).map((one) => ({ scope: one.scope, start: start + one.start })),
  );
  const found = own && own.scope.name !== '' ? [own, ...below] : below;
  declared.set(model, found.length > 0 ? found : NOTHING);
  return found;
}

function declaredBy(model: Model): Declared | undefined {
  switch (model.kind) {
    case 'databricks/secret-name':
      return model.use === 'declaration' && model.known ? declaredName(model) : undefined;
    case 'databricks/acl-grant': {
      const [scope, principal, permission] = [model.scope, model.principal, model.permission].map(knownName);
      if (!scope || !principal || !permission) {
        return undefined;
      }
      const permissions = [{ principal: principal.value, permission: permission.value }];
      const kind = model.principalKind;
      const principalKind = kind === undefined || kind === 'group' ? kind : 'other';
      return { scope: said(scope.value, { permissions, principalKind }), start: principal.scalar.start };
    }
    case 'databricks/scope-creation': {
      const [name, backend] = [knownName(model.name), knownName(model.backend)];
      const kind = backend?.value ?? (model.hasVault ? 'AZURE_KEYVAULT' : undefined);
      const hasDefaultBackend = model.backend === undefined && !model.hasVault;
      const isOpenToAll = knownName(model.manager)?.value === 'users';
      return (
        name && { scope: said(name.value, { backend: kind, hasDefaultBackend, isOpenToAll }), start: name.scalar.start }
      );
    }
    default:
      return undefined;
  }
}

function declaredName({ role, value, scope, scalar: { start } }: SecretName): Declared | undefined {
  if (role === 'scope') {
    return { scope: said(value, {}), start };
  }
  return scope === undefined ? undefined : { scope: said(scope, { keys: [value] }), start };
}
