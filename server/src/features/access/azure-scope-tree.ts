/** Scopes of Azure and what stands at each: the root, management groups, subscriptions, down to single secrets. */
import type { RoleAssignment } from '../../access/azure/access-facts.ts';
import { removalEffect } from '../../access/azure/assignment-removal.ts';
import { decideByLanguage } from '../../access/azure/condition-decider.ts';
import { originOf, ScopeOverview, type ScopeStation, type StandingFact } from '../../access/azure/scope-overview.ts';
import type { Origin } from '../../access/decision.ts';
import { message } from '../../rules/message.ts';
import {
  type AccessNode,
  type AccessTree,
  asIs,
  type NodePath,
  placeKey,
  plainNode,
  type Removal,
  type TreeContext,
} from './access-tree.ts';
import { azureProblemsAt, azureProblemsIn } from './azure-problems.ts';
import { kindOfScope, lastName, typeOfScope } from './azure-scope-names.ts';
import { describeAzureProblem } from './describe-azure-problem.ts';
import { describeStanding } from './describe-standing.ts';
import { likelyOperations } from './likely-azure-operations.ts';

const NAME = 'azure';
const ROOT = '/';
/** Of operations that would be lost, and of problems, so many are shown. */
const MOST_SHOWN = 500;

export const azureScopeTree: AccessTree = {
  name: NAME,
  roots: (context) => {
    const overview = overviewOf(context);
    const problems = azureProblemsIn(context.sources.azure);
    return overview.isEmpty && problems.length === 0
      ? []
      : [{ ...scopeNode(overview.station(ROOT), overview, context), label: asIs('Azure'), children: 'open' }];
  },
  children: ([, what = '', scope = ''], context) => {
    const overview = overviewOf(context);
    switch (what) {
      case 'scope':
        return childrenOfScope(scope, overview, context);
      case 'inherited':
        return overview.inheritedAt(scope).map((standing) => standingNode(standing, scope, context));
      case 'problems':
        return problemNodes(context);
      default:
        return [];
    }
  },
  removal: ([, what = '', , ...place], context) => {
    const assignment = what === 'role-assignment' ? assignmentAt(place, context) : undefined;
    return assignment && removalOf(assignment, context);
  },
  principals: ({ azure }) => azure.state.principals.map(({ principal }) => principal),
  resources: ({ azure }) => resourcesBelow(ROOT, new ScopeOverview(azure)),
  operations: (resource, { facts }) => (resource.startsWith('/') ? likelyOperations(resource, facts.operations) : []),
};

/** The tree of one state of the facts is asked node by node. */
const overviews = new WeakMap<object, Map<string | undefined, ScopeOverview>>();

function overviewOf({ sources: { azure }, principal }: TreeContext): ScopeOverview {
  const known = overviews.get(azure.state) ?? new Map<string | undefined, ScopeOverview>();
  overviews.set(azure.state, known);
  const overview = known.get(principal) ?? new ScopeOverview(azure, principal);
  known.set(principal, overview);
  return overview;
}

function childrenOfScope(scope: string, overview: ScopeOverview, context: TreeContext): readonly AccessNode[] {
  const inherited = overview.inheritedAt(scope).length;
  const problems = scope === ROOT ? azureProblemsIn(context.sources.azure).length : 0;
  return [
    ...(problems > 0 ? [problemsNode(problems)] : []),
    ...overview.standingAt(scope).map((standing) => standingNode(standing, scope, context)),
    ...(inherited > 0 ? [inheritedNode(scope, inherited)] : []),
    ...overview.below(scope).map((station) => scopeNode(station, overview, context)),
  ];
}

function scopeNode(station: ScopeStation, overview: ScopeOverview, { sources }: TreeContext): AccessNode {
  const { scope, vault, isParentUnknown } = station;
  const isOpenable = overview.hasBelow(scope) || overview.standingAt(scope).length > 0;
  const hasAny = isOpenable || overview.inheritedAt(scope).length > 0;
  const type = typeOfScope(station);
  const model = vault && sources.azure.state.vaultOf(sources.azure.state.view.tables.scopes.add(scope)).model;
  return {
    ...plainNode([NAME, 'scope', scope], kindOfScope(station), asIs(lastName(scope))),
    details: [
      ...(model === 'policy' ? [message('access policies')] : []),
      ...(model === 'rbac' ? [message('Azure RBAC')] : []),
      ...(type === undefined ? [] : [asIs(type)]),
    ],
    hints: [
      asIs(scope),
      ...(isParentUnknown ? [message('No file says which management group is above it.')] : []),
      ...(model === 'unknown' ? [message('Nobody says whether {0} uses Azure RBAC or access policies.', scope)] : []),
    ],
    children: hasAny ? 'closed' : 'none',
    origin: vault?.origin,
    problems: vault ? azureProblemsAt(sources.azure, vault.origin) : [],
    resource: scope,
  };
}

function standingNode(standing: StandingFact, shownAt: string, { sources }: TreeContext): AccessNode {
  const origin = originOf(standing);
  const problems = azureProblemsAt(sources.azure, origin);
  const isInherited = standing.scope.toLowerCase() !== shownAt.toLowerCase();
  const { label, details, hints, principal } = describeStanding(standing);
  return {
    ...plainNode([NAME, standing.kind, shownAt, standing.scope, ...placeOf(origin)], standing.kind, label),
    details: [...(isInherited ? [message('inherited from {0}', lastName(standing.scope))] : []), ...details],
    hints: [...hints, ...problems],
    origin,
    problems,
    resource: shownAt,
    principal,
    isRemovable: standing.kind === 'role-assignment',
  };
}

function placeOf({ uri, offset }: Origin): NodePath {
  return [uri, String(offset)];
}

function inheritedNode(scope: string, count: number): AccessNode {
  return {
    ...plainNode([NAME, 'inherited', scope], 'inherited', message('Inherited')),
    details: [asIs(String(count))],
    hints: [message('What holds here and is given above')],
    children: 'closed',
    resource: scope,
  };
}

function problemsNode(count: number): AccessNode {
  return {
    ...plainNode([NAME, 'problems'], 'problems', message('Problems')),
    details: [asIs(String(count))],
    hints: [message('What does not fit together in these files')],
    children: 'closed',
  };
}

function problemNodes({ sources: { azure } }: TreeContext): readonly AccessNode[] {
  return azureProblemsIn(azure)
    .slice(0, MOST_SHOWN)
    .map((problem) => {
      const [origin] = problem.origins;
      const words = describeAzureProblem(problem);
      return {
        ...plainNode([NAME, 'problem', problem.kind, problem.subject], 'problem', words),
        hints: [asIs(problem.subject)],
        origin,
        problems: [words],
      };
    });
}

function assignmentAt(
  [scope = '', uri = '', offset = '']: NodePath,
  { sources: { azure } }: TreeContext,
): RoleAssignment | undefined {
  const { view } = azure.state;
  const wanted = placeKey({ uri, offset: Number(offset) });
  const found = view.grantsAt(view.tables.scopes.add(scope)).find(({ fact }) => placeKey(fact.origin) === wanted);
  return found?.fact;
}

function removalOf(assignment: RoleAssignment, context: TreeContext): Removal {
  const { azure, facts } = context.sources;
  const { losses, unseen, isRoleKnown } = removalEffect(azure, assignment, facts.operations, decideByLanguage);
  const { scope, origin } = assignment;
  const standing = overviewOf({ ...context, principal: undefined })
    .standingAt(scope)
    .find((one) => one.kind === 'role-assignment' && one.assignment === assignment);
  return {
    what: standing ? describeStanding(standing).label : asIs(assignment.roleDefinitionId),
    resource: scope,
    origin,
    losses: losses.map(({ principal, lost, kept }) => ({
      principal,
      kept,
      lost: lost.map(({ operation }) => operation),
    })),
    unseen,
    notes: isRoleKnown ? [] : [message('Nobody says what the role {0} grants.', assignment.roleDefinitionId)],
  };
}

function resourcesBelow(scope: string, overview: ScopeOverview): readonly string[] {
  const found: string[] = [];
  const open = [scope];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    found.push(next);
    open.push(...overview.below(next).map((station) => station.scope));
  }
  return found.sort();
}
