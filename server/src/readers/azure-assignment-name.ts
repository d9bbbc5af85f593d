/** Names of assignments that stay the same: what is put for one that does not. */
import { assignmentName, templateGuid } from '../access/azure/assignment-name.ts';
import { isGuid } from '../access/azure/guid.ts';
import type { Change } from '../syntax/change.ts';
import { entriesOf, isScalar, type Placed, type ScalarNode } from '../syntax/tree.ts';
import { type Deployment, resolve, roleOf } from './azure-deployment.ts';
import type { AssignedValue, RoleAssignment } from './azure-role-assignment.ts';
import { isArmExpression } from './text.ts';

const TARGETS: Readonly<Record<string, string>> = {
  resourcegroup: 'resourceGroup().id',
  subscription: 'subscription().id',
  managementgroup: 'managementGroup().id',
  tenant: 'tenant().tenantId',
};

/** The name by the convention of Azure's tools, where scope, principal and role all stand in the file. */
export function knownAssignmentName(assignment: RoleAssignment, deployment: Deployment): string | undefined {
  const [scope, principal] = [assignment.scope, assignment.principal].map((value) =>
    value?.text?.known ? value.text.value : undefined,
  );
  const guid = roleOf(assignment, deployment)?.guid;
  return scope?.startsWith('/') && principal && guid ? assignmentName(scope, principal, guid) : undefined;
}

/** The name that an assignment is given, where it is a GUID, or `guid()` of texts that the file knows. */
export function assignedName({ name }: RoleAssignment, deployment: Deployment): string | undefined {
  const operand = name && resolve(name.operand, deployment);
  if (operand?.kind === 'text') {
    return isGuid(operand.value) ? operand.value : undefined;
  }
  if (operand?.kind !== 'call' || operand.name.toLowerCase() !== 'guid' || operand.path !== '') {
    return undefined;
  }
  const texts = operand.operands.map((one) => resolve(one, deployment));
  const known = texts.flatMap((one) => (one.kind === 'text' ? [one.value] : []));
  return known.length > 0 && known.length === texts.length ? templateGuid(known) : undefined;
}

/** The changes that give an assignment a name by scope, principal and role; places count from its start. */
export function writeStableName(assignment: RoleAssignment, deployment: Deployment): readonly Change[] {
  const { name, form, whole } = assignment;
  if (!name) {
    return [];
  }
  if (form === 'terraform') {
    const known = knownAssignmentName(assignment, deployment);
    if (known !== undefined) {
      return [{ verb: 'replace', node: name.node, value: known }];
    }
    // Without one the provider makes a name and keeps it.
    return whole.node.kind === 'map' ? removeEntry({ node: whole.node, start: whole.start }, name.node) : [];
  }
  return isScalar(name.node) && deployment.dialect === 'arm'
    ? writeArmName(name.node, assignment, deployment)
    : writeBicepName(name, assignment, deployment);
}

function removeEntry(map: Placed<Extract<Placed['node'], { kind: 'map' }>>, value: Placed): readonly Change[] {
  const index = [...entriesOf(map)].findIndex((entry) => entry.value?.start === value.start);
  return index < 0 ? [] : [{ verb: 'remove', from: map, indexes: [index] }];
}

function writeBicepName(
  name: AssignedValue,
  { scope, principal, role }: RoleAssignment,
  { target }: Deployment,
): readonly Change[] {
  const at = scope ? scopeId(scope) : [TARGETS[(target ?? 'resourceGroup').toLowerCase()] ?? ''];
  if (!principal || !role || !at) {
    return [];
  }
  const parts = ['guid(', ...at, ', ', principal.node, ', ', role.node, ')'];
  return [{ verb: 'replaceExpression', node: name.node, parts }];
}

/** `vault` as a scope is `vault.id`. */
function scopeId({ node, operand }: AssignedValue): readonly (string | Placed)[] | undefined {
  return operand.kind === 'name' && /^(?:\[.*\])?$/.test(operand.path) ? [node, '.id'] : undefined;
}

function writeArmName(
  scalar: Placed<ScalarNode>,
  { scope, principal, role }: RoleAssignment,
  { target }: Deployment,
): readonly Change[] {
  const at = scope ? armExpression(scope) : TARGETS[(target ?? 'resourceGroup').toLowerCase()];
  const [whose, what] = [principal, role].map((value) => value && armExpression(value));
  if (at === undefined || whose === undefined || what === undefined) {
    return [];
  }
  const span = { start: 0, end: scalar.node.text.length };
  return [{ verb: 'replaceText', scalar, span, text: `[guid(${at}, ${whose}, ${what})]` }];
}

/** The value as it stands in an expression. */
function armExpression({ text }: AssignedValue): string | undefined {
  if (!text) {
    return undefined;
  }
  return isArmExpression(text.value) ? text.value.slice(1, -1) : `'${text.value.replaceAll("'", "''")}'`;
}
