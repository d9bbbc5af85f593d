/**
 * What one file says of access in Azure. Only what it says for certain: an assignment whose principal, role or scope is
 * worked out when something is deployed is no fact yet.
 */
import type {
  AccessFacts,
  Alias,
  DenyAssignment,
  DenyPrincipal,
  FactState,
  Group,
  ManagementGroupParent,
  RoleAssignment,
  RoleDefinition,
} from '../access/azure/access-facts.ts';
import { isGuid } from '../access/azure/guid.ts';
import type { Permission } from '../access/facts.ts';
import { readDenyAssignments } from '../readers/azure-deny-assignment.ts';
import { type Deployment, resolve, roleOf } from '../readers/azure-deployment.ts';
import { entriesOfList, OPERATION_LISTS, type OperationListName } from '../readers/azure-operation-list.ts';
import type { AssignedValue, RoleAssignment as AssignmentModel } from '../readers/azure-role-assignment.ts';
import type { PermissionBlock, RoleDefinition as RoleModel } from '../readers/azure-role-definition.ts';
import { readInventoryIdentities } from '../readers/inventory-identities.ts';
import { type FoundModel, readModels } from '../readers/read-models.ts';
import { fileFrame, type Tree } from '../syntax/language.ts';
import { findEntry, isScalar, type MapNode, type Placed, type Span, spanOf } from '../syntax/tree.ts';
import { vaultsIn } from './azure-vault-contribution.ts';

/** Words of which a text has at least one if it says anything of access in Azure. */
const TELLING =
  /roleDefinition|role_definition|roleAssignments|denyAssignmentName|assignable_?scopes|Microsoft\.KeyVault\/vaults|^(?:groups|aliases|managementGroups):/im;

export function mayTellAccess(text: string): boolean {
  return TELLING.test(text);
}

/** The facts of a file; undefined where it has none. */
export function readAccessContribution(uri: string, tree: Tree): AccessFacts | undefined {
  const models = readModels(fileFrame(tree));
  const assignments = models.flatMap((found) => assignmentsIn(uri, found));
  const facts: AccessFacts = {
    roleAssignments: assignments.map(({ assignment }) => assignment),
    roleDefinitions: models.flatMap((found) => definitionIn(uri, found)),
    denyAssignments: deniesIn(uri, tree),
    vaults: models.flatMap((found) => vaultsIn(uri, found)),
    aliases: assignments.flatMap(({ alias }) => (alias ? [alias] : [])),
    ...identitiesIn(uri, tree),
  };
  const isEmpty = Object.values(facts).every((list) => list.length === 0);
  return isEmpty ? undefined : facts;
}

interface SaidAssignment {
  readonly assignment: RoleAssignment;
  readonly alias: Alias | undefined;
}

function assignmentsIn(uri: string, { model, start, frame }: FoundModel): readonly SaidAssignment[] {
  return model.kind === 'azure/deployment'
    ? model.assignments.flatMap((part) => {
        const span = frame.toFile(spanOf({ ...part.model.whole, start: start + part.start }));
        return readAssignment(uri, part.model, model, span) ?? [];
      })
    : [];
}

function readAssignment(
  uri: string,
  assignment: AssignmentModel,
  deployment: Deployment,
  span: Span | undefined,
): SaidAssignment | undefined {
  const principal = textOf(assignment.principal, deployment);
  const scope = textOf(assignment.scope, deployment);
  const role = roleOf(assignment, deployment);
  const named = role?.guid ?? role?.name;
  if (!span || !principal || !scope?.startsWith('/') || named === undefined || !assignment.isSingle) {
    return undefined;
  }
  const origin = { uri, offset: span.start };
  const condition = assignment.condition && (textOf(assignment.condition, deployment) ?? '?');
  const version = textOf(assignment.conditionVersion, deployment);
  const { id, state } = identityOf(assignment, deployment);
  const isGroup = textOf(assignment.principalType, deployment)?.toLowerCase() === 'group';
  const names = assignment.body ? namesOf(assignment.body) : [];
  return {
    assignment: {
      id,
      principalId: principal,
      ...(assignment.principalType ? { principalKind: isGroup ? 'group' : 'other' } : {}),
      roleDefinitionId: named,
      scope,
      ...(condition ? { condition } : {}),
      ...(version ? { conditionVersion: version } : {}),
      state,
      origin,
    },
    alias: names.length > 0 ? { names: [principal, ...names], origin } : undefined,
  };
}

/** What was printed has an id, and is there; what is to be deployed has at most a name. */
function identityOf(
  { whole, name }: AssignmentModel,
  deployment: Deployment,
): { readonly id: string; readonly state: FactState } {
  const map: Placed<MapNode> | undefined = whole.node.kind === 'map' ? { node: whole.node, start: 0 } : undefined;
  const id = map && (literalAt(map, 'id') ?? literalAt(map, 'roleAssignmentId'));
  return id === undefined ? { id: textOf(name, deployment) ?? '', state: 'declared' } : { id, state: 'deployed' };
}

/** What exports print beside the object id: the user principal name, or the display name of a group. */
function namesOf(map: Placed<MapNode>): readonly string[] {
  const found = ['principalName', 'signInName', 'displayName'].flatMap((key) => literalAt(map, key) ?? []);
  return [...new Set(found.filter((one) => one.trim() !== ''))];
}

function literalAt(map: Placed<MapNode>, key: string): string | undefined {
  const value = findEntry(map, key)?.value;
  return isScalar(value) && value.node.type === 'string' && value.node.opaque.length === 0
    ? value.node.text
    : undefined;
}

function textOf(value: AssignedValue | undefined, deployment: Deployment): string | undefined {
  const operand = value && resolve(value.operand, deployment);
  const isKnown =
    operand?.kind === 'text' && (value?.text === undefined || value.text.known || value.operand !== operand);
  return isKnown ? operand.value : undefined;
}

function definitionIn(uri: string, { model, start, frame }: FoundModel): readonly RoleDefinition[] {
  if (model.kind !== 'azure/role-definition') {
    return [];
  }
  const span = frame.toFile(spanOf({ ...model.whole, start: start + model.whole.start }));
  const written = model.id?.text?.known ? model.id.text.value : undefined;
  const id = written?.slice(written.lastIndexOf('/') + 1);
  const permissions = permissionsOf(model);
  if (!span || !id || !isGuid(id) || !permissions) {
    return [];
  }
  const name = model.name?.text?.known ? model.name.text.value : undefined;
  const isPrinted = literalAt({ node: model.whole.node, start: 0 }, 'id') !== undefined;
  return [
    {
      id: id.toLowerCase(),
      ...(name === undefined ? {} : { name }),
      permissions,
      state: isPrinted ? 'deployed' : 'declared',
      origin: { uri, offset: span.start },
    },
  ];
}

/** Undefined where a list is put together elsewhere: half a role would give wrong answers. */
function permissionsOf({ permissions, permissionList }: RoleModel): readonly Permission[] | undefined {
  const blocks = permissions.map(permissionOf);
  const known = blocks.flatMap((block) => (block ? [block] : []));
  return known.length === blocks.length && (known.length > 0 || permissionList) ? known : undefined;
}

function permissionOf({ lists, condition }: PermissionBlock): Permission | undefined {
  const entries: Partial<Record<OperationListName, readonly string[]>> = {};
  for (const name of OPERATION_LISTS) {
    const field = lists[name];
    const list = field?.list?.model;
    if (field && (!list?.complete || field.filledIn)) {
      return undefined;
    }
    entries[name] = list ? [...entriesOfList(list)].map(({ model }) => model.text.value) : [];
  }
  const { actions = [], notActions = [], dataActions = [], notDataActions = [] } = entries;
  const text = condition?.text?.value;
  return { actions, notActions, dataActions, notDataActions, ...(text ? { condition: text } : {}) };
}

function deniesIn(uri: string, { root }: Tree): readonly DenyAssignment[] {
  return readDenyAssignments(root).map((one) => ({
    id: one.id,
    ...(one.name === undefined ? {} : { name: one.name }),
    permissions: one.permissions.map(({ condition, ...lists }) => ({ ...lists, ...(condition ? { condition } : {}) })),
    scope: one.scope,
    doNotApplyToChildScopes: one.doNotApplyToChildScopes,
    principals: one.principals.map(denyPrincipal),
    excludePrincipals: one.excludePrincipals.map(denyPrincipal),
    effect: one.isAudit ? 'audit' : 'enforced',
    state: 'deployed',
    origin: { uri, offset: one.span.start },
  }));
}

function denyPrincipal({ id, type }: { readonly id: string; readonly type: string | undefined }): DenyPrincipal {
  return { id, ...(type === undefined ? {} : { kind: type.toLowerCase() === 'group' ? 'group' : 'other' }) };
}

type Identities = Required<Pick<AccessFacts, 'groups' | 'managementGroupParents'>> & Pick<AccessFacts, 'aliases'>;

function identitiesIn(uri: string, { root }: Tree): Partial<Identities> {
  const said = readInventoryIdentities(root);
  if (!said) {
    return {};
  }
  const originOf = ({ start }: Span): RoleAssignment['origin'] => ({ uri, offset: start });
  return {
    groups: said.groups.map(
      ({ name, others, span }): Group => ({
        id: name,
        members: others,
        closed: true,
        origin: originOf(span),
      }),
    ),
    aliases: said.aliases.map(
      ({ name, others, span }): Alias => ({ names: [name, ...others], origin: originOf(span) }),
    ),
    managementGroupParents: said.managementGroups.map(
      ({ child, parent, span }): ManagementGroupParent => ({ child, parent, origin: originOf(span) }),
    ),
  };
}
