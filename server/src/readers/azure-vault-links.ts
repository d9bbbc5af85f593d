/** Which vault of a file an assignment or an access policy of the same file is about. */
import { spanOf } from '../syntax/tree.ts';
import type { AccessPolicies } from './azure-access-policy.ts';
import { identify } from './azure-assignment-identity.ts';
import type { Referral } from './azure-declarations.ts';
import { type Deployment, referredBy, resolve } from './azure-deployment.ts';
import type { KeyVault, VaultAccessPolicies } from './azure-key-vault.ts';
import type { Operand } from './azure-operand.ts';
import type { AssignedValue } from './azure-role-assignment.ts';
import type { Part } from './part.ts';

const TYPE = 'microsoft.keyvault/vaults';
/** Names of the vault behind its type, as scopes of ARM templates have them. */
const TYPE_AND_NAME = /^\/?Microsoft\.KeyVault\/vaults\/(?:\{0\})?$/i;
const LITERAL = /^\/?Microsoft\.KeyVault\/vaults\/([^/{}]+)$/i;

/** What is asked of a file again and again, for each of its vaults and assignments. */
interface Links {
  readonly byStart: ReadonlyMap<number, Part<KeyVault>>;
  readonly byName: ReadonlyMap<string, Part<KeyVault>>;
  readonly byScope: Map<AssignedValue, Part<KeyVault> | undefined>;
  apart?: ReadonlyMap<Part<KeyVault>, readonly PoliciesOfVault[]>;
}

const links = new WeakMap<Deployment, Links>();

function linksOf(deployment: Deployment): Links {
  const known = links.get(deployment);
  if (known) {
    return known;
  }
  const byStart = new Map<number, Part<KeyVault>>();
  const byName = new Map<string, Part<KeyVault>>();
  for (const vault of deployment.vaults) {
    byStart.set(vault.start + vault.model.whole.start, vault);
    const name = vault.model.name && identify(vault.model.name, deployment);
    if (name !== undefined && !byName.has(name)) {
      byName.set(name, vault);
    }
  }
  const made: Links = { byStart, byName, byScope: new Map() };
  links.set(deployment, made);
  return made;
}

/** The vault that is the scope itself; undefined also for a thing in a vault. */
export function vaultOfScope(scope: AssignedValue, deployment: Deployment): Part<KeyVault> | undefined {
  const { byScope } = linksOf(deployment);
  if (!byScope.has(scope)) {
    byScope.set(scope, findVault(scope, deployment));
  }
  return byScope.get(scope);
}

function findVault(scope: AssignedValue, deployment: Deployment): Part<KeyVault> | undefined {
  // What a template within the template calls by a name may be something else.
  if (deployment.vaults.length === 0 || deployment.isNesting) {
    return undefined;
  }
  const operand = resolve(scope.operand, deployment);
  return vaultReferredTo(operand, deployment, ['', '.id']) ?? vaultNamed(nameIn(operand), deployment);
}

function vaultReferredTo(
  operand: Operand,
  deployment: Deployment,
  paths: readonly string[],
): Part<KeyVault> | undefined {
  const referral: Referral | undefined = referredBy(operand, deployment);
  const start = referral && paths.includes(referral.path) ? referral.declaration.value?.start : undefined;
  return start === undefined ? undefined : linksOf(deployment).byStart.get(start);
}

/** The name in the id of a vault that is in the same resource group. */
function nameIn(operand: Operand): Operand | undefined {
  if (operand.kind === 'text') {
    const name = LITERAL.exec(operand.value)?.[1];
    return name === undefined ? undefined : { kind: 'text', value: name };
  }
  if (operand.kind !== 'call' || operand.path !== '' || operand.operands.length !== 2) {
    return undefined;
  }
  const [first, name] = operand.operands;
  const isId = first?.kind === 'text' && /^resourceId$/i.test(operand.name) && first.value.toLowerCase() === TYPE;
  const isJoined =
    first?.kind === 'text' && /^(?:format|concat)$/i.test(operand.name) && TYPE_AND_NAME.test(first.value);
  return isId || isJoined ? name : undefined;
}

function vaultNamed(name: Operand | undefined, deployment: Deployment): Part<KeyVault> | undefined {
  const wanted = name && identify({ operand: name }, deployment);
  return wanted === undefined ? undefined : linksOf(deployment).byName.get(wanted);
}

/** The vault of access policies that stand apart from it, in it or beside it. */
export function vaultOfPolicies(
  { model, start }: Part<VaultAccessPolicies>,
  deployment: Deployment,
): Part<KeyVault> | undefined {
  if (!model.vault) {
    const place = start + model.whole.start;
    return deployment.vaults.find((vault) => {
      const span = spanOf(vault.model.whole);
      return vault.start + span.start < place && place < vault.start + span.end;
    });
  }
  if (deployment.isNesting) {
    return undefined;
  }
  const operand = resolve(model.vault.operand, deployment);
  const name = firstSegment(operand);
  return (
    vaultOfScope(model.vault, deployment) ??
    (name && (vaultReferredTo(name, deployment, ['.name']) ?? vaultNamed(name, deployment)))
  );
}

/** What stands before `/add` in the name of a child. */
function firstSegment(operand: Operand): Operand | undefined {
  if (operand.kind === 'text') {
    const slash = operand.value.indexOf('/');
    return slash < 0 ? undefined : { kind: 'text', value: operand.value.slice(0, slash) };
  }
  const [first, second, ...others] = operand.kind === 'call' ? operand.operands : [];
  if (operand.kind !== 'call' || !first || !second || others.length > 0 || !/^(?:format|concat)$/i.test(operand.name)) {
    return undefined;
  }
  if (second.kind === 'text' && second.value.startsWith('/')) {
    return first;
  }
  return first.kind === 'text' && first.value.startsWith('{0}/') ? second : undefined;
}

/** Access policies of a vault, and from where their places count. */
export interface PoliciesOfVault {
  readonly policies: AccessPolicies;
  readonly start: number;
  /** Whether they stand in the vault itself. */
  readonly isInline: boolean;
}

export function policiesOfVault(vault: Part<KeyVault>, deployment: Deployment): readonly PoliciesOfVault[] {
  const { policies } = vault.model;
  const inline = policies ? [{ policies, start: vault.start, isInline: true }] : [];
  const known = linksOf(deployment);
  known.apart ??= groupPolicies(deployment);
  return [...inline, ...(known.apart.get(vault) ?? [])];
}

function groupPolicies(deployment: Deployment): ReadonlyMap<Part<KeyVault>, readonly PoliciesOfVault[]> {
  const groups = new Map<Part<KeyVault>, PoliciesOfVault[]>();
  for (const part of deployment.policies) {
    const vault = vaultOfPolicies(part, deployment);
    const group = vault && (groups.get(vault) ?? []);
    if (vault && group) {
      group.push({ policies: part.model.policies, start: part.start, isInline: false });
      groups.set(vault, group);
    }
  }
  return groups;
}
