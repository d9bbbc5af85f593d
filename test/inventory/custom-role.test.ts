/** What is known of a custom role by its file: what it grants, and whether that is all. */
import { describe, expect, test } from 'vitest';
import type { CustomGrants } from '../../server/src/access/facts.ts';
import { languageOfFile } from '../../server/src/features/languages.ts';
import { RoleInventory } from '../../server/src/inventory/azure-role-inventory.ts';

const HEAD = '"Name": "Ours", "AssignableScopes": ["/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"]';

function update(inventory: RoleInventory, file: string, text: string): void {
  const language = languageOfFile(file);
  if (!language) {
    throw new Error(`no language for ${file}`);
  }
  inventory.update(file, language.parse(text));
}

function grants(text: string, file = 'role.json'): CustomGrants | undefined {
  const inventory = new RoleInventory();
  update(inventory, file, text);
  const [role] = inventory.all();
  expect(role?.uri).toBe(file);
  return role && inventory.grantsOf(role);
}

const NOTHING = { actions: [], notActions: [], dataActions: [], notDataActions: [] };

describe('what a custom role grants', () => {
  test('is read from flat files, without blanks around the entries', () => {
    expect(
      grants(`{ ${HEAD}, "Actions": ["Microsoft.KeyVault/vaults/read "], "notDATAactions": ["*"], "DataActions": [] }`),
    ).toEqual({
      permissions: [{ ...NOTHING, actions: ['Microsoft.KeyVault/vaults/read'], notDataActions: ['*'] }],
      complete: true,
    });
  });

  test('is read from blocks, with their conditions', () => {
    expect(
      grants(`{ ${HEAD}, "Permissions": [
        { "Actions": ["*/read"] }, { "DataActions": ["Microsoft.KeyVault/*"], "Condition": "@Resource[a] StringEquals 'b'" }] }`),
    ).toEqual({
      permissions: [
        { ...NOTHING, actions: ['*/read'] },
        { ...NOTHING, dataActions: ['Microsoft.KeyVault/*'], condition: "@Resource[a] StringEquals 'b'" },
      ],
      complete: true,
    });
  });

  test('is read from a command line', () => {
    const text = `az role definition create --role-definition '{ ${HEAD}, "Actions": ["*/read"] }'\n`;
    expect(grants(text, 'create.sh')).toEqual({ permissions: [{ ...NOTHING, actions: ['*/read'] }], complete: true });
  });

  test.each([
    `{ ${HEAD}, "Actions": ["*/read", "\${more}"] }`,
    `{ ${HEAD}, "Actions": ["*/read", 7] }`,
    `{ ${HEAD}, "Actions": ["*/read"], "NotActions": "\${excluded}" }`,
    `{ ${HEAD}, "Permissions": [{ "Actions": ["*/read"] }, "\${block}"] }`,
  ])('may be more or less than is known: %s', (text) => {
    expect(grants(text)?.complete).toBe(false);
  });
});

test('what a role grants may change without the role, and is then read anew', () => {
  const inventory = new RoleInventory();
  update(inventory, 'role.json', `{ ${HEAD}, "Actions": ["*/read"] }`);
  const { version } = inventory;
  const [role] = inventory.all();
  update(inventory, 'role.json', `{ ${HEAD}, "Actions": ["*/write"] }`);
  expect(inventory.version).toBe(version);
  expect(role && inventory.grantsOf(role).permissions[0]?.actions).toEqual(['*/write']);
});

test('a file that is gone leaves nothing behind', () => {
  const inventory = new RoleInventory();
  update(inventory, 'role.json', `{ ${HEAD}, "Actions": ["*/read"] }`);
  inventory.remove('role.json');
  expect(inventory.all()).toEqual([]);
});
