/** The walls of the house: what may import what, and what may stand in no file. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '..');

interface SourceFile {
  /** Relative to the root, with `/`. */
  readonly name: string;
  readonly text: string;
  /** What it imports: files by their name here, packages by theirs. */
  readonly imports: readonly string[];
  /** Those of the imports that are for types only. */
  readonly typeImports: ReadonlySet<string>;
}

function sourceFiles(folder: string): SourceFile[] {
  const found = readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true });
  return found
    .filter(
      (entry) => entry.isFile() && /\.(ts|mts|mjs)$/.test(entry.name) && !entry.parentPath.includes('node_modules'),
    )
    .map((entry) => readSource(path.relative(ROOT, path.join(entry.parentPath, entry.name)).split(path.sep).join('/')));
}

function readSource(name: string): SourceFile {
  const text = readFileSync(path.join(ROOT, name), 'utf8');
  const imports: string[] = [];
  const typeImports = new Set<string>();
  for (const [, type, from = '', dynamic = ''] of text.matchAll(
    /^(?:import|export)( type)?[^;'"]*?from '([^']+)';|\bimport\('([^']+)'\)/gm,
  )) {
    const wanted = from || dynamic;
    const resolved = wanted.startsWith('.') ? path.posix.join(path.posix.dirname(name), wanted) : wanted;
    imports.push(resolved);
    if (type) {
      typeImports.add(resolved);
    }
  }
  return { name, text, imports, typeImports };
}

const server = sourceFiles('server/src');
const client = sourceFiles('client/src');
const everything = [...server, ...client, ...sourceFiles('server/tools'), ...sourceFiles('test')];

const COMMENT = /\/\*[\s\S]*?\*\/|\/\/[^\n]*/;
const TEXT = /'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|"(?:[^"\\\n]|\\.)*"/;
const EXPRESSION = /(?<=[(=,:[&|!?]\s*)\/(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/;
const IMPORT = /^(?:import|export)\b[^;()]*?\bfrom\b/;
const NOT_CODE = new RegExp([COMMENT, IMPORT, EXPRESSION, TEXT].map(({ source }) => source).join('|'), 'gm');

/** Source without comments, texts, regular expressions and the renames of imports: words in them count for nothing. */
function codeOf(text: string): string {
  return text.replace(NOT_CODE, "''");
}

function commentsOf(text: string): string {
  return (text.match(NOT_CODE) ?? []).filter((part) => /^\/[/*]/.test(part)).join('\n');
}

/** The layers, and what each may import beside itself. */
const LAYERS: Readonly<Record<string, readonly string[]>> = {
  syntax: [],
  access: [],
  catalogue: ['access'],
  readers: ['syntax', 'access'],
  rules: ['readers', 'syntax', 'access'],
  inventory: ['readers', 'syntax', 'access'],
  features: ['rules', 'readers', 'syntax', 'access', 'inventory', 'protocol.ts'],
  node: ['features', 'rules', 'readers', 'syntax'],
  cli: ['node', 'features', 'rules', 'readers', 'syntax', 'access', 'inventory'],
  'protocol.ts': [],
  'server.ts': ['features', 'access', 'protocol.ts'],
  'main.ts': ['server.ts', 'node', 'catalogue'],
  'cli.ts': ['cli', 'node', 'catalogue', 'main.ts'],
};

function layerOf(name: string): string | undefined {
  return /^server\/src\/([^/]+)/.exec(name)?.[1];
}

describe('imports', () => {
  test.each(server.map((file) => [file.name, file] as const))('%s keeps to its layer', (name, { imports }) => {
    const layer = layerOf(name) ?? '';
    const allowed = new Set([layer, ...(LAYERS[layer] ?? [])]);
    expect(LAYERS).toHaveProperty([layer]);
    expect(imports.filter((one) => one.startsWith('server/') && !allowed.has(layerOf(one) ?? ''))).toEqual([]);
  });

  /** Packages and who may import them; every other package is for everybody who needs it. */
  const PACKAGES: Readonly<Record<string, RegExp>> = {
    vscode: /^(client\/src\/|test\/editor\/)/,
    'vscode-languageclient/node': /^client\/src\/client\.ts$/,
    'vscode-languageserver': /^server\/src\/server\.ts$/,
    'vscode-languageserver/node': /^server\/src\/main\.ts$/,
    'jsonc-parser': /^server\/src\/(syntax\/json\/|features\/configuration\.ts)/,
  };

  test.each(Object.entries(PACKAGES))('%s is imported where it belongs', (name, places) => {
    expect(
      everything
        .filter(({ imports }) => imports.includes(name))
        .map((file) => file.name)
        .filter((file) => !places.test(file)),
    ).toEqual([]);
  });

  test('files, network, processes and the clock are for the edges', () => {
    const edges = /^server\/src\/(main\.ts|cli\.ts|cli\/|node\/|catalogue\/load-catalogue\.ts|server\.ts)/;
    const inner = server.filter(({ name }) => !edges.test(name));
    expect(
      inner.filter(({ imports }) => imports.some((one) => one.startsWith('node:'))).map(({ name }) => name),
    ).toEqual([]);
    const uses =
      /\b(?:process\.|Date\.now|new Date|setTimeout|setInterval|setImmediate|performance\.|fetch\(|require\(|Math\.random)/;
    expect(inner.filter(({ text }) => uses.test(codeOf(text))).map(({ name }) => name)).toEqual([]);
  });

  test('the client has no value from the server, only the types of the protocol', () => {
    const others = client.flatMap(({ name, imports, typeImports }) =>
      imports
        .filter((one) => one.startsWith('server/') && !(one === 'server/src/protocol.ts' && typeImports.has(one)))
        .map((one) => `${name} → ${one}`),
    );
    expect(others).toEqual([]);
  });

  test('features take shapes from the protocol, never code', () => {
    const others = server.filter(
      ({ imports, typeImports }) =>
        imports.includes('vscode-languageserver-types') && !typeImports.has('vscode-languageserver-types'),
    );
    expect(others.map(({ name }) => name)).toEqual([]);
  });
});

describe('rules', () => {
  const rules = server.filter(({ name, text }) => /^server\/src\/rules\//.test(name) && text.includes('defineRule({'));

  test.each(rules.map((file) => [file.name, file] as const))(
    '%s knows no other rule, no language and no editor',
    (name, { imports }) => {
      const others = new Set(rules.map((rule) => rule.name).filter((rule) => rule !== name));
      const foreign = imports.filter(
        (one) =>
          others.has(one) ||
          /syntax\/(json|language)/.test(one) ||
          one.startsWith('vscode') ||
          one.includes('features/'),
      );
      expect(foreign).toEqual([]);
    },
  );

  test('every rule stands in the table', () => {
    const table = server.find(({ name }) => name === 'server/src/rules/index.ts');
    expect(rules.map(({ name }) => name).filter((name) => !table?.imports.includes(name))).toEqual([]);
  });
});

describe('providers', () => {
  test('only folders and files that are named for a provider know one', () => {
    const named = /azure|databricks|aws|operation|role|scope|segment/;
    const tables =
      /(rules\/index|readers\/(model|parts|read-models)|features\/(completion\/complete|session|inlay-hints|symbols|hover|check-text))\.ts$/;
    const others = server.filter(
      ({ name, text }) => !named.test(name) && !tables.test(name) && /['"`](?:azure|databricks|aws)\//.test(text),
    );
    expect(others.map(({ name }) => name)).toEqual([]);
  });
});

describe('every file', () => {
  test.each(everything.map((file) => [file.name, file] as const))('%s is short, typed and finished', (_, { text }) => {
    expect(text.split('\n').length).toBeLessThanOrEqual(300);
    const code = codeOf(text);
    expect(code.match(/\bas (?!const\b)[A-Za-z{([]/g) ?? []).toEqual([]);
    expect(code.match(/: any\b|<any>|\bany\[\]/g) ?? []).toEqual([]);
    expect(code.match(/[\w)\]]!(?=[.;,)\]])/g) ?? []).toEqual([]);
    expect(commentsOf(text).match(/\b(?:TODO|FIXME|XXX|HACK)\b|@ts-(?:ignore|expect-error|nocheck)/g) ?? []).toEqual(
      [],
    );
  });

  test('of the product says at its top what it is for', () => {
    // A rule says it in its summary and why.
    const mute = [...server, ...client].filter(({ text }) => !text.startsWith('/**') && !text.includes('defineRule({'));
    expect(mute.map(({ name }) => name)).toEqual([]);
  });

  test('has a name in kebab case, and none that says nothing', () => {
    const names = everything.map(({ name }) => path.posix.basename(name).replace(/(\.test)?\.\w+$/, ''));
    expect(names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.config)?$/.test(name))).toEqual([]);
    expect(names.filter((name) => /^(utils?|helpers?|common|misc|manager)$/.test(name))).toEqual([]);
  });
});
