/** What the editor shows in a condition: completions by the text after accepting them, hovers, names beside GUIDs. */
import { describe, expect, test } from 'vitest';
import { OpenDocument } from '../../server/src/features/document.ts';
import { NO_HOST } from '../../server/src/features/host.ts';
import { Session } from '../../server/src/features/session.ts';
import { facts } from '../facts.ts';

const session = new Session({ facts, host: NO_HOST, warn: () => {} });

function open(marked: string, language: string): { document: OpenDocument; offset: number } {
  const offset = marked.indexOf('‸');
  return { document: new OpenDocument('file:///x', language, 1, marked.replace('‸', '')), offset };
}

/** The labels at `‸`, and what the whole text is after one of them. */
async function completeAt(marked: string, language = 'shellscript') {
  const { document, offset } = open(marked, language);
  const { items } = await session.completion(document, document.positionAt(offset));
  const documentAfter = (label: string): string => {
    const edit = items.find((one) => one.label === label)?.textEdit;
    if (!edit || !('range' in edit)) {
      return `no ${label}`;
    }
    const [start, end] = [document.offsetAt(edit.range.start), document.offsetAt(edit.range.end)];
    expect(start <= offset && offset <= end).toBe(true);
    return document.text.slice(0, start) + edit.newText + document.text.slice(end);
  };
  return { labels: items.map(({ label }) => label), documentAfter };
}

/** The condition behind `--condition` in double quotes. */
const inShell = (condition: string): string =>
  `az role assignment create --role "$ROLE" --assignee "$ID" --scope "$SCOPE" --condition "${condition}" --condition-version 2.0`;

const SECRET_USER = '4633458b-17de-408a-b874-0445c86b69e6';
const ROLE = '@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId]';

/** A condition, what is taken of the list, and the condition then. */
const COMPLETIONS: readonly (readonly [string, string, string])[] = [
  ['‸', "!(ActionMatches{''})", "!(ActionMatches{''})"],
  ['(‸', '@Resource[…]', '(@Resource['],
  ['(@Re‸', '@Request[…]', '(@Request['],
  [
    "!(ActionMatches{'Microsoft.KeyVault/vaults/secrets/‸'})",
    'getSecret/action',
    "!(ActionMatches{'Microsoft.KeyVault/vaults/secrets/getSecret/action'})",
  ],
  ["!(ActionMatches{'‸", 'Microsoft.KeyVault/', "!(ActionMatches{'Microsoft.KeyVault/"],
  ["NOT SubOperationMatches{'‸'}", 'Blob.List', "NOT SubOperationMatches{'Blob.List'}"],
  ['@Resource[‸', 'Microsoft.KeyVault/vaults:name', '@Resource[Microsoft.KeyVault/vaults:name]'],
  ['@Environment[is‸', 'isPrivateLink', '@Environment[isPrivateLink]'],
  [
    '@Resource[Microsoft.KeyVault/vaults:name] ‸',
    'StringEquals',
    '@Resource[Microsoft.KeyVault/vaults:name] StringEquals',
  ],
  [
    '@Resource[Microsoft.KeyVault/vaults:name] Str‸',
    'StringLike',
    '@Resource[Microsoft.KeyVault/vaults:name] StringLike',
  ],
  [`${ROLE} For‸`, 'ForAnyOfAnyValues:GuidEquals', `${ROLE} ForAnyOfAnyValues:GuidEquals`],
  [
    `${ROLE} ForAnyOfAnyValues:GuidEquals {‸}`,
    'Key Vault Secrets User',
    `${ROLE} ForAnyOfAnyValues:GuidEquals {${SECRET_USER}}`,
  ],
  [
    `${ROLE} ForAnyOfAnyValues:GuidEquals {8e3af657-a8ff-443c-a75c-2fe8c4bcb635, 46‸}`,
    'Key Vault Secrets User',
    `${ROLE} ForAnyOfAnyValues:GuidEquals {8e3af657-a8ff-443c-a75c-2fe8c4bcb635, ${SECRET_USER}}`,
  ],
  [`${ROLE} GuidEquals ‸`, 'Key Vault Secrets User', `${ROLE} GuidEquals ${SECRET_USER}`],
  [
    '@Request[Microsoft.Authorization/roleAssignments:PrincipalType] StringEquals ‸',
    'Group',
    "@Request[Microsoft.Authorization/roleAssignments:PrincipalType] StringEquals 'Group'",
  ],
  ['@Environment[isPrivateLink] BoolEquals ‸', 'true', '@Environment[isPrivateLink] BoolEquals true'],
  [
    "@Resource[Microsoft.KeyVault/vaults:name] StringEquals 'kv' ‸",
    'AND',
    "@Resource[Microsoft.KeyVault/vaults:name] StringEquals 'kv' AND",
  ],
];

describe('completion', () => {
  test.each(COMPLETIONS)('%s', async (condition, label, expected) => {
    const { documentAfter } = await completeAt(inShell(condition));
    expect(documentAfter(label)).toBe(inShell(expected));
  });

  test('an attribute has the operators of its values only', async () => {
    const { labels } = await completeAt(inShell('@Environment[isPrivateLink] ‸'));
    expect(labels).toEqual(['BoolEquals', 'BoolNotEquals']);
  });

  test('a source has its own attributes only', async () => {
    const { labels } = await completeAt(inShell('@Environment[‸'));
    expect(labels).toContain('UtcNow');
    expect(labels).not.toContain('Microsoft.KeyVault/vaults:name');
  });

  test.each([
    [
      'bicep',
      "resource a 'Microsoft.Authorization/roleAssignments@2022-04-01' = {\n  properties: { principalId: x, roleDefinitionId: y, condition: '‸' }\n}",
      "!(ActionMatches{\\'\\'})",
    ],
    ['json', '{ "principalId": "x", "roleDefinitionId": "y", "condition": "‸" }', "!(ActionMatches{''})"],
    [
      'terraform',
      'resource "azurerm_role_assignment" "a" {\n  principal_id = x\n  role_definition_id = y\n  condition = "‸"\n}',
      "!(ActionMatches{''})",
    ],
  ])('is written in the way of %s', async (language, marked, expected) => {
    const { documentAfter } = await completeAt(marked, language);
    expect(documentAfter("!(ActionMatches{''})")).toBe(marked.replace('‸', expected));
  });

  test('the cursor comes to rest between the quotes, where the editor can put it there', async () => {
    const able = new Session({ facts, host: NO_HOST, warn: () => {} });
    able.start({}, { snippets: true, versionedEdits: false }, undefined, []);
    const { document, offset } = open("var condition = '(‸ OR @Resource[A/b:c] StringEquals \\'x\\')'", 'bicep');
    const { items } = await able.completion(document, document.positionAt(offset));
    const item = items.find(({ label }) => label === "!(ActionMatches{''})");
    expect(item?.textEdit?.newText).toBe("!(ActionMatches{\\\\'$0\\\\'\\})");
  });

  test('is for conditions only', async () => {
    const { labels } = await completeAt('az role assignment create --description "‸" --role x');
    expect(labels).not.toContain('Exists');
  });
});

describe('hover', () => {
  const hoverAt = (condition: string): string => {
    const { document, offset } = open(inShell(condition), 'shellscript');
    return session.hover(document, document.positionAt(offset))?.markdown ?? 'nothing';
  };
  const GUARD = "(!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'}))";

  test('says a delegation in words', () => {
    expect(
      hoverAt(
        `(${GUARD} O‸R (${ROLE} ForAnyOfAnyValues:GuidEquals {${SECRET_USER}, ${SECRET_USER.replaceAll('-', '')}}))`,
      ),
    ).toBe(
      [
        'Where the operation is `Microsoft.Authorization/roleAssignments/write`:',
        '- the role that is to be given is any of Key Vault Secrets User, Key Vault Secrets User',
        '',
        'Everything else that the role grants is not bound.',
      ].join('\n'),
    );
  });

  test('says sub-operations, negations and several tests in words', () => {
    const condition = `((!(ActionMatches{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'} AND NOT SubOperationMatches{'Blob.List'})) OR‸ (@Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags:Project<\\$key_case_sensitive\\$>] StringEquals 'a_b' AND NOT Exists @Request[Microsoft.Storage/storageAccounts/blobServices/containers/blobs:versionId]))`;
    expect(hoverAt(condition)).toBe(
      [
        'Where the operation is `Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read` and the sub-operation is not `Blob.List`:',
        '- the tag of the blob `Project` is `a_b`',
        '- the version of the blob is not there',
        '',
        'Everything else that the role grants is not bound.',
      ].join('\n'),
    );
  });

  test('says what an attribute, an operator, a role and an operation are', () => {
    const delegation = `${ROLE} ForAnyOfAnyValues:GuidEquals {${SECRET_USER}}`;
    expect(hoverAt(delegation.replace('@Req', '@Re‸q'))).toContain('the role that is to be given');
    expect(hoverAt(delegation.replace('GuidE', 'Guid‸E'))).toContain(
      'some value of the left side with some value of the right',
    );
    expect(hoverAt(delegation.replace(SECRET_USER, `46‸${SECRET_USER.slice(2)}`))).toContain(
      '**Key Vault Secrets User**',
    );
    expect(hoverAt(GUARD.replace('write', 'wr‸ite'))).toContain('A control operation');
  });

  test('says nothing of a condition that cannot be read', () => {
    expect(hoverAt(`(${GUARD} OR‸ `)).toBe('nothing');
  });
});

test('a built-in role says its condition in words', () => {
  const { document, offset } = open(
    'az role assignment create --role "Key Vault Data Access ‸Administrator"',
    'shellscript',
  );
  const { markdown = '' } = session.hover(document, document.positionAt(offset)) ?? {};
  expect(markdown).toContain('With a condition.');
  expect(markdown).toContain(
    '- the role that is to be given is any of Key Vault Administrator, Key Vault Certificates Officer',
  );
});

test('names stand beside the GUIDs of roles, dashed or not, and beside no other GUID', async () => {
  const condition = `${ROLE} ForAnyOfAnyValues:GuidEquals {${SECRET_USER}, b86a8fe444ce4948aee5eccb2c155cd7} AND @Request[Microsoft.Authorization/roleAssignments:PrincipalId] GuidEquals ${SECRET_USER}`;
  const { document } = open(inShell(condition), 'shellscript');
  const hints = await session.inlayHints(document, {
    start: { line: 0, character: 0 },
    end: { line: 9, character: 0 },
  });
  expect(
    hints.map(({ position, label }) => `${document.text.slice(0, position.character).slice(-4)} ${label}`),
  ).toEqual(['69e6 Key Vault Secrets User', '5cd7 Key Vault Secrets Officer']);
});
