/** Whatever is typed into a file of the sample workspace: its findings are those of the same text opened anew. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OpenDocument } from '../../server/src/features/document.ts';
import { NO_HOST } from '../../server/src/features/host.ts';
import { Session } from '../../server/src/features/session.ts';
import { facts } from '../facts.ts';

const WORKSPACE = path.resolve(import.meta.dirname, '../workspace');

const EDITOR_IDS: Readonly<Record<string, string>> = {
  json: 'json',
  jsonc: 'jsonc',
  yml: 'yaml',
  yaml: 'yaml',
  tf: 'terraform',
  conf: 'spark-conf',
  env: 'dotenv',
  sh: 'shellscript',
  py: 'python',
  md: 'markdown',
  bicep: 'bicep',
  ps1: 'powershell',
};

const FILES = readdirSync(WORKSPACE, { recursive: true, encoding: 'utf8' }).flatMap((name) => {
  const id = EDITOR_IDS[path.extname(name).slice(1)];
  return id === undefined ? [] : [{ name, id, text: readFileSync(path.join(WORKSPACE, name), 'utf8') }];
});

const PIECES = [
  ...['{', '}', '"', "'", '\n', ' ', ':', '-', '#', '=', '\\', 'x', '[', ']', ',', '  ', '\t', '$', '(', ')'],
  ...['{{', '}}', '{{secrets/a/b}}', 'databricks secrets put --scope a --key b\n', 'spark_conf', '%sql', '# MAGIC '],
  ...['```', '~~~\n', '```bash\n', '\n```json\n', '> ', '<!--', '-->'],
];

const anyEdit = fc.record({
  place: fc.double({ min: 0, max: 1, noNaN: true }),
  removed: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, fc.nat(12)),
  inserted: fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...PIECES) }, fc.constant('')),
});

function start(): Session {
  const session = new Session({ facts, host: NO_HOST, warn: () => {} });
  session.start({}, { snippets: false, versionedEdits: false }, undefined, []);
  return session;
}

function findingsOf(session: Session, document: OpenDocument): string[] {
  return session.diagnostics(document).map(({ code, range, severity }) => JSON.stringify([code, range, severity]));
}

test('there are files of every language', () => {
  expect(new Set(FILES.map(({ id }) => id)).size).toBeGreaterThanOrEqual(8);
});

test('what was typed step by step reads as what was opened at once', () => {
  fc.assert(
    fc.property(fc.constantFrom(...FILES), fc.array(anyEdit, { minLength: 1, maxLength: 8 }), (file, edits) => {
      const uri = `file:///${file.name}`;
      const session = start();
      const document = new OpenDocument(uri, file.id, 1, file.text);
      session.diagnostics(document);
      for (const [index, { place, removed, inserted }] of edits.entries()) {
        const at = Math.floor(place * document.text.length);
        const end = Math.min(document.text.length, at + removed);
        const range = { start: document.positionAt(at), end: document.positionAt(end) };
        document.update([{ range, text: inserted }], index + 2);
        // Whoever opens a file is not typing.
        document.settle();
        const fresh = new OpenDocument(uri, file.id, 1, document.text);
        expect(findingsOf(session, document)).toEqual(findingsOf(start(), fresh));
      }
    }),
    { numRuns: 150 },
  );
});

const DEPLOYMENT = `var reader = 'acdd72a7-3385-48ef-bd42-f606fba81ae7'
var writer = 'b24988ac-6180-42a0-ab88-20f7382dd24c'
var who = principal
resource one 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(resourceGroup().id, principal, reader)
  properties: { principalId: principal, roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', reader) }
}
resource two 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(resourceGroup().id, who, writer)
  properties: { principalId: who, roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', writer) }
}
`;

test('what an assignment refers to counts anew when it changes, and as before when it changes back', () => {
  const session = start();
  const uri = 'file:///deployment.bicep';
  const other = 'b24988ac-6180-42a0-ab88-20f7382dd24c';
  const same = 'acdd72a7-3385-48ef-bd42-f606fba81ae7';
  const changed = DEPLOYMENT.replace(`writer = '${other}'`, `writer = '${same}'`);
  const elsewhere = changed.replace('var who = principal\n', "var who = 'somebody'\n");
  const document = new OpenDocument(uri, 'bicep', 1, DEPLOYMENT);
  const seen = [DEPLOYMENT, changed, elsewhere, changed, DEPLOYMENT].map((text, index) => {
    document.update([changeTo(document, text)], index + 2);
    document.settle();
    const codes = session.diagnostics(document).map(({ code }) => code);
    expect(findingsOf(session, document)).toEqual(findingsOf(start(), new OpenDocument(uri, 'bicep', 1, text)));
    return codes.includes('azure/duplicate-assignment');
  });
  expect(seen).toEqual([false, true, false, true, false]);
});

/** The one edit that makes another text of a document. */
function changeTo(document: OpenDocument, text: string) {
  const before = document.text;
  let start = 0;
  while (start < text.length && before[start] === text[start]) {
    start++;
  }
  let end = 0;
  while (end < Math.min(text.length, before.length) - start && before.at(-1 - end) === text.at(-1 - end)) {
    end++;
  }
  const range = { start: document.positionAt(start), end: document.positionAt(before.length - end) };
  return { range, text: text.slice(start, text.length - end) };
}
