/**
 * The vaults of a file, with the role assignments that replace their access policies: what `migrate` prints and what the
 * editor shows.
 */
import { isGuid } from '../access/azure/guid.ts';
import { migratePolicy, type PolicyMigration, vaultCatalogue } from '../access/azure/vault-migration.ts';
import { VAULT_OBJECT_KINDS, type VaultPermissions } from '../access/azure/vault-permission.ts';
import type { Facts } from '../access/facts.ts';
import type { AccessPolicy } from '../readers/azure-access-policy.ts';
import type { Deployment } from '../readers/azure-deployment.ts';
import type { KeyVault, PermissionModel } from '../readers/azure-key-vault.ts';
import type { AssignedValue } from '../readers/azure-role-assignment.ts';
import { policiesOfVault } from '../readers/azure-vault-links.ts';
import type { Part } from '../readers/part.ts';
import { readModels } from '../readers/read-models.ts';
import { type Frame, fileFrame, type Tree } from '../syntax/language.ts';
import { spanOf } from '../syntax/tree.ts';

/** A value as a file has it: known, or an expression that only the deployment can say the value of. */
export interface GivenValue {
  readonly text: string;
  readonly isKnown: boolean;
}

/** A role that grants exactly what a policy did. */
export interface CustomRoleDraft {
  readonly name: string;
  readonly dataActions: readonly string[];
  /** Where it may be assigned; undefined where the file does not say where the vault is. */
  readonly assignableScope: string | undefined;
}

export interface MigratedPolicy {
  readonly principal: GivenValue;
  readonly applicationId: GivenValue | undefined;
  readonly permissions: VaultPermissions;
  /** Whether all permissions of the policy stand in the file. */
  readonly isWhole: boolean;
  readonly migration: PolicyMigration;
  /** Where no roles come near; the same one for policies that need the same. */
  readonly customRole: CustomRoleDraft | undefined;
}

export interface MigratedVault {
  readonly name: GivenValue | undefined;
  readonly id: string | undefined;
  readonly permissionModel: PermissionModel;
  /** Whether all access policies stand in the file. */
  readonly isWhole: boolean;
  readonly policies: readonly MigratedPolicy[];
}

/** What the id of a vault begins with: its resource group. */
const GROUP = /^\/subscriptions\/[\w-]+\/resourceGroups\/[^/\s]+(?=\/providers\/Microsoft\.KeyVault\/vaults\/[\w-]+$)/i;

const NAME = /^[\w-]+$/;

export function migrateVaults(tree: Tree, facts: Facts): readonly MigratedVault[] {
  return readModels(fileFrame(tree)).flatMap(({ model, start, frame }) =>
    model.kind === 'azure/deployment'
      ? model.vaults.map((vault) => migrateVault(vault, model, { frame, start }, facts))
      : [],
  );
}

interface Origin {
  readonly frame: Frame;
  readonly start: number;
}

function migrateVault(vault: Part<KeyVault>, deployment: Deployment, origin: Origin, facts: Facts): MigratedVault {
  const { name, id, permissionModel } = vault.model;
  const catalogue = vaultCatalogue(facts.roles, facts.operations);
  const lists = policiesOfVault(vault, deployment);
  const known = id?.known && GROUP.test(id.value) ? id.value : undefined;
  const at = { ...origin, start: origin.start + vault.start };
  const given = name && givenValue(name, at);
  const drafts = new DraftedRoles(given && NAME.test(given.text) ? given.text : undefined, known);
  const policies = lists.flatMap(({ policies: { items }, start }) =>
    items.map((policy): MigratedPolicy => {
      const migration = migratePolicy(policy.permissions, catalogue);
      return {
        ...describePolicy(policy, { ...origin, start: origin.start + start }),
        migration,
        customRole: migration.fit === 'custom' ? drafts.roleFor(migration.needs) : undefined,
      };
    }),
  );
  const isWhole = lists.every(({ policies: list }) => list.isWhole);
  return { name: given, id: known, permissionModel, isWhole, policies };
}

function describePolicy(
  { objectId, applicationId, permissions, isWhole }: AccessPolicy,
  origin: Origin,
): Pick<MigratedPolicy, 'principal' | 'applicationId' | 'permissions' | 'isWhole'> {
  const principal = objectId ? givenValue(objectId, origin) : { text: '', isKnown: false };
  return {
    principal: { ...principal, isKnown: principal.isKnown && isGuid(principal.text) },
    applicationId: applicationId && givenValue(applicationId, origin),
    permissions,
    isWhole,
  };
}

function givenValue({ node, text }: AssignedValue, { frame, start }: Origin): GivenValue {
  if (text) {
    return { text: text.value, isKnown: text.known };
  }
  const span = spanOf(node);
  return { text: frame.tree.text.slice(start + span.start, start + span.end), isKnown: false };
}

/** The roles of their own that the policies of one vault need, by what they grant. */
class DraftedRoles {
  readonly #vault: string | undefined;
  readonly #id: string | undefined;
  readonly #drafts = new Map<string, CustomRoleDraft>();

  constructor(vault: string | undefined, id: string | undefined) {
    this.#vault = vault;
    this.#id = id;
  }

  roleFor(dataActions: readonly string[]): CustomRoleDraft {
    const key = dataActions.join('\n');
    const draft = this.#drafts.get(key) ?? {
      name: `Key Vault access on ${this.#vault ?? 'a vault'} ${this.#drafts.size + 1}`,
      dataActions,
      assignableScope: this.#id && GROUP.exec(this.#id)?.[0],
    };
    this.#drafts.set(key, draft);
    return draft;
  }
}

/** The permissions of a policy as a person says them: `secrets get, list; keys all`. */
export function permissionWords(permissions: VaultPermissions): string {
  const kinds = VAULT_OBJECT_KINDS.filter((kind) => (permissions[kind] ?? []).length > 0);
  return kinds.map((kind) => `${kind} ${(permissions[kind] ?? []).join(', ')}`).join('; ');
}
