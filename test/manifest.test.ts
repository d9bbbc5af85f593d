/** The manifest of the extension: what it promises is there, and it promises only what is. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ACCESS_TEST_FILES, isMarked, LANGUAGES } from '../client/src/documents.ts';
import { CONFIGURATION_FILE } from '../server/src/features/configuration.ts';
import { configurationSchema } from '../server/src/features/configuration-schema.ts';
import { EDITOR_LANGUAGES } from '../server/src/features/languages.ts';
import { RULES } from '../server/src/rules/index.ts';
import { SEVERITIES } from '../server/src/rules/rule.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const read = (name: string): string => readFileSync(path.join(ROOT, name), 'utf8');
const LOCK_FILES = ['package-lock.json', 'test/editor/package-lock.json'];
const manifest = JSON.parse(read('package.json'));
const client = readdirSync(path.join(ROOT, 'client/src'))
  .map((name) => read(`client/src/${name}`))
  .join('\n');

describe('activation', () => {
  test('is by language, and by access tests for the Test Explorer, never at start-up', () => {
    const byLanguage = EDITOR_LANGUAGES.map((language) => `onLanguage:${language}`);
    expect(manifest.activationEvents.sort()).toEqual([...byLanguage, `workspaceContains:${ACCESS_TEST_FILES}`].sort());
  });

  test('is for the languages that the server reads', () => {
    expect([...LANGUAGES].sort()).toEqual([...EDITOR_LANGUAGES].sort());
  });

  // What activates is the doorstep alone, a file of a few kilobytes; the client and the server are loaded by the text of a
  // document. A README is opened everywhere, and next to none shows what is read here.
  test.each([
    ['markdown', '# Databricks\n\nNotebooks with spark.sql and secrets/ in them.', false],
    ['markdown', '# Roles\n\nWho has the right runs az role assignment create.', false],
    ['markdown', '```python\nspark.read.table("a")\n```', false],
    ['markdown', '```azurecli\naz role assignment create --role Reader\n```', true],
    ['markdown', '~~~json\n{ "Actions": [] }\n~~~', true],
    ['markdown', '', false],
    ['json', '', true],
    ['python', 'spark.read', true],
    ['yaml', 'tests:\n  - principal: a@contoso.com\n', true],
    ['yaml', 'tests:\n  - it: runs\n', false],
    ['json', '{ "Version": "2012-10-17", "Statement": [] }', true],
    ['json', '{ "name": "x", "version": "1.0.0", "description": "A statement" }', false],
    ['terraform', 'data "aws_iam_policy_document" "trust" {}', true],
    ['terraform', 'resource "aws_instance" "web" {}', false],
    ['yaml', 'AssumeRolePolicyDocument:\n', true],
  ])('starts the server for %s only where there is something to read: %j', (language, text, expected) => {
    expect(isMarked(language, text)).toBe(expected);
  });

  test('loads nothing at the doorstep but the editor and the tests of a document', () => {
    const imports = [...read('client/src/extension.ts').matchAll(/^import (?!type).*from '([^']+)'/gm)].map(
      ([, name]) => name,
    );
    expect(imports).toEqual(['vscode', './documents.ts']);
  });

  test('works in folders that nobody trusts', () => {
    expect(manifest.capabilities.untrustedWorkspaces.supported).toBe(true);
  });
});

describe('contributions', () => {
  test('every command is registered by the client, and has a title', () => {
    const nls = JSON.parse(read('package.nls.json'));
    for (const { command, title } of manifest.contributes.commands) {
      expect(command).toMatch(/^grantscope\./);
      expect(client).toContain(`'${command}'`);
      expect(nls[title.slice(1, -1)]).toBeTypeOf('string');
    }
  });

  test('the view of scopes stands in its container, and menus and empty views name commands that are there', () => {
    const { views, viewsContainers, viewsWelcome, menus, commands, configurationDefaults } = manifest.contributes;
    expect(viewsContainers.activitybar.map(({ id }: { id: string }) => id)).toEqual(Object.keys(views));
    expect(views.grantscope.map(({ id }: { id: string }) => id)).toEqual(['grantscope.scopes']);
    const known = new Set(commands.map(({ command }: { command: string }) => command));
    const inMenus = Object.values<{ command: string }[]>(menus).flatMap((items) => items.map(({ command }) => command));
    const nls = read('package.nls.json');
    const inTexts = [...nls.matchAll(/\(command:([\w.]+)/g)].map(([, command]) => command);
    expect(inTexts.length).toBeGreaterThan(0);
    expect([...inMenus, ...inTexts].filter((command) => !known.has(command))).toEqual([]);
    expect(viewsWelcome.every(({ view }: { view: string }) => view === 'grantscope.scopes')).toBe(true);
    expect(configurationDefaults['workbench.editorAssociations']).toHaveProperty(['{grantscope-answer}:/**/*.md']);
  });

  test('every setting has a name of ours, a scope and a description', () => {
    for (const [name, setting] of Object.entries<Record<string, unknown>>(
      manifest.contributes.configuration.properties,
    )) {
      expect(name).toMatch(/^grantscope\./);
      expect(setting).toHaveProperty('scope');
      expect(setting).toHaveProperty('default');
      expect(setting.description ?? setting.markdownDescription).toMatch(/^%.*%$/);
    }
  });

  test('the setting of severities takes every rule and every severity, and nothing else', () => {
    const { patternProperties, additionalProperties } =
      manifest.contributes.configuration.properties['grantscope.rules'];
    expect(additionalProperties).toBe(false);
    for (const [pattern, { enum: levels }] of Object.entries<{ enum: string[] }>(patternProperties)) {
      expect(RULES.filter(({ id }) => !new RegExp(pattern).test(id))).toEqual([]);
      expect([...levels].sort()).toEqual(['off', ...SEVERITIES].sort());
    }
    expect(Object.keys(patternProperties)).toHaveLength(1);
  });

  test('the schema of the configuration file is for that file', () => {
    const [validation] = manifest.contributes.jsonValidation;
    expect(validation.fileMatch).toBe(CONFIGURATION_FILE);
    expect(JSON.stringify(configurationSchema())).toContain('azure/padded-operation');
  });

  test('every text of the manifest is there in every language', () => {
    const used = [...read('package.json').matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key);
    const files = readdirSync(ROOT).filter((name) => /^package\.nls(\.\w+)?\.json$/.test(name));
    expect(files).toContain('package.nls.ja.json');
    for (const file of files) {
      expect(Object.keys(JSON.parse(read(file))).sort()).toEqual([...new Set(used)].sort());
    }
  });
});

describe('the package', () => {
  test('has the files of every language and grammar', () => {
    const { languages, grammars } = manifest.contributes;
    const files = [
      ...languages.flatMap(({ configuration }: { configuration?: string }) => configuration ?? []),
      ...grammars.map(({ path: file }: { path: string }) => file),
    ];
    expect(files.filter((file) => !existsSync(path.join(ROOT, file)))).toEqual([]);
    expect(files.every((file) => file.startsWith('./syntaxes/'))).toBe(true);
    expect(read('.vscodeignore')).toContain('!syntaxes/**');
  });

  test('names files that are there or are built', () => {
    expect(existsSync(path.join(ROOT, manifest.icon))).toBe(true);
    expect(existsSync(path.join(ROOT, manifest.l10n))).toBe(true);
    expect([manifest.main, manifest.bin.grantscope]).toEqual(['./dist/extension.js', './dist/cli.js']);
  });

  test('pins every dependency', () => {
    const versions = Object.values({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(versions.filter((version) => !/^\d+\.\d+\.\d+$/.test(String(version)))).toEqual([]);
  });

  test('brings only permissive licences', () => {
    const { packages } = JSON.parse(read('package-lock.json'));
    const licences = new Set(
      Object.entries<{ dev?: boolean; license?: string }>(packages).flatMap(([name, { dev, license }]) =>
        name === '' || dev ? [] : [license],
      ),
    );
    expect(
      [...licences].filter(
        (licence) => !/^(MIT|ISC|Apache-2\.0|BSD-[23]-Clause|BlueOak-1\.0\.0|0BSD)$/.test(String(licence)),
      ),
    ).toEqual([]);
  });

  test.each(LOCK_FILES)('%s names no registry', (file) => {
    expect(read(file)).not.toMatch(/"resolved"/);
  });

  // An npm that finds no package of another platform leaves it out of the lock file, and `npm ci` then refuses the file.
  test.each(LOCK_FILES)('%s has what every platform needs', (file) => {
    const packages: Record<string, { optionalDependencies?: Record<string, string> }> = JSON.parse(read(file)).packages;
    const named = Object.values(packages).flatMap(({ optionalDependencies = {} }) => Object.keys(optionalDependencies));
    expect(named.filter((name) => !(`node_modules/${name}` in packages))).toEqual([]);
  });
});

describe('the rules', () => {
  test.each(RULES.map((rule) => [rule.id, rule] as const))(
    '%s is documented',
    (id, { summary, why, sources, examples }) => {
      expect(id).toMatch(/^(azure|databricks|aws|grantscope)\/[a-z]+(-[a-z]+)*$/);
      expect(summary).toMatch(/^[A-Z].*\.$/);
      expect(summary.length).toBeLessThan(120);
      expect(why.length).toBeGreaterThan(60);
      expect(sources.every((source) => /^https:\/\/\S+$/.test(source))).toBe(true);
      expect(examples.some(({ flagged }) => flagged !== undefined)).toBe(true);
      expect(examples.some(({ clean }) => clean !== undefined)).toBe(true);
    },
  );

  test('have ids that are used once', () => {
    expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
  });
});
