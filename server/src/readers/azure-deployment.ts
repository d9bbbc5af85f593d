/**
 * The assignments and vaults of one file, with what the file declares: what they mean by the names in them, only the file
 * as a whole can say.
 */
import { guidsIn } from '../access/azure/guid.ts';
import {
  entriesOf,
  findEntry,
  isList,
  isMap,
  itemsOf,
  type MapNode,
  type Placed,
  type SyntaxNode,
} from '../syntax/tree.ts';
import {
  type Declarations,
  declarationsOf,
  propertyOf,
  type Referral,
  referralOf,
  textAt,
} from './azure-declarations.ts';
import type { KeyVault, VaultAccessPolicies } from './azure-key-vault.ts';
import { type Operand, operandOf } from './azure-operand.ts';
import type { RoleAssignment } from './azure-role-assignment.ts';
import { DeploymentMemo } from './deployment-memo.ts';
import type { Model } from './model.ts';
import type { Part } from './part.ts';
import type { Dialect } from './text.ts';

export interface Deployment {
  readonly kind: 'azure/deployment';
  readonly assignments: readonly Part<RoleAssignment>[];
  readonly vaults: readonly Part<KeyVault>[];
  /** Access policies that stand apart from their vaults. */
  readonly policies: readonly Part<VaultAccessPolicies>[];
  /** The whole file, where it is of a kind that can be added to. */
  readonly root: Placed<MapNode> | undefined;
  readonly declarations: Declarations;
  readonly dialect: Dialect;
  /** What the file is deployed to, where it says so, as Bicep says it: `subscription`. */
  readonly target: string | undefined;
  /** Whether there are deployments in it with targets of their own, so that the same words may mean other things. */
  readonly isNesting: boolean;
  /** Whether roles may be assigned in ways that are not read: by modules, or as parts of what they are assigned on. */
  readonly assignsElsewhere: boolean;
  /** Whether it is a rule of Azure Policy, whose templates are deployed over what is there already. */
  readonly isPolicy: boolean;
}

const NO_DECLARATIONS: Declarations = new Map();
/** `Microsoft.KeyVault/vaults/providers/roleAssignments`, or `providers/roleAssignments` in a vault. */
const INNER_ASSIGNMENT = /(?:^|\/)providers\/roleAssignments$/i;
const PUTS_TOGETHER = /resourceId$|^format$|^concat$/i;
/** Values that refer to values that refer to values. */
const MOST_STEPS = 5;

/** What a deployment is about. */
export type Deployed = RoleAssignment | KeyVault | VaultAccessPolicies;

export function isDeployed(model: Model): model is Deployed {
  return (
    model.kind === 'azure/role-assignment' ||
    model.kind === 'azure/key-vault' ||
    model.kind === 'azure/vault-access-policies'
  );
}

/** @param deployed placed from the start of the root */
export function readDeployment(
  root: Placed<SyntaxNode>,
  deployed: readonly Part<Deployed>[],
  dialect: Dialect,
): Deployment | undefined {
  if (deployed.length === 0) {
    return undefined;
  }
  const map: Placed<MapNode> | undefined = isMap(root) ? root : undefined;
  const declarations = map ? declarationsOf({ node: map.node, start: 0 }) : NO_DECLARATIONS;
  return {
    kind: 'azure/deployment',
    ...sorted(deployed),
    root: map && { node: map.node, start: 0 },
    declarations,
    assignsElsewhere:
      [...declarations.values()].some(({ type }) => type === 'module' || INNER_ASSIGNMENT.test(type)) ||
      (map !== undefined && hasInnerAssignments(map, 0)),
    dialect,
    isNesting: map !== undefined && hasDeployments(map),
    isPolicy: map !== undefined && isPolicyRule(map),
    target: map && (textAt(map, 'targetScope') ?? targetOfSchema(textAt(map, '$schema'))),
  };
}

function sorted(deployed: readonly Part<Deployed>[]): Pick<Deployment, 'assignments' | 'vaults' | 'policies'> {
  const assignments: Part<RoleAssignment>[] = [];
  const vaults: Part<KeyVault>[] = [];
  const policies: Part<VaultAccessPolicies>[] = [];
  for (const { model, start } of deployed) {
    if (model.kind === 'azure/role-assignment') {
      assignments.push({ model, start });
    } else if (model.kind === 'azure/key-vault') {
      vaults.push({ model, start });
    } else {
      policies.push({ model, start });
    }
  }
  return { assignments, vaults, policies };
}

function isPolicyRule(root: Placed<MapNode>): boolean {
  const properties = findEntry(root, 'properties')?.value;
  const isDefinition = [root, properties].some((map) => isMap(map) && findEntry(map, 'policyRule'));
  return isDefinition || (findEntry(root, 'if') !== undefined && findEntry(root, 'then') !== undefined);
}

function hasDeployments(root: Placed<MapNode>): boolean {
  return resourcesIn(root).some((one) => textAt(one, 'type')?.toLowerCase() === 'microsoft.resources/deployments');
}

function hasInnerAssignments(map: Placed<MapNode>, depth: number): boolean {
  return resourcesIn(map).some(
    (one) =>
      INNER_ASSIGNMENT.test(textAt(one, 'type') ?? '') || (depth < MOST_STEPS && hasInnerAssignments(one, depth + 1)),
  );
}

function resourcesIn(map: Placed<MapNode>): readonly Placed<MapNode>[] {
  const resources = findEntry(map, 'resources')?.value;
  const items = isList(resources) ? [...itemsOf(resources)] : [];
  const named = isMap(resources) ? [...entriesOf(resources)].map(({ value }) => value) : [];
  return [...items, ...named].filter(isMap);
}

function targetOfSchema(schema: string | undefined): string | undefined {
  const name = /\/(subscription|managementGroup|tenant)?deploymentTemplate\.json/i.exec(schema ?? '');
  return name ? (name[1] ?? 'resourceGroup') : undefined;
}

/** The operand, with names of values replaced by the values. */
export function resolve(operand: Operand, { declarations, dialect }: Deployment): Operand {
  let at = operand;
  for (let step = 0; step < MOST_STEPS; step++) {
    // What is picked out of a value is not the value.
    const referral = at.kind === 'name' && at.picks.length > 0 ? undefined : referralOf(at, declarations);
    const value =
      referral?.declaration.kind === 'value' && referral.path === '' ? referral.declaration.value : undefined;
    if (!value) {
      return at;
    }
    at = operandOf(value.node, dialect);
  }
  return at;
}

/** What an operand refers to, through names of values. */
export function referredBy(operand: Operand, deployment: Deployment): Referral | undefined {
  return referralOf(resolve(operand, deployment), deployment.declarations);
}

/** A role by its id or by its name. */
export interface RoleNamed {
  readonly guid?: string;
  readonly name?: string;
}

/** Which role an assignment gives, where the file says so. */
export function roleOf(assignment: RoleAssignment, deployment: Deployment): RoleNamed | undefined {
  return roles.of(assignment, deployment);
}

const roles = new DeploymentMemo(
  ({ role }, deployment): RoleNamed | undefined => role && namedRole(role.operand, deployment, 0),
);

function namedRole(operand: Operand, deployment: Deployment, step: number): RoleNamed | undefined {
  const resolved = resolve(operand, deployment);
  if (resolved.kind === 'text') {
    const guid = [...guidsIn(resolved.value)].at(-1)?.guid;
    return guid === undefined ? { name: resolved.value } : { guid };
  }
  const referral = referralOf(resolved, deployment.declarations);
  if (referral && step < MOST_STEPS) {
    const held = propertyOf(referral.declaration, 'role_definition_id') ?? propertyOf(referral.declaration, 'name');
    const isRole = /role_?definitions?$/.test(referral.declaration.type);
    return isRole && held ? namedRole(operandOf(held.node, deployment.dialect), deployment, step + 1) : undefined;
  }
  // Of a call or a text that is put together the role comes last: `subscriptionResourceId(type, role)`.
  const last = resolved.kind === 'call' && PUTS_TOGETHER.test(resolved.name) ? resolved.operands.at(-1) : undefined;
  return last && step < MOST_STEPS ? namedRole(last, deployment, step + 1) : undefined;
}
