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
