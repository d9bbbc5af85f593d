/** Vaults and access policies as every language writes them, and what is left unknown. */
import { describe, expect, test } from 'vitest';
import { languageOfDocument } from '../../server/src/features/languages.ts';
import type { AccessPolicies } from '../../server/src/readers/azure-access-policy.ts';
import type { AssignedValue } from '../../server/src/readers/azure-role-assignment.ts';
import { mayHoldModels } from '../../server/src/readers/model-marks.ts';
import { readModels } from '../../server/src/readers/read-models.ts';
import { fileFrame } from '../../server/src/syntax/language.ts';
import { isScalar, spanOf } from '../../server/src/syntax/tree.ts';

function read(language: string, text: string): object[] {
  const found = languageOfDocument(language, '');
  if (!found) {
    throw new Error(`no language ${language}`);
  }
  expect(mayHoldModels(text)).toBe(true);
  return readModels(fileFrame(found.parse(text))).flatMap(({ model, start }): object[] => {
    const textOf = (value: AssignedValue | undefined): string | undefined => {
      const span = value && spanOf(value.node);
      return span && text.slice(start + span.start, start + span.end);
    };
    const policiesOf = (policies: AccessPolicies | undefined): object | undefined =>
      policies && {
        any: policies.any,
        isWhole: policies.isWhole,
        items: policies.items.map(({ objectId, applicationId, permissions, isWhole }) => ({
          objectId: textOf(objectId),
          ...(applicationId ? { applicationId: textOf(applicationId) } : {}),
          permissions,
          isWhole,
        })),
      };
    if (model.kind === 'azure/key-vault') {
      return [
        {
          form: model.form,
          isMade: model.isMade,
          name: textOf(model.name),
          api: model.apiVersion?.text,
          model: model.permissionModel,
          policies: policiesOf(model.policies),
        },
      ];
    }
    return model.kind === 'azure/vault-access-policies'
      ? [{ form: model.form, vault: textOf(model.vault), policies: policiesOf(model.policies) }]
      : [];
  });
}

const POLICY = {
  objectId: '"3f0c9a52-6a1e-4d0a-9d0c-3a1f2b4c5d6e"',
  permissions: { keys: [], secrets: ['Get', 'list'] },
  isWhole: true,
};

const ARM_POLICY = {
  tenantId: '[subscription().tenantId]',
  objectId: '3f0c9a52-6a1e-4d0a-9d0c-3a1f2b4c5d6e',
  permissions: { keys: [], secrets: ['Get', 'list'] },
};

function template(resource: object): string {
  return JSON.stringify({
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    resources: [{ type: 'Microsoft.KeyVault/vaults', apiVersion: '2022-07-01', name: 'kv-1', ...resource }],
  });
}

const VAULT = { form: 'template', isMade: true, name: '"kv-1"', api: '2022-07-01' };

describe('ARM templates', () => {
  test.each([
    [{ enableRbacAuthorization: true, accessPolicies: [] }, 'rbac', { any: 'no', isWhole: true, items: [] }],
    [{ enableRbacAuthorization: false }, 'policy', undefined],
    [{ accessPolicies: [ARM_POLICY] }, 'omitted', { any: 'yes', isWhole: true, items: [POLICY] }],
    [{ enableRbacAuthorization: "[parameters('rbac')]" }, 'unknown', undefined],
    [{ accessPolicies: "[parameters('p')]" }, 'omitted', { any: 'unknown', isWhole: false, items: [] }],
    [{ accessPolicies: ["[parameters('p')]"] }, 'omitted', { any: 'yes', isWhole: false, items: [] }],
    [{ copy: [{ name: 'accessPolicies', count: 2, input: {} }] }, 'unknown', undefined],
  ])('properties %j', (properties, model, policies) => {
    expect(read('json', template({ properties }))).toEqual([{ ...VAULT, model, policies }]);
  });

  test('properties that are an expression', () => {
    expect(read('json', template({ properties: "[variables('x')]" }))).toEqual([
      { ...VAULT, model: 'unknown', policies: undefined },
    ]);
  });

  test('policies that stand apart, and those that are taken away', () => {
    const child = (name: string): object => ({
      type: 'Microsoft.KeyVault/vaults/accessPolicies',
      apiVersion: '2022-07-01',
      name,
      properties: { accessPolicies: [ARM_POLICY] },
    });
    const policies = { any: 'yes', isWhole: true, items: [POLICY] };
    expect(read('json', template(child("[concat(parameters('kv'), '/add')]")))).toEqual([
      { form: 'template', vault: `"[concat(parameters('kv'), '/add')]"`, policies },
    ]);
    expect(read('json', template(child('add')))).toEqual([{ form: 'template', vault: undefined, policies }]);
    expect(read('json', template(child("[concat(parameters('kv'), '/remove')]")))).toEqual([]);
  });

  test('a secret, a managed HSM and a policy about vaults are no vaults', () => {
    expect(read('json', template({ type: 'Microsoft.KeyVault/vaults/secrets' }))).toEqual([]);
    expect(read('json', `${template({ type: 'Microsoft.KeyVault/managedHSMs' })} // keyvault/vaults`)).toEqual([]);
    expect(read('json', '{ "details": { "type": "Microsoft.KeyVault/vaults", "name": "x" } }')).toEqual([]);
  });
});

describe('exports', () => {
  const id =
    '/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv-1';
  const show = (properties: object): string =>
    JSON.stringify([{ id, name: 'kv-1', properties, type: 'Microsoft.KeyVault/vaults' }]);

  test.each([
    [true, 'rbac'],
    [false, 'policy'],
    [null, 'policy'],
    [undefined, 'unknown'],
  ])('enableRbacAuthorization %s', (enableRbacAuthorization, model) => {
    const applicationId = null;
    const policy = { ...ARM_POLICY, applicationId };
    expect(read('json', show({ accessPolicies: [policy], enableRbacAuthorization }))).toEqual([
      {
        form: 'export',
        isMade: false,
        name: '"kv-1"',
        api: undefined,
        model,
        policies: { any: 'yes', isWhole: true, items: [POLICY] },
      },
    ]);
  });
});

describe('Bicep', () => {
  const vault = (rest: string, type = "'Microsoft.KeyVault/vaults@2022-07-01'"): string =>
    `param other object\nresource kv ${type} = {\n  name: 'kv-1'\n${rest}\n}`;
  const BICEP = { ...VAULT, name: "'kv-1'" };

  test('a vault with policies, and a child with some in a loop', () => {
    const text = vault(`  properties: {
    enableRbacAuthorization: true
    accessPolicies: [
      { objectId: app.identity.principalId, applicationId: other.app, permissions: { secrets: ['get'] } }
      ...other.policies
    ]
  }
  resource more 'accessPolicies' = {
    name: 'add'
    properties: { accessPolicies: [for one in other.all: { objectId: one, permissions: {} }] }
  }`);
    expect(read('bicep', text)).toEqual([
      {
        ...BICEP,
        model: 'rbac',
        policies: {
          any: 'yes',
          isWhole: false,
          items: [
            {
              objectId: 'app.identity.principalId',
              applicationId: 'other.app',
              permissions: { secrets: ['get'] },
              isWhole: true,
            },
          ],
        },
      },
      { form: 'template', vault: undefined, policies: { any: 'unknown', isWhole: false, items: [] } },
    ]);
  });

  test('one that is there already, one with a condition, one with properties from elsewhere', () => {
    expect(read('bicep', vault('', "'Microsoft.KeyVault/vaults@2022-07-01' existing"))).toEqual([
      { ...BICEP, isMade: false, model: 'unknown', policies: undefined },
    ]);
    expect(read('bicep', vault('  properties: { ...other }'))).toEqual([
      { ...BICEP, model: 'unknown', policies: undefined },
    ]);
    const conditional = vault('  properties: {}').replace('= {', '= if (other.x) {');
    expect(read('bicep', conditional)).toEqual([{ ...BICEP, model: 'omitted', policies: undefined }]);
  });

  test('half of one', () => {
    expect(read('bicep', "resource kv 'Microsoft.KeyVault/vaults@' = {\n  properties: {")).toEqual([
      { form: 'template', isMade: true, name: undefined, api: '', model: 'omitted', policies: undefined },
    ]);
  });
});

describe('Terraform', () => {
  test('a vault with blocks, dynamic ones and policies apart', () => {
    const text = `resource "azurerm_key_vault" "main" {
  name = "kv-\${var.env}"
  enable_rbac_authorization = false
  access_policy {
    object_id          = var.app
    secret_permissions = ["Get", "list"]
  }
  dynamic "access_policy" {
    for_each = var.more
    content {
      object_id = access_policy.value
    }
  }
}
resource "azurerm_key_vault_access_policy" "app" {
  key_vault_id    = azurerm_key_vault.main.id
  object_id       = var.app
  key_permissions = var.keys
}
data "azurerm_key_vault" "found" {
  name = "kv-2"
}
`;
    expect(read('terraform', text)).toEqual([
      {
        form: 'terraform',
        isMade: true,
        name: '"kv-${var.env}"',
        api: undefined,
        model: 'policy',
        policies: {
          any: 'yes',
          isWhole: false,
          items: [{ objectId: 'var.app', permissions: { secrets: ['Get', 'list'] }, isWhole: true }],
        },
      },
      {
        form: 'terraform',
        vault: 'azurerm_key_vault.main.id',
        policies: {
          any: 'yes',
          isWhole: true,
          items: [{ objectId: 'var.app', permissions: { keys: [] }, isWhole: false }],
        },
      },
    ]);
  });

  test('policies as a value', () => {
    const text = 'resource "azurerm_key_vault" "main" {\n  access_policy = []\n}';
    expect(read('terraform', text)).toMatchObject([{ model: 'omitted', policies: { any: 'no' } }]);
    expect(read('terraform', text.replace('[]', 'var.p'))).toMatchObject([{ policies: { any: 'unknown' } }]);
  });
});

test('the value of a name is a text', () => {
  const found = languageOfDocument('json', '')?.parse(template({ properties: {} }));
  const models = found ? readModels(fileFrame(found)) : [];
  const vault = models.find(({ model }) => model.kind === 'azure/key-vault')?.model;
  expect(vault?.kind === 'azure/key-vault' && isScalar(vault.name?.node) && vault.name.text?.value).toBe('kv-1');
});
