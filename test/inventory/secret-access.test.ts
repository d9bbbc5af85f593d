/** Access to secrets as the files of a workspace tell it, in every form that is read, with the places where it stands. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { clusterOwnerCanRead } from '../../server/src/access/databricks/cluster-secret-access.ts';
import { decideSecretAccess } from '../../server/src/access/databricks/decide-secret-access.ts';
import { readSecretOperation } from '../../server/src/access/databricks/secret-access-request.ts';
import type { Origin } from '../../server/src/access/decision.ts';
import { languageOfFile } from '../../server/src/features/languages.ts';
import { mayDeclare } from '../../server/src/inventory/databricks-secret-contribution.ts';
import { SecretInventory } from '../../server/src/inventory/databricks-secret-inventory.ts';

type Files = Readonly<Record<string, string>>;

function put(inventory: SecretInventory, name: string, text: string): void {
  const tree = languageOfFile(name)?.parse(text);
  if (tree) {
    inventory.update(name, tree);
  }
}

function inventoryOf(files: Files): SecretInventory {
  const inventory = new SecretInventory();
  for (const [name, text] of Object.entries(files)) {
    put(inventory, name, text);
  }
  return inventory;
}

/** What stands at a place, to the end of the line or of the quotes. */
function textAt(files: Files, { uri, offset }: Origin): string {
  return /^["']?([^"'\n]{0,30})/.exec((files[uri] ?? '').slice(offset))?.[1] ?? '';
}

function permissions(files: Files): readonly string[] {
  return inventoryOf(files).access.permissions.map(({ scope, principal, permission, state, origin }) => {
    const isThere = textAt(files, origin).startsWith(principal);
    return `${scope}: ${principal} ${permission} ${state}${isThere ? '' : ` at ${textAt(files, origin)}`}`;
  });
}

const TERRAFORM = `resource "databricks_secret_scope" "kv" {
  name                     = "kv"
  initial_manage_principal = "users"
}
resource "databricks_secret_acl" "one" {
  scope      = "kv"
  principal  = "alice@x.com"
  permission = "READ"
}
`;
const BUNDLE = `bundle: { name: b }
resources:
  secret_scopes:
    kv:
      name: kv
      permissions:
        - { level: WRITE, user_name: alice@x.com }
        - { level: READ, group_name: team }
        - { level: READ, service_principal_name: loader }
`;
const SHELL = `databricks secrets create-scope kv
databricks secrets put-acl kv alice@x.com MANAGE
databricks secrets put-acl kv "alice@x.com" READ
databricks secrets put-acl --scope kv --principal bob@x.com --permission WRITE
`;
const PIPELINE = `jobs:
  - script: |
      set -e
      databricks secrets put-acl kv alice@x.com READ
`;
const PYTHON = `from databricks.sdk import WorkspaceClient
w = WorkspaceClient()
w.secrets.put_acl("kv", "alice@x.com", AclPermission.READ)
w.secrets.put_acl(scope="kv", principal="bob@x.com", permission="READ")
`;
const BODY = '{ "scope": "kv", "principal": "alice@x.com", "permission": "READ" }';

describe('permissions', () => {
  test.each<[string, string, readonly string[]]>([
    ['main.tf', TERRAFORM, ['kv: alice@x.com READ declared']],
    [
      'databricks.yml',
      BUNDLE,
      ['kv: alice@x.com WRITE declared', 'kv: team READ declared', 'kv: loader READ declared'],
    ],
    [
      'acls.sh',
      SHELL,
      ['kv: alice@x.com MANAGE declared', 'kv: alice@x.com READ declared', 'kv: bob@x.com WRITE declared'],
    ],
    ['azure-pipelines.yml', PIPELINE, ['kv: alice@x.com READ declared']],
    ['acls.py', PYTHON, ['kv: bob@x.com READ declared']],
    ['acl.json', BODY, ['kv: alice@x.com READ declared']],
  ])('in %s lead to where they stand', (name, text, expected) => {
    expect(permissions({ [name]: text })).toEqual(expected);
  });

  test.each([
    '[{ "permission": "READ", "principal": "team" }, { "permission": "MANAGE", "principal": "alice@x.com" }]',
    '{ "items": [{ "principal": "team", "permission": "READ" }, { "principal": "alice@x.com", "permission": "MANAGE" }] }',
  ])('of an export belong to the scope that an inventory file gives it: %s', (text) => {
    const files = {
      'inventory/w.inventory.yaml': 'databricks:\n  scopes:\n    kv: { acls: exports/kv.json }\n',
      'inventory/exports/kv.json': text,
    };
    expect(permissions(files)).toEqual(['kv: team READ deployed', 'kv: alice@x.com MANAGE deployed']);
    expect(inventoryOf(files).access.scopes.some(({ hasAllPermissions }) => hasAllPermissions)).toBe(true);
  });

  test('say what they are given to where the place takes one kind only', () => {
    const { access } = inventoryOf({ 'databricks.yml': BUNDLE });
    expect(access.permissions.map(({ principalKind }) => principalKind)).toEqual(['other', 'group', 'other']);
  });
});

describe('an inventory file', () => {
  const name = 'w.inventory.yaml';
  const text = `groups:
  team: [alice@x.com]
aliases:
  alice@x.com: [11111111-1111-4111-8111-111111111111]
databricks:
  admins: [root@x.com, ops]
  scopes:
    kv:
      backend: DATABRICKS
      creator: bob@x.com
      acls: { team: READ }
    vault: { backend: AZURE_KEYVAULT }
  clusters:
    etl: { owner: alice@x.com }
`;
  const { access } = inventoryOf({ [name]: text });
  const at = (facts: readonly { readonly origin: Origin }[]): readonly string[] =>
    facts.map(({ origin }) => text.slice(origin.offset).split(/[:,\]\n]| \}/, 1)[0] ?? '');

  test('tells everything with its place', () => {
    expect(at(access.groups)).toEqual(['team']);
    expect(at(access.aliases)).toEqual(['alice@x.com']);
    expect(at(access.admins ?? [])).toEqual(['root@x.com', 'ops']);
    expect(at(access.scopes)).toEqual(['kv', 'vault']);
    expect(at(access.permissions)).toEqual(['team']);
    expect(at(access.clusterOwners)).toEqual(['alice@x.com']);
  });

  test('tells what decisions hang on', () => {
    expect(access).toMatchObject({
      groups: [{ group: 'team', members: ['alice@x.com'], closed: true }],
      aliases: [{ names: ['alice@x.com', '11111111-1111-4111-8111-111111111111'] }],
      admins: [{ principal: 'root@x.com' }, { principal: 'ops' }],
      scopes: [
        { scope: 'kv', backend: 'DATABRICKS', hasAllPermissions: true },
        { scope: 'vault', backend: 'AZURE_KEYVAULT', hasAllPermissions: false },
      ],
      initialManagers: [{ scope: 'kv', principal: 'bob@x.com', as: 'creator' }],
      permissions: [{ scope: 'kv', principal: 'team', permission: 'READ', state: 'deployed' }],
      clusterOwners: [{ cluster: 'etl', owner: 'alice@x.com' }],
    });
  });

  test('may tell nothing but other names', () => {
    const only = 'aliases:\n  alice@x.com: [Alice]\n';
    expect(mayDeclare(only)).toBe(true);
    expect(inventoryOf({ [name]: only }).access.aliases).toHaveLength(1);
  });
});

describe('scopes', () => {
  test.each([
    ['main.tf', TERRAFORM, 'DATABRICKS', true],
    ['a.sh', 'databricks secrets create-scope kv --initial-manage-principal users\n', 'DATABRICKS', true],
    ['a.sh', 'databricks secrets create-scope kv\n', 'DATABRICKS', false],
    ['a.sh', 'databricks secrets create-scope kv --scope-backend-type AZURE_KEYVAULT\n', 'AZURE_KEYVAULT', false],
    ['a.sh', 'databricks secrets create-scope kv --scope-backend-type "$TYPE"\n', undefined, false],
    ['a.sh', 'databricks secrets put-secret kv key\n', undefined, false],
    ['list.json', '{ "scopes": [{ "name": "kv", "backend_type": "AZURE_KEYVAULT" }] }', 'AZURE_KEYVAULT', false],
  ])('in %s have what keeps their secrets: %s', (name, text, backend, isOpen) => {
    const { access } = inventoryOf({ [name]: text });
    expect(new Set(access.scopes.map(({ scope }) => scope))).toEqual(new Set(['kv']));
    expect(access.scopes.map((one) => one.backend).find((one) => one !== undefined)).toBe(backend);
    expect(access.initialManagers.map(({ principal }) => principal)).toEqual(isOpen ? ['users'] : []);
  });
});

describe('clusters', () => {
  const CLUSTER = `{
  "cluster_name": "etl", "creator_user_name": "alice@x.com", "spark_version": "15.4.x-scala2.12",
  "spark_conf": { "spark.a": "{{secrets/kv/a}}", "spark.b": "{{secrets/KV/A}}" },
  "spark_env_vars": { "B": "{{secrets/kv/b}}" }
}`;

  test('tell who owns them and what they refer to, each once', () => {
    const { access } = inventoryOf({ 'cluster.json': CLUSTER });
    expect(access.clusterOwners).toMatchObject([{ cluster: 'etl', owner: 'alice@x.com' }]);
    expect(access.clusters).toMatchObject([{ cluster: 'etl', closed: true }]);
    const found = access.clusters.flatMap(({ secrets }) => secrets);
    expect(found.map(({ scope, key }) => `${scope}/${key}`)).toEqual(['kv/a', 'kv/b']);
    expect(found.map(({ origin }) => CLUSTER.slice(origin.offset, origin.offset + 16))).toEqual([
      '"{{secrets/kv/a}',
      '"{{secrets/kv/b}',
    ]);
  });

  test.each([
    ['without a name', CLUSTER.replace('"cluster_name": "etl", ', ''), 0],
    ['with a name that is filled in later', CLUSTER.replace('"etl"', '"${var.name}"'), 0],
  ])('%s are nobody’s', (_name, text, count) => {
    expect(inventoryOf({ 'cluster.json': text }).access.clusters).toHaveLength(count);
  });

  test('that refer to something that is filled in later may refer to anything', () => {
    const { access } = inventoryOf({ 'cluster.json': CLUSTER.replace('secrets/kv/b', 'secrets/${var.scope}/b') });
    expect(access.clusters.map(({ closed }) => closed)).toEqual([false]);
  });
});

describe('as files change', () => {
  const name = 'w.inventory.yaml';
  const text = 'databricks:\n  admins: []\n  scopes:\n    kv: { acls: { alice@x.com: READ } }\n';

  test('what only moves is nothing new, and is where it is', () => {
    const inventory = inventoryOf({ [name]: text, 'acls.sh': SHELL });
    const { version, access } = inventory;
    put(inventory, name, `# a comment\n${text}`);
    put(inventory, 'acls.sh', `# a comment\n${SHELL}`);
    expect(inventory.version).toBe(version);
    expect(inventory.access.permissions.map(({ origin }) => origin.offset)).toEqual(
      access.permissions.map(({ origin }) => origin.offset + '# a comment\n'.length),
    );
  });

  test('facts are the same object until a file changes that tells any', () => {
    const inventory = inventoryOf({ [name]: text });
    const { access } = inventory;
    put(inventory, 'readme.md', 'nothing\n');
    inventory.remove('readme.md');
    expect(inventory.access).toBe(access);
    inventory.remove(name);
    expect(inventory.access).not.toBe(access);
    expect(inventory.access.permissions).toEqual([]);
  });

  test('clusters and places are no change for those who ask about secrets', () => {
    const inventory = inventoryOf({ [name]: text });
    const { version } = inventory;
    const cluster = '{ "cluster_name": "etl", "spark_version": "1", "spark_conf": { "spark.a": "{{secrets/kv/a}}" } }';
    put(inventory, 'cluster.json', cluster);
    expect(inventory.access.clusters).toHaveLength(1);
    inventory.remove('cluster.json');
    expect(inventory.access.clusters).toHaveLength(0);
    expect(inventory.version).toBe(version);
  });

  test('files in any order, some of them told otherwise before, give the same', () => {
    const files = { [name]: text, 'acls.sh': SHELL, 'main.tf': TERRAFORM, 'b.yml': BUNDLE };
    const inventory = new SecretInventory();
    for (const [one, content] of Object.entries(files).reverse()) {
      put(inventory, one, SHELL);
      put(inventory, one, content);
    }
    expect(inventory.access).toEqual(inventoryOf(files).access);
  });
});

describe('the sample workspace', () => {
  const root = path.resolve(import.meta.dirname, '../workspace/databricks');
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => path.extname(name) !== '');
  const inventory = inventoryOf(
    Object.fromEntries(names.map((name) => [name, readFileSync(path.join(root, name), 'utf8')])),
  );

  test.each([
    ['mika.sato@contoso.com', 'acls/put', 'metastore', 'denied'],
    ['mika.sato@contoso.com', 'acls/put', 'lake', 'allowed'],
    ['robin.lee@contoso.com', 'secrets/get', 'metastore/password', 'allowed'],
    ['kai.mori@contoso.com', 'secrets/get', 'metastore/password', 'denied'],
    ['kai.mori@contoso.com', 'secrets/get', 'lake/client-id', 'allowed'],
    ['admin@contoso.com', 'acls/list', 'lake', 'allowed'],
    ['kai.mori@contoso.com', 'secrets/get', 'scope1/key1', 'undetermined'],
    ['admin@contoso.com', 'secrets/put', 'shared-vault/a', 'denied'],
  ])('%s %s %s: %s', (principal, name, scope, expected) => {
    const operation = readSecretOperation(name) ?? 'secrets/get';
    const resource = `databricks:/secrets/${scope}`;
    expect(decideSecretAccess(inventory.access, { principal, operation, resource }).outcome).toBe(expected);
  });

  test('has a cluster whose owner cannot read', () => {
    const outcomes = new Map(
      inventory.access.clusters.map(({ cluster }) => [cluster, clusterOwnerCanRead(inventory.access, cluster).outcome]),
    );
    expect(Object.fromEntries(outcomes)).toMatchObject({ 'lake-exploration': 'allowed' });
  });
});
