/** How assignments of templates and of Terraform write the id of a role, where Azure or the provider takes it otherwise. */
import { isGuid } from '../access/azure/guid.ts';
import { type Change, moveChange } from '../syntax/change.ts';
import { isScalar, type Placed } from '../syntax/tree.ts';
import { referralOf } from './azure-declarations.ts';
import { type Deployment, resolve } from './azure-deployment.ts';
import type { Operand } from './azure-operand.ts';
import type { AssignedValue, RoleAssignment } from './azure-role-assignment.ts';
import { DeploymentMemo } from './deployment-memo.ts';
import { isArmExpression } from './text.ts';

export type WrongRoleForm =
  | { readonly kind: 'bare-guid'; readonly guid: string }
  /** The id of another type of resource: `roleAssignments`. */
  | { readonly kind: 'other-type'; readonly type: string }
  /** `guid('…')` of what is the id, or the name, of a role. */
  | { readonly kind: 'guid-of'; readonly value: string }
  /** `azurerm_role_definition.NAME.id`, which has a scope behind the id. */
  | { readonly kind: 'composite-id'; readonly name: string }
  /** `resourceId()` in a resource group: Azure finds the role, and writes its id in another way. */
  | { readonly kind: 'in-resource-group' };

const ROLE_TYPE = /^Microsoft\.Authorization\/roleDefinitions$/i;
const AUTHORIZATION_TYPE = /^Microsoft\.Authorization\/\w+$/i;
const RESOURCE_ID = /resourceId$/i;
const IN_SUBSCRIPTION = "subscriptionResourceId('Microsoft.Authorization/roleDefinitions', ";

export function wrongRoleForm(assignment: RoleAssignment, deployment: Deployment): WrongRoleForm | undefined {
  return forms.of(assignment, deployment);
}

const forms = new DeploymentMemo(readForm);

function readForm({ form, role }: RoleAssignment, deployment: Deployment): WrongRoleForm | undefined {
  if (!role) {
    return undefined;
  }
  if (form === 'terraform') {
    return compositeId(role.operand, deployment);
  }
  const operand = form === 'template' ? resolve(role.operand, deployment) : undefined;
  if (operand?.kind === 'text') {
    return isGuid(operand.value.trim()) ? { kind: 'bare-guid', guid: operand.value.trim() } : undefined;
  }
  return operand?.kind === 'call' && RESOURCE_ID.test(operand.name) ? wrongCall(operand, deployment) : undefined;
}

function wrongCall(
  { name, operands }: Extract<Operand, { kind: 'call' }>,
  deployment: Deployment,
): WrongRoleForm | undefined {
  const type = operands.findIndex((one) => one.kind === 'text' && AUTHORIZATION_TYPE.test(one.value));
  const [typed, role] = [operands[type], operands[type + 1]];
  if (typed?.kind !== 'text' || !role) {
    return undefined;
  }
  if (!ROLE_TYPE.test(typed.value)) {
    return { kind: 'other-type', type: typed.value };
  }
  const resolved = resolve(role, deployment);
  const [only] = resolved.kind === 'call' && /^guid$/i.test(resolved.name) ? resolved.operands : [];
  const value = only && resolve(only, deployment);
  if (resolved.kind === 'call' && resolved.operands.length === 1 && value?.kind === 'text') {
    return { kind: 'guid-of', value: value.value };
  }
  const isInGroup =
    /^resourceId$/i.test(name) && (deployment.target ?? 'resourceGroup').toLowerCase() === 'resourcegroup';
  return isInGroup && type === 0 && !deployment.isNesting ? { kind: 'in-resource-group' } : undefined;
}

function compositeId(operand: Operand, deployment: Deployment): WrongRoleForm | undefined {
  const isId = operand.kind === 'name' && operand.picks.length === 0;
  const referral = isId ? referralOf(operand, deployment.declarations) : undefined;
  return referral?.declaration.kind === 'made' &&
    referral.declaration.type === 'azurerm_role_definition' &&
    referral.path === '.id'
    ? { kind: 'composite-id', name: referral.key }
    : undefined;
}

/** The changes that write the role as the place takes it; none where that cannot be done for certain. Places count from the assignment. */
export function writeRoleForm(
  { role }: RoleAssignment,
  form: WrongRoleForm,
  deployment: Deployment,
  guid: string | undefined,
): readonly Change[] {
  if (!role) {
    return [];
  }
  switch (form.kind) {
    case 'bare-guid':
      return writeExpression(role, deployment, (value) => [IN_SUBSCRIPTION, value, ')']);
    case 'composite-id':
      return [{ verb: 'replaceExpression', node: role.node, parts: [`${form.name}.role_definition_resource_id`] }];
    case 'other-type':
      return replaceInside(role, form.type, 'Microsoft.Authorization/roleDefinitions');
    case 'guid-of':
      return guid === undefined ? [] : [...replaceWhole(role, deployment, `${IN_SUBSCRIPTION}'${guid}')`)];
    case 'in-resource-group':
      return renameCall(role);
  }
}

/** An expression around what stands there. */
function writeExpression(
  { node, text }: AssignedValue,
  { dialect }: Deployment,
  write: (value: string | Placed) => readonly (string | Placed)[],
): readonly Change[] {
  if (dialect !== 'arm') {
    return [{ verb: 'replaceExpression', node, parts: write(node) }];
  }
  if (!isScalar(node) || !text) {
    return [];
  }
  const inner = isArmExpression(text.value) ? text.value.slice(1, -1) : `'${text.value.trim()}'`;
  const span = { start: 0, end: node.node.text.length };
  return [{ verb: 'replaceText', scalar: node, span, text: `[${write(inner).join('')}]` }];
}

function replaceWhole({ node }: AssignedValue, { dialect }: Deployment, expression: string): readonly Change[] {
  if (dialect !== 'arm') {
    return [{ verb: 'replaceExpression', node, parts: [expression] }];
  }
  const isText = isScalar(node);
  return isText
    ? [{ verb: 'replaceText', scalar: node, span: { start: 0, end: node.node.text.length }, text: `[${expression}]` }]
    : [];
}

/** Other text for a text inside the call; nothing where the call stands elsewhere. */
function replaceInside({ node }: AssignedValue, before: string, after: string): readonly Change[] {
  if (isScalar(node)) {
    const at = node.node.text.indexOf(`'${before}'`) + 1;
    const span = { start: at, end: at + before.length };
    return at > 0 ? [{ verb: 'replaceText', scalar: node, span, text: after }] : [];
  }
  if (node.node.kind !== 'call') {
    return [];
  }
  const { children, starts } = node.node;
  const index = children.findIndex((child) => child.kind === 'scalar' && child.text === before);
  const scalar = { node: children[index] ?? node.node, start: starts[index] ?? 0 };
  return isScalar(scalar)
    ? [moveChange({ verb: 'replaceText', scalar, span: { start: 0, end: before.length }, text: after }, node.start)]
    : [];
}

/** `resourceId` becomes `subscriptionResourceId`. */
function renameCall({ node }: AssignedValue): readonly Change[] {
  if (isScalar(node)) {
    const call = /^\[resourceId\(/i.exec(node.node.text);
    const span = { start: 1, end: 1 + 'resourceId'.length };
    return call ? [{ verb: 'replaceText', scalar: node, span, text: 'subscriptionResourceId' }] : [];
  }
  if (node.node.kind !== 'call') {
    return [];
  }
  const { children, starts } = node.node;
  const operands = children.map((child, index): Placed => ({ node: child, start: node.start + (starts[index] ?? 0) }));
  const parts = operands.flatMap((operand, index) => (index === 0 ? [operand] : [', ', operand]));
  return [{ verb: 'replaceExpression', node, parts: ['subscriptionResourceId(', ...parts, ')'] }];
}
