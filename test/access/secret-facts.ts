/**
 * Facts about secrets in few words, each with a place of its own: `kv: alice READ, team WRITE; group team: alice, bob`.
 *
 * - `SCOPE: PRINCIPAL PERMISSION, …` is all permissions of a scope, unless `open SCOPE` stands beside it;
 * - `backend SCOPE: …` is Databricks' own where it is not told, and unknown where nothing follows;
 * - `group NAME: …` is all its members, `some of NAME: …` some of them;
 * - `admins: …`, nobody where it is not told, and `admins unknown`;
 * - `all scopes`, `creator SCOPE: …`, `open to all SCOPE`, `alias NAME, NAME`;
 * - `owner CLUSTER: …`, `cluster CLUSTER: SCOPE/KEY, …`, `some of cluster CLUSTER: …`.
 */

import { decideSecretAccess } from '../../server/src/access/databricks/decide-secret-access.ts';
import type { SecretAccessFacts } from '../../server/src/access/databricks/secret-access-facts.ts';
import { readSecretOperation } from '../../server/src/access/databricks/secret-access-request.ts';
import type { Origin } from '../../server/src/access/decision.ts';

const PEOPLE: Readonly<Record<string, string>> = {
  alice: 'alice@x.com',
  ALICE: 'ALICE@x.com',
  bob: 'bob@x.com',
  nobody: 'nobody@x.com',
  root: 'root@x.com',
  robot: '11111111-1111-4111-8111-111111111111',
};

/** The name of a principal that has a short one. */
export function nameOf(short: string): string {
  return PEOPLE[short] ?? short;
}

type Told = { -readonly [K in keyof SecretAccessFacts]: SecretAccessFacts[K] };

export function secretFacts(text: string): SecretAccessFacts {
  const facts: Told = {
    scopes: [],
    hasAllScopes: false,
    permissions: [],
    initialManagers: [],
    groups: [],
    admins: [],
    aliases: [],
    clusterOwners: [],
    clusters: [],
  };
  let offset = 0;
  const origin = (): Origin => ({ uri: 'file:///facts', offset: offset++ });
  const statements = text.split(';').map((statement) => statement.trim());
  for (const statement of statements.filter((one) => one !== '')) {
    const colon = statement.indexOf(':');
    const head = colon < 0 ? statement : statement.slice(0, colon).trim();
    const items = (colon < 0 ? '' : statement.slice(colon + 1)).split(',').map((item) => item.trim());
    const told = items.filter((item) => item !== '');
    addStatement(facts, head, told, origin, statements);
  }
  return facts;
}

function addStatement(
  facts: Told,
  head: string,
  told: readonly string[],
  origin: () => Origin,
  all: readonly string[],
): void {
  const [, verb = '', name = ''] =
    /^(open to all|open|backend|some of cluster|some of|group|creator|owner|cluster|alias|all|admins)(?: (.+))?$/.exec(
      head,
    ) ?? [];
  switch (verb) {
    case 'open to all':
      facts.initialManagers = [
        ...facts.initialManagers,
        { scope: name, principal: 'users', as: 'initial-manage-principal', origin: origin() },
      ];
      break;
    case 'open':
      addScope(facts, name, false, all, origin);
      break;
    case 'creator':
      for (const one of told) {
        const fact = { scope: name, principal: nameOf(one), as: 'creator', origin: origin() } as const;
        facts.initialManagers = [...facts.initialManagers, fact];
      }
      break;
    case 'backend':
      facts.scopes = [
        ...facts.scopes,
        ...told.map((backend) => ({ scope: name, backend, hasAllPermissions: false, origin: origin() })),
      ];
      break;
    case 'group':
    case 'some of':
      facts.groups = [
        ...facts.groups,
        { group: name, members: told.map(nameOf), closed: verb === 'group', origin: origin() },
      ];
      break;
    case 'admins':
      facts.admins = name === 'unknown' ? undefined : told.map((one) => ({ principal: nameOf(one), origin: origin() }));
      break;
    case 'alias':
      facts.aliases = [...facts.aliases, { names: name.split(',').map((one) => nameOf(one.trim())), origin: origin() }];
      break;
    case 'all':
      facts.hasAllScopes = true;
      break;
    case 'owner':
      facts.clusterOwners = [
        ...facts.clusterOwners,
        ...told.map((owner) => ({ cluster: name, owner: nameOf(owner), origin: origin() })),
      ];
      break;
    case 'cluster':
    case 'some of cluster':
      addCluster(facts, name, told, verb === 'cluster', origin);
      break;
    default:
      addAcls(facts, head, told, all, origin);
  }
}

function addScope(facts: Told, scope: string, isWhole: boolean, all: readonly string[], origin: () => Origin): void {
  const hasBackend = all.some((statement) => statement.startsWith(`backend ${scope}:`));
  const fact = { scope, hasAllPermissions: isWhole, origin: origin() };
  facts.scopes = [...facts.scopes, hasBackend ? fact : { ...fact, backend: 'DATABRICKS' }];
}

function addAcls(
  facts: Told,
  scope: string,
  told: readonly string[],
  all: readonly string[],
  origin: () => Origin,
): void {
  const isWhole = !all.includes(`open ${scope}`);
  if (isWhole) {
    addScope(facts, scope, isWhole, all, origin);
  }
  const permissions = told.map((entry) => {
    const blank = entry.lastIndexOf(' ');
    const principal = nameOf(entry.slice(0, Math.max(blank, 0)));
    return { scope, principal, permission: entry.slice(blank + 1), state: 'deployed', origin: origin() } as const;
  });
  facts.permissions = [...facts.permissions, ...permissions];
}

function addCluster(
  facts: Told,
  cluster: string,
  told: readonly string[],
  closed: boolean,
  origin: () => Origin,
): void {
  const secrets = told.map((secret) => {
    const [scope = '', key = ''] = secret.split('/');
    return { scope, key, origin: origin() };
  });
  facts.clusters = [...facts.clusters, { cluster, secrets, closed, origin: origin() }];
}

/** Asks `PRINCIPAL OPERATION PATH`, the path from the scope on. */
export function askAbout(facts: string, question: string) {
  const [principal = '', operation = '', ...rest] = question.split(' ').map(nameOf);
  const path = rest.join(' ').split('/').map(nameOf).join('/');
  const name = readSecretOperation(operation) ?? 'secrets/get';
  return decideSecretAccess(secretFacts(facts), {
    principal,
    operation: name,
    resource: `databricks:/secrets/${path}`,
  });
}
