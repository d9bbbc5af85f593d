/** Small random inventories of Azure with all that makes deciding hard: circles, gaps, contradictions, names of many kinds. */
import type {
  AccessFacts,
  DenyAssignment,
  Group,
  PermissionModel,
  RoleAssignment,
  RoleDefinition,
  Vault,
} from '../../server/src/access/azure/access-facts.ts';
import { type AccessRequest, SWITCH_PERMISSION_MODEL } from '../../server/src/access/azure/access-request.ts';
import type { BuiltInRole, Permission } from '../../server/src/access/facts.ts';

/** Numbers that a seed repeats. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** At least 0 and below 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  below(count: number): number {
    return Math.floor(this.next() * count);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(choices: readonly [T, ...(readonly T[])]): T {
    return choices[this.below(choices.length)] ?? choices[0];
  }

  list<T>(most: number, make: () => T): T[] {
    return Array.from({ length: this.below(most + 1) }, make);
  }
}

export const guid = (digit: number): string => `${String(digit).repeat(8)}-0000-4000-8000-00000000000${digit}`;

const PEOPLE = [guid(1), guid(2), 'ann@x.com', 'bob@x.com', 'Ann'] as const;
const GROUPS = [guid(4), guid(5), guid(6), 'Team'] as const;
const EVERYBODY = [...PEOPLE, ...GROUPS] as const;
const MG = '/providers/Microsoft.Management/managementGroups';
const GROUP_SCOPES = [`${MG}/a`, `${MG}/b`, `${MG}/c`] as const;
const SUB = `/subscriptions/${guid(8)}`;
const OTHER_SUB = `/subscriptions/${guid(9)}`;
const VAULT = `${SUB}/resourceGroups/rg1/providers/Microsoft.KeyVault/vaults/kv`;
const SCOPES = [
  '/',
  ...GROUP_SCOPES,
  SUB,
  SUB,
  OTHER_SUB,
  `${SUB}/resourceGroups/rg1`,
  `${SUB}/resourceGroups/rg10`,
  VAULT,
  VAULT,
  `${VAULT}/secrets/s1`,
  `${VAULT}/secrets/s10`,
  `${VAULT}/providers/Microsoft.Insights/diagnosticSettings/d`,
  `${SUB}/providers/Microsoft.Other/things/t`,
  '/providers/Microsoft.Billing/billingAccounts/b',
] as const;
const ROLES = [guid(3), guid(7), 'Custom', 'aaaaaaaa-0000-4000-8000-00000000000a', 'Built', guid(0)] as const;
const BUILT_IN_ID = 'aaaaaaaa-0000-4000-8000-00000000000a';
const CONTROL = [
  'Microsoft.KeyVault/vaults/write',
  'Microsoft.KeyVault/vaults/read',
  'Microsoft.Authorization/roleAssignments/write',
  'Microsoft.Other/things/assign/action',
] as const;
const DATA = [
  'Microsoft.KeyVault/vaults/secrets/getSecret/action',
  'Microsoft.KeyVault/vaults/secrets/readMetadata/action',
  'Microsoft.KeyVault/vaults/keys/read',
  'Microsoft.KeyVault/vaults/keyrotationpolicies/read',
  'Microsoft.KeyVault/vaults/unheard/action',
  'Microsoft.Other/things/read',
] as const;
const ENTRIES = [
  '*',
  '*/read',
  'Microsoft.KeyVault/*',
  'Microsoft.KeyVault/vaults/secrets/*',
  'Microsoft.KeyVault/vaults/keys/read',
  'Microsoft.Authorization/*/write',
  'Microsoft.Other/things/*/assign/action',
  ...CONTROL,
  ...DATA,
] as const;
const CONDITIONS = ['yes', 'no', 'unknown', 'reads', ' '] as const;
const POLICY_PERMISSIONS = ['get', 'List', 'all', 'getrotationpolicy', 'set'] as const;

/** The condition language of these inventories: the verdict itself, or that the operation reads. */
export function decideCondition(
  condition: string,
  request: AccessRequest,
): { value: 'yes' | 'no' | 'unknown'; missing: string[] } {
  switch (condition.trim()) {
    case 'yes':
      return { value: 'yes', missing: [] };
    case 'no':
      return { value: 'no', missing: [] };
    case 'reads':
      return { value: request.operation.toLowerCase().endsWith('read') ? 'yes' : 'no', missing: [] };
    default:
      return { value: 'unknown', missing: ['@Resource[x]'] };
  }
}

export interface RandomCase {
  readonly sources: readonly (readonly [string, AccessFacts])[];
  readonly builtIn: readonly BuiltInRole[];
  readonly request: AccessRequest;
}

class Inventory {
  readonly dice: Dice;
  #offset = 0;

  constructor(dice: Dice) {
    this.dice = dice;
  }

  origin(): { uri: string; offset: number } {
    this.#offset++;
    return { uri: `file:///${this.#offset % 3}`, offset: this.#offset };
  }

  /** The same name in another case. */
  spelt(text: string): string {
    return this.dice.chance(0.1) ? text.toUpperCase() : text;
  }

  permission(): Permission {
    const entries = (most: number) =>
      this.dice.list(most, () => this.spelt(this.dice.chance(0.2) ? '*' : this.dice.pick(ENTRIES)));
    return {
      actions: entries(4),
      notActions: this.dice.chance(0.3) ? entries(1) : [],
      dataActions: entries(4),
      notDataActions: this.dice.chance(0.3) ? entries(1) : [],
      ...(this.dice.chance(0.2) ? { condition: this.dice.pick(CONDITIONS) } : {}),
    };
  }

  permissions(): Permission[] {
    return [this.permission(), ...this.dice.list(1, () => this.permission())];
  }

  assignment(): RoleAssignment {
    const { dice } = this;
    const scope = dice.chance(0.03) ? 'no/scope' : this.spelt(dice.pick(SCOPES));
    return {
      id: `ra${dice.below(6)}`,
      principalId: this.spelt(dice.pick(EVERYBODY)),
      ...(dice.chance(0.1) ? { principalKind: dice.chance(0.2) ? 'group' : 'other' } : {}),
      roleDefinitionId: dice.chance(0.5)
        ? dice.pick(ROLES)
        : `/subscriptions/${guid(8)}/providers/Microsoft.Authorization/roleDefinitions/${dice.pick(ROLES)}`,
      scope: dice.chance(0.1) ? `${scope}/` : scope,
      ...(dice.chance(0.25) ? { condition: dice.pick(CONDITIONS) } : {}),
      state: dice.pick(['declared', 'deployed']),
      origin: this.origin(),
    };
  }

  definition(): RoleDefinition {
    const { dice } = this;
    return {
      id: dice.pick([guid(3), guid(7), guid(3), guid(7), BUILT_IN_ID]),
      ...(dice.chance(0.4) ? { name: dice.pick(['Custom', 'custom ', 'Built']) } : {}),
      permissions: this.permissions(),
      state: 'deployed',
      origin: this.origin(),
    };
  }

  deny(): DenyAssignment {
    const { dice } = this;
    const principals = () =>
      dice.list(2, () => ({
        id: this.spelt(dice.pick(EVERYBODY)),
        ...(dice.chance(0.1) ? { kind: 'group' as const } : {}),
      }));
    const everyone = { id: '00000000-0000-0000-0000-000000000000' };
    return {
      id: `deny${dice.below(9)}`,
      permissions: this.permissions(),
      scope: this.spelt(dice.pick(SCOPES)),
      doNotApplyToChildScopes: dice.chance(0.2),
      principals: dice.chance(0.3) ? [everyone] : principals(),
      excludePrincipals: dice.chance(0.05) ? [everyone] : principals(),
      effect: dice.chance(0.1) ? 'audit' : 'enforced',
      state: 'deployed',
      origin: this.origin(),
    };
  }

  group(): Group {
    const { dice } = this;
    return {
      id: this.spelt(dice.pick(GROUPS)),
      members: dice.list(3, () => this.spelt(dice.pick(EVERYBODY))),
      closed: dice.chance(0.93),
      origin: this.origin(),
    };
  }

  vault(): Vault {
    const { dice } = this;
    const permissions = () => dice.list(2, () => dice.pick(POLICY_PERMISSIONS));
    const models: readonly [PermissionModel, ...PermissionModel[]] = ['rbac', 'rbac', 'policy', 'policy', 'unknown'];
    return {
      scope: this.spelt(VAULT),
      permissionModel: dice.pick(models),
      accessPolicies: dice.chance(0.1)
        ? undefined
        : dice.list(3, () => ({
            objectId: this.spelt(dice.pick(EVERYBODY)),
            ...(dice.chance(0.1) ? { applicationId: guid(2) } : {}),
            keys: permissions(),
            secrets: permissions(),
            certificates: permissions(),
            storage: [],
            origin: this.origin(),
          })),
      isHsm: dice.chance(0.03),
      origin: this.origin(),
    };
  }

  facts(): AccessFacts {
    const { dice } = this;
    const parent = () => ({
      child: this.spelt(dice.pick([SUB, SUB, OTHER_SUB, ...GROUP_SCOPES])),
      parent: this.spelt(dice.pick([...GROUP_SCOPES, ...GROUP_SCOPES, '/', '/', 'no/scope'])),
      origin: this.origin(),
    });
    const alias = () => ({
      names: [dice.pick(EVERYBODY), dice.pick(EVERYBODY), ...dice.list(1, () => dice.pick(EVERYBODY))],
      origin: this.origin(),
    });
    return {
      roleAssignments: dice.list(9, () => this.assignment()),
      roleDefinitions: dice.list(1, () => this.definition()),
      denyAssignments: dice.chance(0.3) ? dice.list(1, () => this.deny()) : [],
      groups: dice.list(2, () => this.group()),
      managementGroupParents: dice.list(2, parent),
      aliases: dice.chance(0.4) ? dice.list(1, alias) : [],
      vaults: dice.chance(0.5) ? [this.vault()] : [],
    };
  }
}

export function randomCase(seed: number): RandomCase {
  const dice = new Dice(seed);
  const inventory = new Inventory(dice);
  const sources = Array.from({ length: 1 + dice.below(3) }, (_, index) => [`file${index}`, inventory.facts()] as const);
  const builtIn = [{ id: BUILT_IN_ID, name: 'Built', permissions: inventory.permissions() }];
  const plane = dice.chance(0.4) ? 'control' : 'data';
  const hsm = `${SUB}/resourceGroups/rg1/providers/Microsoft.KeyVault/managedHSMs/h`;
  const other = dice.pick([SWITCH_PERMISSION_MODEL, dice.pick(CONTROL), dice.pick(DATA)]);
  const request: AccessRequest = {
    principal: inventory.spelt(dice.pick([...EVERYBODY, 'nobody@x.com'])),
    operation: inventory.spelt(dice.chance(0.15) ? other : plane === 'control' ? dice.pick(CONTROL) : dice.pick(DATA)),
    plane,
    resource: dice.chance(0.02) ? dice.pick([hsm, 'no/scope']) : inventory.spelt(dice.pick(SCOPES)),
    attributes: new Map(),
  };
  return { sources, builtIn, request };
}
