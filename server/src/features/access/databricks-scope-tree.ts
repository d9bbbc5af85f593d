/** The secrets of a Databricks workspace: secret scopes with their keys and permissions, and the administrators. */

import type { InitialManager } from '../../access/databricks/secret-access-facts.ts';
import { secretAccessProblems } from '../../access/databricks/secret-access-problems.ts';
import { addressOfScope, SECRET_OPERATIONS } from '../../access/databricks/secret-access-request.ts';
import {
  type ScopeEntry,
  type SecretOverview,
  type SecretScopeOverview,
  secretOverview,
  secretPrincipals,
  secretRemoval,
} from '../../access/databricks/secret-overview.ts';
import type { Origin } from '../../access/decision.ts';
import { type Message, message } from '../../rules/message.ts';
import {
  type AccessNode,
  type AccessTree,
  asIs,
  placeKey,
  plainNode,
  type Removal,
  type TreeContext,
} from './access-tree.ts';
import { describeSecretProblem } from './describe-databricks-problem.ts';

const NAME = 'databricks';
const HOLDS = /^databricks:/i;

export const databricksScopeTree: AccessTree = {
  name: NAME,
  roots: (context) => {
    const { scopes, admins } = overviewOf(context);
    return scopes.length > 0 || (admins?.length ?? 0) > 0
      ? [
          {
            ...plainNode([NAME, 'workspace'], 'workspace', asIs('Databricks')),
            details: [message('secret scopes of the workspace')],
            children: 'open',
          },
        ]
      : [];
  },
  children: ([, what = '', name = ''], context) => {
    const overview = overviewOf(context);
    const scope = overview.scopes.find((one) => one.name === name);
    switch (what) {
      case 'workspace':
        return childrenOfWorkspace(overview, context);
      case 'admins':
        return (overview.admins ?? []).map(adminNode);
      case 'scope':
        return scope ? childrenOfScope(scope, context) : [];
      default:
        return [];
    }
  },
  removal: ([, what = '', name = '', uri = '', offset = ''], context) =>
    what === 'acl' ? removalAt(name, { uri, offset: Number(offset) }, context) : undefined,
  principals: ({ secrets }) => secretPrincipals(secrets),
  resources: ({ secrets, facts }) =>
    secretOverview(secrets).scopes.flatMap(({ name }) => [
      addressOfScope(name),
      ...keysOf(name, facts.secrets).map((key) => `${addressOfScope(name)}/${key}`),
    ]),
  operations: (resource) => (HOLDS.test(resource) ? Object.keys(SECRET_OPERATIONS) : []),
};

function overviewOf({ sources: { secrets }, principal }: TreeContext): SecretOverview {
  return secretOverview(secrets, principal);
}

function keysOf(scope: string, secrets: TreeContext['sources']['facts']['secrets']): readonly string[] {
  return secrets.scope(scope)?.keys ?? [];
}

function childrenOfWorkspace({ scopes, admins }: SecretOverview, context: TreeContext): readonly AccessNode[] {
  const node = plainNode([NAME, 'admins'], 'admins', message('Administrators'));
  const known: AccessNode[] =
    admins === undefined
      ? [{ ...node, details: [message('nobody says who they are')] }]
      : [
          {
            ...node,
            details: [asIs(String(admins.length))],
            children: admins.length > 0 ? 'closed' : 'none',
          },
        ];
  return [...known, ...scopes.map((scope) => scopeNode(scope, context))];
}

function adminNode({ principal, origin }: { readonly principal: string; readonly origin: Origin }): AccessNode {
  return {
    ...plainNode([NAME, 'admin', principal], 'admin', asIs(principal)),
    hints: [message('{0} is an administrator of the workspace and may manage every scope.', principal)],
    origin,
    principal,
  };
}

const BACKENDS: Readonly<Record<string, string>> = { AZURE_KEYVAULT: 'Azure Key Vault', DATABRICKS: 'Databricks' };

function scopeNode(
  { name, backend, hasAllPermissions, origin }: SecretScopeOverview,
  context: TreeContext,
): AccessNode {
  const problems = problemsAbout(name, context);
  return {
    ...plainNode([NAME, 'scope', name], 'secret-scope', asIs(name)),
    details: backend === undefined ? [] : [asIs(BACKENDS[backend] ?? backend)],
    hints: [
      message('Secret scope {0}', name),
      ...(hasAllPermissions ? [] : [message('Not all permissions on the scope {0} are known.', name)]),
      ...problems,
    ],
    children: 'closed',
    origin,
    problems,
    resource: addressOfScope(name),
  };
}

function childrenOfScope(scope: SecretScopeOverview, context: TreeContext): readonly AccessNode[] {
  const { name, entries, managers } = scope;
  const keys = context.principal === undefined ? keysOf(name, context.sources.facts.secrets) : [];
  return [
    ...managers.map((manager) => managerNode(name, manager)),
    ...entries.map((entry) => entryNode(name, entry, context)),
    ...keys.map(
      (key): AccessNode => ({
        ...plainNode([NAME, 'key', name, key], 'secret-key', asIs(key)),
        hints: [message('Secret {0} of the scope {1}', key, name)],
        origin: scope.origin,
        resource: `${addressOfScope(name)}/${key}`,
      }),
    ),
  ];
}

function entryNode(scope: string, { permission: fact, isReplacement }: ScopeEntry, context: TreeContext): AccessNode {
  const { principal, permission, state, origin } = fact;
  const problems = problemsOf(context)
    .filter(({ origins }) => origins.some((one) => placeKey(one) === placeKey(origin)))
    .map(describeSecretProblem);
  return {
    ...plainNode(
      [NAME, 'acl', scope, origin.uri, String(origin.offset)],
      'acl',
      message('{0} – {1}', permission, principal),
    ),
    details: [
      ...(isReplacement ? [message('in place of another')] : []),
      ...(state === 'declared' ? [message('only in a template')] : []),
    ],
    hints: [message('{0} has {1} on the scope {2}.', principal, permission, scope), ...problems],
    origin,
    problems,
    resource: addressOfScope(scope),
    principal,
    isRemovable: true,
  };
}

function managerNode(scope: string, { principal, origin }: InitialManager): AccessNode {
  return {
    ...plainNode([NAME, 'manager', scope, principal], 'acl', message('{0} – {1}', 'MANAGE', principal)),
    details: [message('since the scope was created')],
    hints: [message('Permission {0}, since the scope was created', 'MANAGE')],
    origin,
    resource: addressOfScope(scope),
    principal,
  };
}

function problemsOf({ sources: { secrets } }: TreeContext): ReturnType<typeof secretAccessProblems> {
  return secretAccessProblems(secrets);
}

function problemsAbout(scope: string, context: TreeContext): readonly Message[] {
  return problemsOf(context)
    .filter(({ kind, subject }) => kind !== 'contradictory-owner' && subject.toLowerCase() === scope.toLowerCase())
    .map(describeSecretProblem);
}

function removalAt(scope: string, place: Origin, { sources: { secrets } }: TreeContext): Removal | undefined {
  const wanted = placeKey(place);
  const removed = secrets.permissions.find(
    (one) => one.scope.toLowerCase() === scope.toLowerCase() && placeKey(one.origin) === wanted,
  );
  return (
    removed && {
      what: message('{0} – {1}', removed.permission, removed.principal),
      resource: addressOfScope(removed.scope),
      origin: removed.origin,
      losses: secretRemoval(secrets, removed),
      unseen: 0,
      notes: [],
    }
  );
}
