/**
 * The same requests decided by engines for policies of any kind: Cedar, which AWS Verified Permissions is built on, and Casbin.
 * Each assignment is one policy of theirs, groups and scopes are their hierarchies, and a role is the group of the operations
 * that it grants, worked out beforehand. Both look at every policy for every request, which is why they get fewer.
 */
import { performance } from 'node:perf_hooks';
import { preparsePolicySet, statefulIsAuthorized } from '@cedar-policy/cedar-wasm/nodejs';
import { newEnforcer, newModel } from 'casbin';
import type { RoleAssignment } from '../src/access/azure/access-facts.ts';
import type { AccessRequest, ConditionDecider } from '../src/access/azure/access-request.ts';
import { matchesOperation, parseOperation } from '../src/access/azure/operation-pattern.ts';
import type { RoleFacts } from '../src/access/facts.ts';
import type { BenchInventory } from './bench-access-inventory.ts';

/** Answers one request; true where it is allowed. */
export type Engine = (request: AccessRequest) => boolean;

export interface Rival {
  readonly title: string;
  readonly engine: Engine;
  /** How long it took to give it all it has to know, in ms. */
  readonly readIn: number;
}

export async function rivalsOf(
  inventory: BenchInventory,
  requests: readonly AccessRequest[],
  roles: RoleFacts,
  conditions: ConditionDecider,
): Promise<readonly Rival[]> {
  const world = new World(inventory, requests, roles);
  const holding = holdingIn(world, requests, conditions);
  const makers = [
    ['Cedar', () => cedarOf(world, holding)],
    ['Casbin', () => casbinOf(world, holding)],
  ] as const;
  const rivals: Rival[] = [];
  for (const [title, make] of makers) {
    const start = performance.now();
    const engine = await make();
    rivals.push({ title, engine, readIn: performance.now() - start });
  }
  return rivals;
}

/** The hierarchies of an inventory, in no one's language. */
class World {
  readonly assignments: readonly RoleAssignment[];
  /** What each principal and group is directly in, each scope directly below, each operation directly granted by. */
  readonly groups = new Map<string, string[]>();
  readonly above = new Map<string, string[]>();
  readonly roles = new Map<string, string[]>();

  constructor(inventory: BenchInventory, requests: readonly AccessRequest[], roles: RoleFacts) {
    this.assignments = inventory.sources.flatMap(([, { roleAssignments }]) => roleAssignments ?? []);
    for (const [, { groups = [], managementGroupParents = [] }] of inventory.sources) {
      for (const { id, members } of groups) {
        for (const member of members) {
          add(this.groups, member, id);
        }
      }
      for (const { child, parent } of managementGroupParents) {
        add(this.above, child, parent);
      }
    }
    for (const scope of inventory.scopes) {
      this.#addPath(scope);
    }
    const granted = new Set(this.assignments.map(({ roleDefinitionId }) => roleDefinitionId));
    for (const { operation, plane } of requests) {
      const action = actionOf(operation, plane);
      if (!this.roles.has(action)) {
        const granting = [...granted].filter((role) => isGranted(roles, role, operation, plane));
        this.roles.set(action, granting);
      }
    }
  }

  /** Secret, vault, resource group, subscription. */
  #addPath(scope: string): void {
    const segments = scope.split('/');
    const scopes = [segments.length, 9, 5, 3].map((length) => segments.slice(0, length).join('/'));
    for (const [index, one] of scopes.entries()) {
      const above = scopes[index + 1];
      if (above !== undefined && above !== one && !this.above.has(one)) {
        this.above.set(one, [above]);
      }
    }
  }
}

function add(map: Map<string, string[]>, key: string, value: string): void {
  const values = map.get(key) ?? [];
  map.set(key, values);
  if (!values.includes(value)) {
    values.push(value);
  }
}

const actionOf = (operation: string, plane: AccessRequest['plane']): string => `${plane} ${operation}`;

function isGranted(roles: RoleFacts, role: string, operation: string, plane: AccessRequest['plane']): boolean {
  const definition = roles.byId(role.slice(role.lastIndexOf('/') + 1));
  const key = operation.toLowerCase();
  const matches = (entry: string): boolean => matchesOperation(parseOperation(entry), key);
  return (definition?.permissions ?? []).some(({ actions, notActions, dataActions, notDataActions }) =>
    plane === 'control'
      ? actions.some(matches) && !notActions.some(matches)
      : dataActions.some(matches) && !notDataActions.some(matches),
  );
}

/** Everything that a node leads to, itself included. */
function reachedFrom(start: string, edges: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const reached = new Set([start]);
  for (const one of reached) {
    for (const next of edges.get(one) ?? []) {
      reached.add(next);
    }
  }
  return [...reached];
}

/** The conditions that hold for each request: what the engines are told of it. */
function holdingIn(
  { assignments }: World,
  requests: readonly AccessRequest[],
  conditions: ConditionDecider,
): ReadonlyMap<AccessRequest, string[]> {
  const texts = [...new Set(assignments.flatMap(({ condition }) => condition ?? []))];
  return new Map(
    requests.map((request) => [request, texts.filter((text) => conditions(text, request).value === 'yes')]),
  );
}

function cedarOf(world: World, holding: ReadonlyMap<AccessRequest, string[]>): Engine {
  const policies = world.assignments.map(({ principalId, roleDefinitionId, scope, condition }) => {
    const when = condition === undefined ? '' : ` when { context.holds.contains(${JSON.stringify(condition)}) }`;
    return `permit(principal in Principal::"${principalId}", action in Action::"${roleDefinitionId}", resource in Scope::"${scope}")${when};`;
  });
  const id = `bench ${policies.length} ${performance.now()}`;
  const { type } = preparsePolicySet(id, { staticPolicies: policies.join('\n') });
  if (type !== 'success') {
    throw new Error('Cedar does not take the policies.');
  }
  const uid = (kind: string, name: string) => ({ type: kind, id: name });
  const entitiesOf = (kind: string, start: string, edges: ReadonlyMap<string, readonly string[]>) =>
    reachedFrom(start, edges).map((one) => ({
      uid: uid(kind, one),
      attrs: {},
      parents: (edges.get(one) ?? []).map((parent) => uid(kind, parent)),
    }));
  return (request) => {
    const action = actionOf(request.operation, request.plane);
    // Of all entities only those that the request has to do with: with all of them in every call it takes far longer.
    const answer = statefulIsAuthorized({
      principal: uid('Principal', request.principal),
      action: uid('Action', action),
      resource: uid('Scope', request.resource),
      context: { holds: holding.get(request) ?? [] },
      preparsedPolicySetId: id,
      entities: [
        ...entitiesOf('Principal', request.principal, world.groups),
        ...entitiesOf('Scope', request.resource, world.above),
        ...entitiesOf('Action', action, world.roles),
      ],
    });
    return answer.type === 'success' && answer.response.decision === 'allow';
  };
}

const CASBIN_MODEL = `
[request_definition]
r = sub, obj, act, holds
[policy_definition]
p = sub, obj, act, cond
[role_definition]
g = _, _
g2 = _, _
g3 = _, _
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = g3(r.act, p.act) && g2(r.obj, p.obj) && g(r.sub, p.sub) && (p.cond == "none" || (p.cond in r.holds))
`;

async function casbinOf(world: World, holding: ReadonlyMap<AccessRequest, string[]>): Promise<Engine> {
  const enforcer = await newEnforcer(newModel(CASBIN_MODEL));
  await enforcer.addPolicies(
    world.assignments.map((one) => [one.principalId, one.scope, one.roleDefinitionId, one.condition ?? 'none']),
  );
  const hierarchies = [
    ['g', world.groups],
    ['g2', world.above],
    ['g3', world.roles],
  ] as const;
  for (const [name, edges] of hierarchies) {
    const pairs = [...edges].flatMap(([from, to]) => to.map((one) => [from, one]));
    await enforcer.addNamedGroupingPolicies(name, pairs);
  }
  return (request) =>
    enforcer.enforceSync(
      request.principal,
      request.resource,
      actionOf(request.operation, request.plane),
      holding.get(request) ?? [],
    );
}
