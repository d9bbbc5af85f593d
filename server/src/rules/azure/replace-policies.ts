/** The fix that writes the assignments which replace access policies of a vault, and takes the policies away. */
import {
  migratePolicy,
  type PolicyMigration,
  type VaultCatalogue,
  vaultCatalogue,
} from '../../access/azure/vault-migration.ts';
import { VAULT_PREFIX } from '../../access/azure/vault-permission.ts';
import type { Facts } from '../../access/facts.ts';
import type { AccessPolicy } from '../../readers/azure-access-policy.ts';
import type { Deployment } from '../../readers/azure-deployment.ts';
import type { KeyVault } from '../../readers/azure-key-vault.ts';
import { type Grant, writeVaultAssignments } from '../../readers/azure-vault-assignments.ts';
import { policiesOfVault } from '../../readers/azure-vault-links.ts';
import type { Model } from '../../readers/model.ts';
import type { Part } from '../../readers/part.ts';
import { type Change, moveChange } from '../../syntax/change.ts';
import { spanOf } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import type { Fix } from '../rule.ts';

/** A policy and the roles for it. Places of the policy count from `start`. */
export interface ReplacedPolicy {
  readonly policy: AccessPolicy;
  readonly start: number;
  readonly migration: PolicyMigration;
}

/** How many of the operations that come on top are named. */
const MOST_NAMED = 4;

/** @param before changes that belong to it, placed from the beginning of the file */
export function replacePolicies(
  replaced: readonly ReplacedPolicy[],
  vault: Part<KeyVault>,
  deployment: Deployment,
  before: readonly Change[] = [],
): readonly Fix[] {
  const grants = replaced.map(({ policy, start, migration }): Grant | undefined => {
    const { objectId, applicationId } = policy;
    // For a principal through one application there is no role.
    return objectId && !applicationId
      ? {
          principal: { ...objectId, node: { ...objectId.node, start: start + objectId.node.start } },
          roles: migration.roles,
        }
      : undefined;
  });
  const written = grants.every((grant) => grant !== undefined)
    ? writeVaultAssignments(vault, withoutRepeats(grants), deployment)
    : [];
  if (written.length === 0) {
    return [];
  }
  const removal = policiesOfVault(vault, deployment).flatMap(({ policies, start }) =>
    policies.removal.map((change) => moveChange(change, start)),
  );
  const roles = [...new Set(replaced.flatMap(({ migration }) => migration.roles.map(({ name }) => name)))];
  const adds = [...new Set(replaced.flatMap(({ migration }) => migration.adds))].sort();
  const named = adds.slice(0, MOST_NAMED).map((action) => action.replace(VAULT_PREFIX, ''));
  return [
    {
      title:
        adds.length === 0
          ? message('Assign {0} instead of the access policies', roles)
          : message(
              'Assign {0} instead of the access policies (allows more: {1})',
              roles,
              adds.length > MOST_NAMED ? [...named, '…'] : named,
            ),
      safe: false,
      changes: [...before, ...removal, ...written],
    },
  ];
}

/** Two policies for one principal may come to the same role. */
function withoutRepeats(grants: readonly Grant[]): readonly Grant[] {
  const seen = new Set<string>();
  return grants.map(({ principal, roles }) => ({
    principal,
    roles: roles.filter(({ id }) => {
      const key = `${JSON.stringify(principal.operand)} ${id}`;
      const isNew = !seen.has(key);
      seen.add(key);
      return isNew;
    }),
  }));
}

/** A vault that uses access policies, written so that it uses Azure RBAC and roles; where the place is in the vault. */
export function rewriteVault(model: Model, facts: Facts, place: number): readonly Fix[] {
  if (model.kind !== 'azure/deployment') {
    return [];
  }
  const catalogue = (): VaultCatalogue => vaultCatalogue(facts.roles, facts.operations);
  return model.vaults.flatMap((vault) => {
    const { start, end } = spanOf(vault.model.whole);
    const isHere = vault.start + start <= place && place <= vault.start + end;
    return isHere && mayMigrate(vault.model) ? migrateVault(vault, model, catalogue()) : [];
  });
}

function mayMigrate({ permissionModel, isMade }: KeyVault): boolean {
  return isMade && (permissionModel === 'policy' || permissionModel === 'omitted');
}

function migrateVault(vault: Part<KeyVault>, deployment: Deployment, catalogue: VaultCatalogue): readonly Fix[] {
  const lists = policiesOfVault(vault, deployment);
  const isKnown = lists.every(({ policies }) => policies.isWhole && policies.items.every(({ isWhole }) => isWhole));
  if (!isKnown) {
    return [];
  }
  const replaced = lists.flatMap(({ policies, start }) =>
    policies.items.map((policy) => ({ policy, start, migration: migratePolicy(policy.permissions, catalogue) })),
  );
  const model = vault.model.writePermissionModel(true).map((change) => moveChange(change, vault.start));
  return replacePolicies(replaced, vault, deployment, model);
}
