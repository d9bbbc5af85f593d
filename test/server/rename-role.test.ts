/** Renaming a custom role: its definition and every place that names it, in every language. */
import { describe, expect, test } from 'vitest';
import type { TextEdit } from 'vscode-languageserver-types';
import { OpenDocument } from '../../server/src/features/document.ts';
import { applyEdits } from '../../server/src/syntax/change.ts';
import { FILES, host, ID, NAME, openAt, start, TF_ID } from './role-workspace.ts';

async function rename(file: string, text: string, newName: string, session = start()) {
  const { document, position } = openAt(file, text);
  const edit = await session.rename(document, position, newName);
  if (typeof edit === 'string') {
    return edit;
  }
  return Object.fromEntries(
    Object.entries(edit.changes ?? {}).map(([uri, edits]: [string, TextEdit[]]) => {
      const before = new OpenDocument(uri, 'x', 1, FILES[uri] ?? '');
      const changes = edits.map(({ range, newText }) => ({ span: before.spanOf(range), text: newText }));
      return [uri, applyEdits(before.text, changes)];
    }),
  );
}

describe('renaming', () => {
  test.each([
    ['roles/backup.json', NAME],
    ['pipeline.yml', NAME],
  ])('from %s changes the definition and every place that names the role', async (file, text) => {
    const expected = Object.fromEntries(
      Object.entries(FILES)
        .filter(([, content]) => content.toLowerCase().includes(NAME.toLowerCase()))
        .map(([uri, content]) => [uri, content.replace(/backup keys operator/gi, "Keys' Keeper 2")]),
    );
    // Single quotes are written as each language writes them.
    const escaped = {
      ...expected,
      'file:///w/assign.sh': (expected['file:///w/assign.sh'] ?? '').replace(
        "'Keys' Keeper 2'",
        "'Keys'\\'' Keeper 2'",
      ),
      'file:///w/assign.ps1': (expected['file:///w/assign.ps1'] ?? '').replaceAll(
        "'Keys' Keeper 2'",
        "'Keys'' Keeper 2'",
      ),
      'file:///w/pipeline.yml': (expected['file:///w/pipeline.yml'] ?? '').replace(
        "'Keys' Keeper 2'",
        "'Keys'\\'' Keeper 2'",
      ),
    };
    expect(await rename(file, text, "Keys' Keeper 2")).toEqual(escaped);
  });

  test('puts quotes where the new name needs them', async () => {
    const files: Record<string, string> = {
      'file:///w/r.json': (FILES['file:///w/roles/backup.json'] ?? '').replace(NAME, 'Keeper'),
      'file:///w/a.sh': 'az role assignment create --role Keeper --scope x\n',
    };
    const session = start({
      ...host,
      readText: (uri) => files[uri],
      readFolder: async function* () {
        for (const [uri, text] of Object.entries(files)) {
          yield { uri, text };
        }
      },
    });
    const document = new OpenDocument('file:///w/r.json', 'json', 1, files['file:///w/r.json'] ?? '');
    const position = document.positionAt(document.text.indexOf('Keeper') + 1);
    const edit = await session.rename(document, position, 'Keeper of keys');
    const edits = typeof edit === 'string' ? edit : edit.changes?.['file:///w/a.sh'];
    expect(edits).toEqual([
      expect.objectContaining({
        newText: expect.stringMatching(/^(?:'Keeper of keys'|"Keeper of keys"|Keeper\\ of\\ keys)$/),
      }),
    ]);
  });
});

describe('the new name', () => {
  test('of a role in Terraform', async () => {
    const renamed = await rename('roles.tf', 'Key Rotator', 'Rotator');
    expect(renamed).toEqual({
      'file:///w/roles.tf': (FILES['file:///w/roles.tf'] ?? '').replace('Key Rotator', 'Rotator'),
    });
  });

  test.each([
    ['a name that is taken by a built-in role', 'roles/backup.json', NAME, 'key vault reader', 'already'],
    ['a name that is taken by another role', 'roles/backup.json', NAME, 'Key Rotator', 'already'],
    ['nothing', 'roles/backup.json', NAME, ' ', 'no name'],
    ['a name of more lines', 'roles/backup.json', NAME, 'a\nb', 'no name'],
    ['a role that nothing defines', 'create.sh', 'Reader', 'Writer', 'nothing here'],
    ['an id', 'roles/backup.json', ID, TF_ID, 'nothing here'],
  ])('is refused for %s', async (_, file, text, newName, words) => {
    expect(await rename(file, text, newName)).toContain(words);
  });

  test('is offered for names that the workspace gives', async () => {
    const byName = openAt('assign.ps1', NAME);
    expect((await start().prepareRename(byName.document, byName.position))?.placeholder).toBe(NAME);
    const byId = openAt('assign.bicep', ID);
    expect(await start().prepareRename(byId.document, byId.position)).toBeNull();
    const builtIn = openAt('create.sh', 'Reader');
    expect(await start().prepareRename(builtIn.document, builtIn.position)).toBeNull();
  });

  test('may change letters to capitals', async () => {
    expect(await rename('create.sh', 'Lone Role', 'LONE ROLE')).toEqual({
      'file:///w/create.sh': (FILES['file:///w/create.sh'] ?? '').replaceAll('Lone Role', 'LONE ROLE'),
    });
  });
});
