/**
 * Which roles replace an access policy of a vault: exactly, or with the least that they allow beyond it.
 *
 * What a role allows beyond the policy is not all the same. To look at names, properties and public parts is little; a
 * set of roles that adds to that only is taken before one that adds an operation, however few. Managed storage accounts
 * are retired, so that a role is also about them counts for nothing
 * (https://learn.microsoft.com/azure/key-vault/general/rbac-migration).
 */
import type { BuiltInRole, OperationFacts, RoleFacts } from '../facts.ts';

import { parseOperation } from './operation-pattern.ts';
import { grantsInPlane } from './role-grants.ts';
import {
  dataActionsOf,
  VAULT_OBJECT_KINDS,
  VAULT_PREFIX,
  type VaultObjectKind,
  type VaultPermissions,
} from './vault-permission.ts';

/** A built-in role for what is in vaults. */
export interface VaultRole {
  /** GUID in lower case. */
  readonly id: string;
  readonly name: string;
  /** The published data actions of vaults that it grants. */
  readonly dataActions: ReadonlySet<string>;
  /** Its entries of the control plane. */
  readonly actions: readonly string[];
}

/** What can be given on a vault. */
export interface VaultCatalogue {
  /** The data actions of vaults that Azure publishes. */
  readonly dataActions: readonly string[];
  readonly roles: readonly VaultRole[];
}

/** A permission that no access policy has. */
export interface UnknownPermission {
  readonly kind: VaultObjectKind;
  readonly name: string;
}

/**
 * - `exact`: the roles grant what the policy did;
 * - `covering`: they also let look at something;
 * - `custom`: no roles come near it, so that it takes a role of its own.
 */
export type MigrationFit = 'exact' | 'covering' | 'custom';

export interface PolicyMigration {
  readonly fit: MigrationFit;
  /** The data actions that the policy allowed, sorted. */
  readonly needs: readonly string[];
  /** The built-in roles that together grant these and least beyond; none where the policy allowed nothing. */
  readonly roles: readonly VaultRole[];
  /** The data actions that these roles grant beyond the policy, sorted. */
  readonly adds: readonly string[];
  readonly unknown: readonly UnknownPermission[];
}

/**
 * The roles that Microsoft names for the data plane of vaults, for anybody; there are others for single services
 * (https://learn.microsoft.com/azure/key-vault/general/rbac-guide#azure-built-in-roles-for-key-vault-data-plane-operations).
 */
const FOR_ANYBODY: ReadonlySet<string> = new Set([
  '00482a5a-887f-4fb3-b363-3b7fe8e74483', // Key Vault Administrator
  '08bbd89e-9f13-488c-ac41-acfcb10c90ab', // Key Vault Crypto Service Release User
  '12338af0-0e69-4776-bea7-57ae8d297424', // Key Vault Crypto User
  '14b46e9e-c2b7-41b4-b07b-48a6ebf60603', // Key Vault Crypto Officer
  '21090545-7ca7-4776-b22c-e363652d74d2', // Key Vault Reader
  '4633458b-17de-408a-b874-0445c86b69e6', // Key Vault Secrets User
  'a4417e6f-fecd-4de8-b567-7b0420556985', // Key Vault Certificates Officer
  'b86a8fe4-44ce-4948-aee5-eccb2c155cd7', // Key Vault Secrets Officer
  'db79e9a7-68ee-4b58-9aeb-b90e7c24fcba', // Key Vault Certificate User
  'e147488a-f6f5-4113-8e2d-b22465e65bf6', // Key Vault Crypto Service Encryption User
]);

const catalogues = new WeakMap<RoleFacts, VaultCatalogue>();

export function vaultCatalogue(roles: RoleFacts, operations: OperationFacts): VaultCatalogue {
  const known = catalogues.get(roles) ?? readCatalogue(roles, operations);
  catalogues.set(roles, known);
  return known;
}

function readCatalogue(roles: RoleFacts, operations: OperationFacts): VaultCatalogue {
  const dataActions = operations.list(parseOperation(`${VAULT_PREFIX}*`), 'data').map(({ name }) => name);
  return {
    dataActions,
    roles: roles
      .all()
      .filter(({ id }) => FOR_ANYBODY.has(id))
      .map((role) => readRole(role, dataActions)),
  };
}

/** Whether a role is for what is in vaults and for nothing else of a data plane. */
export function isVaultRole({ permissions }: BuiltInRole): boolean {
  const entries = permissions.flatMap((permission) => permission.dataActions);
  const isPlain = permissions.every(({ condition }) => condition === undefined);
  return isPlain && entries.length > 0 && entries.every((entry) => entry.startsWith(VAULT_PREFIX));
}

function readRole(role: BuiltInRole, dataActions: readonly string[]): VaultRole {
  return {
    id: role.id,
    name: role.name,
    dataActions: new Set(dataActions.filter((action) => grantsInPlane(role, action.toLowerCase(), 'data'))),
    actions: role.permissions.flatMap(({ actions }) => actions),
  };
}

export function migratePolicy(permissions: VaultPermissions, catalogue: VaultCatalogue): PolicyMigration {
  const needs = new Set<string>();
  const unknown: UnknownPermission[] = [];
  for (const kind of VAULT_OBJECT_KINDS) {
    for (const name of permissions[kind] ?? []) {
      const actions = dataActionsOf(kind, name, catalogue.dataActions);
      if (!actions) {
        unknown.push({ kind, name });
      }
      for (const action of actions ?? []) {
        needs.add(action);
      }
    }
  }
  const cover = coverTightly(needs, catalogue.roles);
  const adds = cover ? addedBy(cover, needs) : [];
  const fit = !cover || adds.some(isOperation) ? 'custom' : adds.length > 0 ? 'covering' : 'exact';
  return { fit, needs: [...needs].sort(), roles: cover ?? [], adds, unknown };
}

/** What roles grant together beyond what is needed, sorted. */
export function addedBy(roles: readonly VaultRole[], needs: ReadonlySet<string>): readonly string[] {
  const granted = new Set(roles.flatMap(({ dataActions }) => [...dataActions]));
  return [...granted].filter((action) => !needs.has(action)).sort();
}

function isAboutStorage(action: string): boolean {
  return action.startsWith(`${VAULT_PREFIX}storageaccounts/`);
}

/** Whether an action does more than look at names, properties and public parts. */
function isOperation(action: string): boolean {
  return !isAboutStorage(action) && !/\/(?:read|readMetadata\/action)$/.test(action);
}

/** The roles that grant all that is needed, of all such sets the one that costs least; undefined where none does. */
function coverTightly(needs: ReadonlySet<string>, roles: readonly VaultRole[]): readonly VaultRole[] | undefined {
  let best: { readonly roles: readonly VaultRole[]; readonly cost: readonly number[] } | undefined;
  // Whatever the set, something in it grants the first of what is left, so that no set that is worth it is missed.
  const search = (chosen: readonly VaultRole[], left: readonly string[]): void => {
    const [first] = left;
    if (first === undefined) {
      const cost = costOf(chosen, needs);
      best = best && compare(best.cost, cost) <= 0 ? best : { roles: chosen, cost };
      return;
    }
    for (const role of roles) {
      if (role.dataActions.has(first)) {
        search(
          [...chosen, role],
          left.filter((action) => !role.dataActions.has(action)),
        );
      }
    }
  };
  search([], [...needs].sort());
  return best?.roles;
}

/** From what counts most to what counts least. */
function costOf(roles: readonly VaultRole[], needs: ReadonlySet<string>): readonly number[] {
  const adds = addedBy(roles, needs);
  const operations = adds.filter(isOperation).length;
  const storage = adds.filter(isAboutStorage).length;
  const control = roles.reduce((sum, { actions }) => sum + actions.length, 0);
  return [operations, roles.length, adds.length - operations - storage, storage, control];
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((cost, index) => cost !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
