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

/** Undefined where it cannot be said; worked out once, for two rules ask. */
interface Coverage {
  readonly catalogue: VaultCatalogue;
  readonly uncovered: readonly UncoveredPolicy[] | undefined;
}

const coverages = new WeakMap<Part<KeyVault>, Coverage>();

/** The policies that nothing replaces; undefined where that cannot be said. */
export function uncoveredPolicies(
  vault: Part<KeyVault>,
  deployment: Deployment,
  catalogue: VaultCatalogue,
): readonly UncoveredPolicy[] | undefined {
  const known = coverages.get(vault);
  if (known?.catalogue === catalogue) {
    return known.uncovered;
  }
  const uncovered = findUncovered(vault, deployment, catalogue);
  coverages.set(vault, { catalogue, uncovered });
  return uncovered;
}

function findUncovered(
  vault: Part<KeyVault>,
  deployment: Deployment,
  catalogue: VaultCatalogue,
): readonly UncoveredPolicy[] | undefined {
  const lists = policiesOfVault(vault, deployment);
  if (deployment.assignsElsewhere || deployment.isNesting || lists.some(({ policies }) => !policies.isWhole)) {
    return undefined;
  }
  const reaching = receiversOf(deployment, catalogue).filter(({ at, isAround }) => (at ? at === vault : isAround));
  const uncovered: UncoveredPolicy[] = [];
  for (const { policies, start } of lists) {
    for (const policy of policies.items) {
      const migration = policy.isWhole ? migratePolicy(policy.permissions, catalogue) : undefined;
      const isCovered = migration && coversPolicy(policy, migration, reaching, deployment);
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

/** Whom an assignment gives what. */
interface Receiver {
  readonly who: Principal | undefined;
  /** The vault that it is on. */
  readonly at: Part<KeyVault> | undefined;
  /** Whether it may be on something around a vault. */
  readonly isAround: boolean;
  /** The data actions that it gives, where its role is one of which that is known. */
  readonly granted: ReadonlySet<string> | undefined;
}

interface Principal {
  /** Equal for the same one; a text begins with a quote. */
  readonly key: string;
  /** Whether the file makes the thing that it is the identity of. */
  readonly isMade: boolean;
}

const receivers = new WeakMap<Deployment, readonly Receiver[]>();

function receiversOf(deployment: Deployment, catalogue: VaultCatalogue): readonly Receiver[] {
  const found =
    receivers.get(deployment) ?? deployment.assignments.map(({ model }) => receiver(model, deployment, catalogue));
  receivers.set(deployment, found);
  return found;
}

function receiver(assignment: RoleAssignment, deployment: Deployment, catalogue: VaultCatalogue): Receiver {
  const { principal, isSingle, scope } = assignment;
  const level = assignedLevel(assignment, deployment);
  return {
    // In a loop a word means a different one each time.
    who: principal && isSingle ? principalOf(principal, deployment) : undefined,
    at: scope && vaultOfScope(scope, deployment),
    isAround: level !== 'resource' && level !== 'vault-object',
    granted: grantedBy(assignment, deployment, catalogue),
  };
}

function principalOf(value: AssignedValue, deployment: Deployment): Principal | undefined {
  const key = identify(value, deployment);
  return key === undefined
    ? undefined
    : { key, isMade: referredBy(value.operand, deployment)?.declaration.kind === 'made' };
}

function coversPolicy(
  { objectId }: AccessPolicy,
  { needs }: PolicyMigration,
  reaching: readonly Receiver[],
  deployment: Deployment,
): boolean | undefined {
  const wanted = objectId && principalOf(objectId, deployment);
  if (!wanted) {
    return undefined;
  }
  const left = new Set(needs);
  let isCertain = true;
  for (const { who, granted } of reaching) {
    const same = who && isSame(who, wanted);
    isCertain &&= same === false || (same === true && granted !== undefined);
    for (const action of same ? (granted ?? []) : []) {
      left.delete(action);
    }
  }
  return left.size === 0 ? true : isCertain ? false : undefined;
}

/** Undefined where two different words may mean the same one. */
function isSame(one: Principal, other: Principal): boolean | undefined {
  if (one.key === other.key) {
    return true;
  }
  const areTexts = one.key.startsWith("'") && other.key.startsWith("'");
  return areTexts || (one.isMade && other.isMade) ? false : undefined;
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
