/**
 * `npm run bench`: how long things take here and now, beside what others take for the same in the same run.
 * It judges nothing. Figures of shared machines vary; compare the columns of one run.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { performance } from 'node:perf_hooks';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { loadCatalogue } from '../src/catalogue/load-catalogue.ts';
import { OpenDocument } from '../src/features/document.ts';
import { NO_HOST } from '../src/features/host.ts';
import { Session } from '../src/features/session.ts';
import { measureAccess } from './bench-access.ts';
import { bigRole, listOfRoles } from './bench-files.ts';
import { measureSecrets, measureWorkspace } from './bench-secrets.ts';
import { measureServer } from './bench-server.ts';
import { COUNTED, keystrokes, repeat, show, type Times, typing, WARM_UP } from './bench-typing.ts';
import { buildAll } from './build.ts';
import { main as packageExtension, VSIX } from './package.ts';

// Its bundle has no exports that an ES module could name.
const { getLanguageService }: typeof import('vscode-json-languageservice') = createRequire(import.meta.url)(
  'vscode-json-languageservice',
);

/** What is typed. */
const WORD = 'virtualMachines';

export async function main(): Promise<number> {
  await buildAll();
  const facts = loadCatalogue('server/data');
  const session = new Session({ facts, host: NO_HOST, warn: () => {} });
  session.start({}, { snippets: true, versionedEdits: true }, undefined, []);
  console.log(`Node ${process.versions.node}; each figure is p50 / p95 of ${COUNTED} after ${WARM_UP}, in ms\n`);

  console.log('A keystroke in an operation, until the diagnostics are there');
  console.log(
    '                                          Grantscope          vscode-json-languageservice with a schema',
  );
  for (const [title, text] of files()) {
    const file = { languageId: 'json', uri: 'file:///bench.json', text };
    const ours = await keystrokes(file, typing(typingPlace(text), WORD), (document) => session.diagnostics(document));
    const theirs = await otherKeystrokes(text);
    const lines = text.split('\n').length.toLocaleString('en');
    console.log(`  ${title.padEnd(26)} ${lines.padStart(6)} lines  ${show(ours).padEnd(18)}  ${show(theirs)}`);
  }

  console.log('\nThe same file from nothing: read and checked');
  for (const [title, text] of files()) {
    const times = await repeat(
      15,
      async (index) => void session.diagnostics(new OpenDocument(`file:///${index}.json`, 'json', 1, text)),
    );
    console.log(`  ${title.padEnd(26)} ${show(times)}`);
  }

  await measureSecrets(session);
  console.log('\nA workspace of many files, checked by the command line');
  measureWorkspace(1_000, 200);
  measureWorkspace(100, 5_000);
  await completions(session);
  lookUps();
  await measureAccess(facts.roles);
  console.log('\nThe server as a process');
  await measureServer();
  await packageExtension();
  console.log(`  ${VSIX}: ${(statSync(VSIX).size / 1024).toFixed(0)} kB`);
  activation();
  return 0;
}

const files = (): readonly (readonly [string, string])[] => {
  const names = operationNames();
  return [
    ['one role', bigRole(names, 100)],
    ['one role', bigRole(names, 5_000)],
    ['one role', bigRole(names, 18_000)],
    ['a list of roles', listOfRoles(names, 5_000)],
    ['a list of roles', listOfRoles(names, 50_000)],
  ];
};

function operationNames(): readonly string[] {
  const { operations } = loadCatalogue('server/data');
  const list = operations.list({ key: '*', stars: 1, prefix: '', suffix: '', inner: [] }, 'control');
  return list.map(({ name }) => name);
}

/** Where somebody types: in the operation nearest to the middle of a file. */
function typingPlace(text: string): number {
  return text.indexOf('/', text.indexOf('"Microsoft.', Math.floor(text.length / 2)) + 1) + 1;
}

/** The schema that a JSON language service would be given for the same file. */
const SCHEMA = {
  definitions: {
    role: {
      type: 'object',
      required: ['Name', 'Actions'],
      properties: {
        Name: { type: 'string' },
        Actions: { type: 'array', items: { type: 'string', pattern: '^[A-Za-z0-9.*]+(/[A-Za-z0-9.*_-]+)*$' } },
      },
    },
  },
  oneOf: [{ $ref: '#/definitions/role' }, { type: 'array', items: { $ref: '#/definitions/role' } }],
};

async function otherKeystrokes(text: string): Promise<Times> {
  const service = getLanguageService({});
  service.configure({ schemas: [{ uri: 'schema:role', fileMatch: ['*.json'], schema: SCHEMA }] });
  let document = TextDocument.create('file:///bench.json', 'json', 1, text);
  const keys = typing(typingPlace(text), WORD);
  const count = text.length > 500_000 ? 30 : WARM_UP + COUNTED;
  const times = await repeat(count, async (index) => {
    const { at, removed, inserted } = keys.next().value;
    const range = { start: document.positionAt(at), end: document.positionAt(at + removed) };
    document = TextDocument.update(document, [{ range, text: inserted }], index + 2);
    await service.doValidation(document, service.parseJSONDocument(document));
  });
  return times.slice(Math.floor(count / 4));
}

async function completions(session: Session): Promise<void> {
  console.log('\nCompletion');
  const cases = [
    ['a provider', '{ "Name": "x", "Actions": ["Microsoft.C|"], "AssignableScopes": [] }'],
    ['a segment', '{ "Name": "x", "Actions": ["Microsoft.Network/virtualNetworks/|"], "AssignableScopes": [] }'],
    ['a word of an operation', '{ "Name": "x", "DataActions": ["getSecret|"], "AssignableScopes": [] }'],
    ['a role, all names', '{ "principalId": "x", "roleDefinitionName": "|" }'],
  ] as const;
  for (const [title, marked] of cases) {
    const document = new OpenDocument('file:///c.json', 'json', 1, marked.replace('|', ''));
    const position = document.positionAt(marked.indexOf('|'));
    const times = await repeat(WARM_UP + COUNTED, async () => void (await session.completion(document, position)));
    console.log(`  ${title.padEnd(26)} ${show(times.slice(WARM_UP))}   first ${(times[0] ?? 0).toFixed(1)}`);
  }
}

function lookUps(): void {
  const { operations } = loadCatalogue('server/data');
  const names = operationNames().map((name) => name.toLowerCase());
  const start = performance.now();
  let found = 0;
  for (const name of names) {
    found += operations.find(name) ? 1 : 0;
  }
  const each = ((performance.now() - start) / names.length) * 1000;
  console.log(
    `\nLooking up each of ${found.toLocaleString('en')} operations by name: ${each.toFixed(2)} µs each, reading the list included`,
  );
}

/** How long the extension's doorstep takes: what every window with a JSON file pays. */
function activation(): void {
  const script = `
    const Module = require('node:module'); const load = Module._load;
    const nothing = () => ({ dispose() {} });
    const vscode = { window: { createStatusBarItem: () => ({ show() {}, hide() {} }), onDidChangeActiveTextEditor: nothing, activeTextEditor: undefined },
      workspace: { registerTextDocumentContentProvider: nothing, onDidOpenTextDocument: nothing, onDidChangeTextDocument: nothing, textDocuments: [] },
      commands: { registerCommand: nothing }, StatusBarAlignment: {}, Uri: {} };
    Module._load = (name, ...rest) => name === 'vscode' ? vscode : load(name, ...rest);
    const start = process.hrtime.bigint();
    require('./dist/extension.js').activate({ subscriptions: [], extensionPath: process.cwd() });
    console.log(Number(process.hrtime.bigint() - start) / 1e6);`;
  const times = Array.from({ length: 15 }, () =>
    Number(spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' }).stdout),
  );
  console.log(
    `  activate(), loading included: ${show(times)} ms over 15 processes; dist/extension.js ${(readFileSync('dist/extension.js').length / 1024).toFixed(1)} kB`,
  );
}
