/** Blocks of code in Markdown, over the session as the server has it. */
import { describe, expect, test } from 'vitest';
import { OpenDocument } from '../../server/src/features/document.ts';
import { NO_HOST } from '../../server/src/features/host.ts';
import { Session } from '../../server/src/features/session.ts';
import { applyEdits } from '../../server/src/syntax/change.ts';
import { facts } from '../facts.ts';

const READER = '21090545-7ca7-4776-b22c-e363652d74d2';

function start(host = NO_HOST): Session {
  const session = new Session({ facts, host, warn: () => {} });
  session.start({}, { snippets: true, versionedEdits: false }, undefined, [{ uri: 'file:///w', name: 'w' }]);
  return session;
}

function open(marked: string, name = 'README.md', language = 'markdown') {
  const document = new OpenDocument(`file:///w/${name}`, language, 1, marked.replace('|', ''));
  return { document, position: document.positionAt(Math.max(0, marked.indexOf('|'))) };
}

describe('in a block of code', () => {
  test.each([
    ['> ```bash\n> az role assignment create --role "|"\n> ```', `> az role assignment create --role "${READER}"`],
    ['- ~~~azurecli\n  az role assignment create --role Key|\n', `  az role assignment create --role ${READER}`],
    ['   ```json\r\n   { "RoleDefinitionName": "|" }\r\n', '   { "RoleDefinitionName": "Key Vault Reader" }\r'],
  ])('a role is completed: %j', async (marked, expected) => {
    const { document, position } = open(marked);
    const { items } = await start().completion(document, position);
    const edit = items.find(({ label }) => label === 'Key Vault Reader')?.textEdit;
    if (!edit || !('range' in edit)) {
      throw new Error(`no such item among ${items.length}`);
    }
    const after = applyEdits(document.text, [{ span: document.spanOf(edit.range), text: edit.newText }]);
    expect(after.split('\n')[1]).toBe(expected);
  });

  test('an id has its name beside it, and says what it grants', async () => {
    const { document, position } = open(`> ~~~sh\n> az role assignment create --role ${READER}|\n> ~~~`);
    const whole = { start: document.positionAt(0), end: document.positionAt(document.text.length) };
    expect(await start().inlayHints(document, whole)).toMatchObject([{ label: 'Key Vault Reader', position }]);
    expect(start().hover(document, position)?.markdown).toContain('Key Vault Reader');
  });
});

describe('outside of blocks', () => {
  test.each([
    '|',
    '# A "|',
    'a {|',
    '{{|',
    '{{secrets/|',
    '```bash\naz x\n```\n\nrole "|',
    '| `az role assignment create --role `',
  ])('nothing is completed: %j', async (marked) => {
    const { document, position } = open(marked);
    expect((await start().completion(document, position)).items).toEqual([]);
  });

  test('nothing is said', () => {
    const { document } = open(
      'az role assignment create --role Reader\n\n    az role assignment create --role Reader\n',
    );
    expect(start().diagnostics(document)).toEqual([]);
  });
});

describe('what a text shows', () => {
  const role = `{ "Name": "Contributer", "Description": "x", "Actions": ["Microsoft.KeyVault/vaults/read"], "AssignableScopes": ["/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"] }`;
  const command = 'az role assignment create --assignee "$ID" --role Contributer --scope "$SCOPE"';

  test('is no role of the workspace, open or on the disk', async () => {
    const text = `\`\`\`json\n${role}\n\`\`\`\n`;
    const asked: string[] = [];
    const session = start({
      ...NO_HOST,
      readText: (uri) => {
        asked.push(uri);
        return text;
      },
    });
    const script = open(command, 'x.sh', 'shellscript').document;
    session.diagnostics(open(text).document);
    session.fileChanged('file:///w/docs/other.md');
    expect(session.diagnostics(script).map(({ code }) => code)).toEqual(['azure/unknown-role']);
    expect(asked.filter((uri) => uri.endsWith('.md'))).toEqual([]);
    session.diagnostics(open(role, 'role.json', 'json').document);
    expect(session.diagnostics(script)).toEqual([]);
  });

  test('is renamed with nothing', async () => {
    const { document, position } = open('```bash\ndatabricks secrets get-secret la|ke key\n```');
    const session = start();
    expect(await session.prepareRename(document, position)).toBeNull();
    expect(await session.rename(document, position, 'sea')).toBeTypeOf('string');
  });
});
