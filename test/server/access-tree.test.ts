/** The tree of scopes, as the side bar asks for it. */
import { describe, expect, test } from 'vitest';
import { AccessWorkspace, ALICE, ASSIGNMENTS, FILES, row, SECRET, SUBSCRIPTION, VAULT } from './access-files.ts';

const workspace = new AccessWorkspace();
const TO_GROUP = ['Azure', 'platform', SUBSCRIPTION.slice(15), 'rg-app'];

describe('the tree', () => {
  test('begins with what there is of each cloud', async () => {
    expect((await workspace.children()).map(row)).toEqual([
      'root: Azure',
      'workspace: Databricks (secret scopes of the workspace)',
    ]);
  });

  test('is empty where no file says anything', async () => {
    expect(await new AccessWorkspace({}).children()).toEqual([]);
  });

  test('leads through management groups, subscriptions and resource groups to a secret', async () => {
    expect((await workspace.children('Azure')).map(row)).toEqual(['management-group: platform']);
    expect((await workspace.children('Azure', 'platform')).map(row)).toEqual([
      `subscription: ${SUBSCRIPTION.slice(15)}`,
    ]);
    expect((await workspace.children(...TO_GROUP.slice(0, 3))).map(row)).toEqual([
      'role-assignment: Key Vault Reader – data-engineers',
      'resource-group: rg-app',
    ]);
    expect((await workspace.children(...TO_GROUP)).map(row)).toEqual([
      'inherited: Inherited (1)',
      'vault: kv-app (Azure RBAC · Microsoft.KeyVault/vaults)',
      'vault: kv-old (access policies · Microsoft.KeyVault/vaults)',
    ]);
    expect((await workspace.children(...TO_GROUP, 'kv-app')).map(row)).toEqual([
      'role-assignment: Key Vault Secrets User – data-engineers',
      'inherited: Inherited (1)',
      'secret: db-password (Microsoft.KeyVault/vaults/secrets)',
    ]);
    expect((await workspace.children(...TO_GROUP, 'kv-app', 'db-password')).map(row)).toEqual([
      'role-assignment: Key Vault Secrets User – alice@contoso.com',
      'inherited: Inherited (2)',
    ]);
  });

  test('says from where something is inherited', async () => {
    const nodes = await workspace.children(...TO_GROUP, 'kv-app', 'db-password', 'Inherited');
    expect(nodes.map(row)).toEqual([
      'role-assignment: Key Vault Secrets User – data-engineers (inherited from kv-app)',
      `role-assignment: Key Vault Reader – data-engineers (inherited from ${SUBSCRIPTION.slice(15)})`,
    ]);
  });

  test('shows access policies with what they permit', async () => {
    expect((await workspace.children(...TO_GROUP, 'kv-old')).map(row)).toEqual([
      'access-policy: Access policy – alice@contoso.com (secrets/get, secrets/list)',
      'inherited: Inherited (1)',
    ]);
  });
});

describe('a node', () => {
  test('leads to file and line', async () => {
    const [node] = await workspace.children(...TO_GROUP, 'kv-app', 'db-password');
    const lines = FILES[ASSIGNMENTS]?.split('\n') ?? [];
    const { uri, range } = node?.place ?? { uri: '', range: { start: { line: -1, character: 0 } } };
    expect(uri).toBe(ASSIGNMENTS);
    expect(lines.slice(range.start.line, range.start.line + 3).join()).toContain(SECRET);
    expect(node).toMatchObject({ principal: 'alice@contoso.com', resource: SECRET, isRemovable: true });
  });

  test('shows secret scopes with their permissions, keys and administrators', async () => {
    expect((await workspace.children('Databricks')).map(row)).toEqual([
      'admins: Administrators (1)',
      'secret-scope: kv (Databricks)',
    ]);
    expect((await workspace.children('Databricks', 'kv')).map(row)).toEqual([
      'acl: READ – data-engineers',
      'acl: MANAGE – alice@contoso.com',
      'secret-key: db-password',
    ]);
  });
});

describe('every node', () => {
  test('shows what one principal holds, through groups too, and nothing else', async () => {
    const desk = await workspace.desk();
    const labels: string[] = [];
    const visit = (node: string | undefined): void => {
      for (const one of desk.scopes({ ...(node === undefined ? {} : { node }), principal: 'bob@contoso.com' })) {
        labels.push(row(one));
        if (one.kind !== 'inherited') {
          visit(one.id);
        }
      }
    };
    visit(undefined);
    expect(labels.filter((label) => label.includes('–'))).toEqual([
      'role-assignment: Key Vault Reader – data-engineers',
      'role-assignment: Key Vault Secrets User – data-engineers',
      'acl: READ – data-engineers',
    ]);
    expect(labels.join()).not.toContain('kv-old');
    expect(labels.join()).not.toContain('db-password');
  });

  test('has ids that are used once, and the same again', async () => {
    const desk = await workspace.desk();
    const ids: string[] = [];
    const visit = (node: string | undefined): void => {
      for (const { id } of desk.scopes(node === undefined ? {} : { node })) {
        ids.push(id);
        visit(id);
      }
    };
    visit(undefined);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(20);
  });

  test.each([
    '',
    '{}',
    '[]',
    '["azure"]',
    '["x","scope","/"]',
    '["azure","scope","no path"]',
    '[["azure"],{}]',
    '[null]',
  ])('has nothing below an id that is none: %s', async (node) => {
    expect((await workspace.desk()).scopes({ node })).toEqual([]);
  });
});

describe('what the editor has of a file', () => {
  test('counts before it is saved, and the disk counts again afterwards', async () => {
    const edited = new AccessWorkspace();
    const carol = (FILES[ASSIGNMENTS] ?? '').replace('alice@contoso.com', 'carol@contoso.com');
    await edited.desk();
    const before = edited.changes;
    edited.edit(ASSIGNMENTS, carol);
    const nodes = await edited.children(...TO_GROUP, 'kv-app', 'db-password');
    expect(nodes[0]?.label).toBe('Key Vault Secrets User – carol@contoso.com');
    expect(edited.changes).toBeGreaterThan(before);
    const [document] = edited.documents.splice(0);
    if (document) {
      edited.session.closed(document);
    }
    const again = await edited.children(...TO_GROUP, 'kv-app', 'db-password');
    expect(again[0]?.label).toBe('Key Vault Secrets User – alice@contoso.com');
  });

  test('counts too where nothing is left in it', async () => {
    const emptied = new AccessWorkspace();
    emptied.edit(ASSIGNMENTS, FILES[ASSIGNMENTS] ?? '');
    await emptied.desk();
    emptied.edit(ASSIGNMENTS, '[]');
    const { changes } = emptied;
    for (const document of emptied.documents) {
      emptied.session.findings(document);
    }
    expect(emptied.changes).toBeGreaterThan(changes);
    expect((await emptied.children('Azure', 'platform', TO_GROUP[2] ?? '')).map(row)).toEqual([
      'resource-group: rg-app',
    ]);
  });

  test('tells of no change where the same text is looked at again', async () => {
    const same = new AccessWorkspace();
    same.edit(ASSIGNMENTS, FILES[ASSIGNMENTS] ?? '');
    await same.desk();
    const { changes } = same;
    await same.desk();
    expect(same.changes).toBe(changes);
  });
});

test('what does not fit together is listed, and marked where it stands', async () => {
  const list: object[] = JSON.parse(FILES[ASSIGNMENTS] ?? '[]');
  const twice = new AccessWorkspace({ ...FILES, [ASSIGNMENTS]: JSON.stringify([...list, ...list.slice(0, 1)]) });
  const [problems] = await twice.children('Azure');
  expect(problems && row(problems)).toBe('problems: Problems (1)');
  const [problem] = await twice.children('Azure', 'Problems');
  expect(problem?.label).toBe('The same principal has the same role at the same scope twice.');
  expect(problem?.place?.uri).toBe(ASSIGNMENTS);
  const [marked] = await twice.children(...TO_GROUP, 'kv-app', 'db-password');
  expect(marked?.problems).toEqual([problem?.label]);
});

test('declared assignments, conditions and deny assignments are told apart', async () => {
  const deny = {
    id: `${VAULT}/providers/Microsoft.Authorization/denyAssignments/00000009-0000-4000-8000-000000000000`,
    properties: {
      denyAssignmentName: 'locked by the platform',
      permissions: [{ actions: [], notActions: [], dataActions: ['Microsoft.KeyVault/vaults/*'], notDataActions: [] }],
      scope: VAULT,
      doNotApplyToChildScopes: false,
      principals: [{ id: '00000000-0000-0000-0000-000000000000', type: 'SystemDefined' }],
      excludePrincipals: [{ id: ALICE, type: 'User' }],
    },
  };
  const template = `resource "azurerm_role_assignment" "officer" {
  scope                = "${VAULT}"
  role_definition_name = "Key Vault Secrets Officer"
  principal_id         = "${ALICE}"
  condition_version    = "2.0"
  condition            = "@Resource[Microsoft.KeyVault/vaults/secrets:name] StringEquals 'x'"
}
`;
  const files = { ...FILES, 'file:///w/denies.json': JSON.stringify({ value: [deny] }), 'file:///w/x.tf': template };
  const nodes = await new AccessWorkspace(files).children(...TO_GROUP, 'kv-app');
  expect(nodes.map(row)).toEqual([
    'deny-assignment: Denied: locked by the platform (for everyone · with exceptions)',
    'role-assignment: Key Vault Secrets User – data-engineers',
    'role-assignment: Key Vault Secrets Officer – alice@contoso.com (under a condition · only in a template)',
    'inherited: Inherited (1)',
    'secret: db-password (Microsoft.KeyVault/vaults/secrets)',
  ]);
});
