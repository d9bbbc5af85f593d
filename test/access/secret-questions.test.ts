/** What may be asked about secrets of Databricks beside single decisions: addresses, who can, what can, clusters, problems. */
import { describe, expect, test } from 'vitest';
import { clusterOwnerCanRead } from '../../server/src/access/databricks/cluster-secret-access.ts';
import { secretAccessProblems } from '../../server/src/access/databricks/secret-access-problems.ts';
import { readSecretOperation, readSecretResource } from '../../server/src/access/databricks/secret-access-request.ts';
import { whatCanSecret } from '../../server/src/access/databricks/what-can-secret.ts';
import { whoCanSecret } from '../../server/src/access/databricks/who-can-secret.ts';
import { secretFacts } from './secret-facts.ts';

describe('what is asked about', () => {
  test.each([
    ['databricks:/secrets/kv', { scope: 'kv' }],
    ['Databricks:/Secrets/kv/key', { scope: 'kv', key: 'key' }],
    ['databricks:/secrets/kv/acls/data engineers/eu', { scope: 'kv', entry: 'data engineers/eu' }],
    ['databricks:/secrets/kv/acls', { scope: 'kv', key: 'acls' }],
    ['databricks:/secrets/', undefined],
    ['databricks:/secrets/kv/', undefined],
    ['databricks:/secrets//key', undefined],
    ['databricks:/secrets/kv/acls/', undefined],
    ['databricks:/secrets/kv/key/more', undefined],
    ['databricks:/clusters/c', undefined],
    ['/secrets/kv', undefined],
    ['', undefined],
  ])('%s', (text, expected) => {
    expect(readSecretResource(text)).toEqual(expected);
  });

  test('operations have their names in any case', () => {
    expect(readSecretOperation('Secrets/Get')).toBe('secrets/get');
    expect(['secrets/read', 'toString', ''].map(readSecretOperation)).toEqual([undefined, undefined, undefined]);
  });
});

describe('who can', () => {
  const facts = secretFacts(
    'kv: team WRITE, bob READ, guests READ; group team: alice, robot; alias alice, Alice; admins: root',
  );

  test('is everybody that some fact names, once, sorted', () => {
    const found = whoCanSecret(facts, { operation: 'secrets/put', resource: 'databricks:/secrets/kv/a' });
    expect(found.map(({ principal, decision }) => `${principal} ${decision.outcome}`)).toEqual([
      '11111111-1111-4111-8111-111111111111 allowed',
      'admins allowed',
      'alice@x.com allowed',
      'root@x.com allowed',
      'team allowed',
    ]);
  });

  test('has those of whom nobody knows, and none who may not', () => {
    const found = whoCanSecret(facts, { operation: 'secrets/get', resource: 'databricks:/secrets/kv/a' });
    expect(found.map(({ decision }) => decision.outcome)).not.toContain('denied');
    expect(found.map(({ principal }) => principal)).toContain('guests');
  });
});

describe('what can', () => {
  const facts = secretFacts(`kv: team WRITE, alice READ, alice MANAGE; other: guests READ; third: bob READ; open made;
    creator made: alice; creator kv: alice; group team: alice; admins: ops`);

  function holdings(principal: string): readonly string[] {
    return whatCanSecret(facts, principal).map((held) => {
      const what = {
        permission: () => (held.kind === 'permission' ? `${held.scope} ${held.permission.permission}` : ''),
        'initial-manager': () => (held.kind === 'initial-manager' ? `${held.scope} ${held.manager.as}` : ''),
        'workspace-admin': () => 'everything',
      }[held.kind]();
      const path = held.path.map(({ id }) => id.slice('databricks/'.length));
      return [`${what}${held.certain ? '' : '?'}`, ...path].join(' < ');
    });
  }

  test('is everything that a principal holds', () => {
    expect(holdings('alice@x.com')).toEqual([
      'everything? < doubtful-membership',
      'databricks:/secrets/kv WRITE < group-membership',
      'databricks:/secrets/kv MANAGE',
      'databricks:/secrets/made creator',
      'databricks:/secrets/other READ? < doubtful-membership',
    ]);
  });

  test('is nothing for nobody', () => {
    expect(holdings('')).toEqual([]);
  });
});

/** https://docs.databricks.com/aws/en/security/secrets/secrets-spark-conf-env-var: the owner has to have READ. */
describe('the owner of a cluster', () => {
  const KV = 'kv: alice READ, team READ; group team: bob; none:';

  test.each([
    ['reads what it refers to', `${KV}; owner etl: alice; cluster etl: kv/a, kv/b`, 'allowed'],
    ['reads as a member of a group', `${KV}; owner etl: bob; cluster etl: KV/a`, 'allowed'],
    ['may not read one of two', `${KV}; owner etl: alice; cluster etl: kv/a, none/b`, 'denied'],
    ['may not read, whatever else there is', `${KV}; owner etl: alice; some of cluster etl: none/b`, 'denied'],
    ['refers to nothing', `${KV}; owner etl: alice; cluster etl:`, 'allowed'],
    ['is unknown', `${KV}; cluster etl: kv/a`, 'undetermined | cluster-owner etl'],
    ['is one of two', `${KV}; owner etl: alice, root; cluster etl: kv/a`, 'undetermined | cluster-owner etl'],
    ['is one of two who both may', `${KV}; owner etl: alice, bob; cluster etl: kv/a`, 'allowed'],
    ['is told twice', `${KV}; owner etl: alice, ALICE; cluster etl: kv/a`, 'allowed'],
    [
      'asks for a scope of which nobody tells',
      `${KV}; owner etl: alice; cluster etl: more/a`,
      'undetermined | secret-scope more, secret-scope-permissions more',
    ],
    [
      'of a cluster of which not all is told',
      `${KV}; owner etl: alice; some of cluster etl: kv/a`,
      'undetermined | cluster-configuration etl',
    ],
    ['of a cluster without a configuration', `${KV}; owner etl: alice`, 'undetermined | cluster-configuration etl'],
    ['of no cluster', KV, 'undetermined | cluster-configuration etl'],
  ])('%s', (_name, text, expected) => {
    const { outcome, unknowns } = clusterOwnerCanRead(secretFacts(text), 'ETL');
    const missing = unknowns.map(({ kind, subject }) => `${kind} ${subject.toLowerCase()}`).join(', ');
    expect(missing === '' ? outcome : `${outcome} | ${missing}`).toBe(expected);
  });

  test('is told with the reference and the permission', () => {
    const { owner, reasons, secrets } = clusterOwnerCanRead(
      secretFacts(`${KV}; owner etl: bob; cluster etl: kv/a, none/b`),
      'etl',
    );
    expect(owner).toBe('bob@x.com');
    expect(reasons.map(({ id }) => id)).toEqual([
      'databricks/cluster-secret',
      'databricks/cluster-owner',
      'databricks/group-membership',
      'databricks/acl',
      'databricks/other-scope',
    ]);
    expect(secrets.map(({ secret, decision }) => `${secret.scope}/${secret.key} ${decision.outcome}`)).toEqual([
      'kv/a allowed',
      'none/b denied',
    ]);
  });
});

describe('what does not fit together', () => {
  test.each([
    ['kv: alice READ, ALICE WRITE', ['contradictory-permission kv 2']],
    ['kv: alice READ, ALICE READ', []],
    ['kv: alice read, bob READ', ['unknown-permission kv 1']],
    ['kv:; backend kv: DATABRICKS, AZURE_KEYVAULT', ['contradictory-backend kv 2']],
    ['owner etl: alice, ALICE; owner ETL: bob', ['contradictory-owner etl 3']],
    ['group a: b; group b: a; group c: a', ['group-cycle a 1']],
    ['group a: a', ['group-cycle a 1']],
    ['alias alice, Al; alias bob, Al', ['ambiguous-name Al 2']],
    ['kv: alice READ; group team: gone; creator gone: gone', []],
  ])('%s', (text, expected) => {
    const found = secretAccessProblems(secretFacts(text));
    expect(found.map(({ kind, subject, origins }) => `${kind} ${subject} ${origins.length}`)).toEqual(expected);
  });
});
