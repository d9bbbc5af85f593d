/**
 * Whether the assignments of a file give those who stand in a vault's access policies what the policies give them. Said
 * only where every part of it can be read: who is given something through a module or a loop is not known here.
 */
import { migratePolicy, type PolicyMigration, type VaultCatalogue } from '../../access/azure/vault-migration.ts';
import type { AccessPolicy } from '../../readers/azure-access-policy.ts';
import { assignedLevel } from '../../readers/azure-assigned-scope.ts';
import { identify } from '../../readers/azure-assignment-identity.ts';
import { type Deployment, referredBy, roleOf } from '../../readers/azure-deployment.ts';
import type { KeyVault } from '../../readers/azure-key-vault.ts';
import type { AssignedValue, RoleAssignment } from '../../readers/azure-role-assignment.ts';
import { policiesOfVault, vaultOfScope } from '../../readers/azure-vault-links.ts';
import type { Part } from '../../readers/part.ts';

/** An access policy that no assignment of the file replaces. */
export interface UncoveredPolicy {
  readonly policy: AccessPolicy;
  /** From where the places of the policy count. */
  readonly start: number;
  readonly migration: PolicyMigration;
}

/** The policies that nothing replaces; undefined where that cannot be said. */
export function uncoveredPolicies(
  vault: Part<KeyVault>,
  deployment: Deployment,
  catalogue: VaultCatalogue,
): readonly UncoveredPolicy[] | undefined {
  const lists = policiesOfVault(vault, deployment);
  if (deployment.assignsElsewhere || deployment.isNesting || lists.some(({ policies }) => !policies.isWhole)) {
    return undefined;
  }
  const uncovered: UncoveredPolicy[] = [];
  for (const { policies, start } of lists) {
    for (const policy of policies.items) {
      const migration = policy.isWhole ? migratePolicy(policy.permissions, catalogue) : undefined;
      const isCovered = migration && coversPolicy(policy, migration, vault, deployment, catalogue);
      if (!migration || isCovered === undefined) {
        return undefined;
      }
      if (!isCovered) {
        uncovered.push({ policy, start, migration });
      }
    }
  }
  return uncovered;
}

function coversPolicy(
  { objectId }: AccessPolicy,
  { needs }: PolicyMigration,
  vault: Part<KeyVault>,
  deployment: Deployment,
  catalogue: VaultCatalogue,
): boolean | undefined {
  const whose = objectId && identify(objectId, deployment);
  if (!objectId || whose === undefined) {
    return undefined;
  }
  const left = new Set(needs);
  let isCertain = true;
  for (const { model } of deployment.assignments) {
    if (!mayReach(model, vault, deployment)) {
      continue;
    }
    const same = isSamePrincipal(model, objectId, deployment);
    const granted = same === true ? grantedBy(model, deployment, catalogue) : undefined;
    isCertain &&= same === false || granted !== undefined;
    for (const action of granted ?? []) {
      left.delete(action);
    }
  }
  return left.size === 0 ? true : isCertain ? false : undefined;
}

/** Whether an assignment may be on the vault or on something around it. */
function mayReach(assignment: RoleAssignment, vault: Part<KeyVault>, deployment: Deployment): boolean {
  const at = assignment.scope && vaultOfScope(assignment.scope, deployment);
  const level = assignedLevel(assignment, deployment);
  return at ? at === vault : level !== 'resource' && level !== 'vault-object';
}

/** Whether an assignment is for a principal; undefined where two different words may mean the same. */
function isSamePrincipal(
  { principal, isSingle }: RoleAssignment,
  objectId: AssignedValue,
  deployment: Deployment,
): boolean | undefined {
  const [one, other] = [principal, objectId].map((value) => value && identify(value, deployment));
  if (one === undefined || other === undefined || !isSingle || !principal) {
    return undefined;
  }
  if (one === other) {
    return true;
  }
  const areTexts = one.startsWith("'") && other.startsWith("'");
  const [things, otherThings] = [principal, objectId].map(({ operand }) => referredBy(operand, deployment));
  const areThings = things?.declaration.kind === 'made' && otherThings?.declaration.kind === 'made';
  return areTexts || areThings ? false : undefined;
}

/** What the role of an assignment grants in a vault, where that is a role of which it is known. */
function grantedBy(
  assignment: RoleAssignment,
  deployment: Deployment,
  { roles }: VaultCatalogue,
): ReadonlySet<string> | undefined {
  const named = roleOf(assignment, deployment);
  return assignment.condition
    ? undefined
    : roles.find(({ id, name }) =>
        named?.guid === undefined
          ? name.toLowerCase() === named?.name?.trim().toLowerCase()
          : id === named.guid.toLowerCase(),
      )?.dataActions;
}
