/** The generator of the catalogue, on what the vendor's tools export. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { parseOperation } from '../../server/src/access/azure/operation-pattern.ts';
import { decodeLines, encodeLines } from '../../server/src/catalogue/front-coding.ts';
import { loadCatalogue } from '../../server/src/catalogue/load-catalogue.ts';
import { main } from '../../server/tools/update-catalogue.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'grantscope-catalogue-'));
  vi.spyOn(console, 'log').mockImplementation(() => {});
  vi.spyOn(console, 'error').mockImplementation(() => {});
});

afterEach(() => {
  rmSync(folder, { recursive: true });
  vi.restoreAllMocks();
});

function file(name: string, content: unknown): string {
  const full = path.join(folder, name);
  writeFileSync(full, typeof content === 'string' ? content : JSON.stringify(content));
  return full;
}

const update = (date: string, ...more: readonly string[]): number =>
  main(['--into', folder, '--source', 'a test', '--date', date, ...more]);

/** As `az provider operation list` prints it. */
const exported = (...names: readonly (readonly [string, boolean])[]) => [
  {
    name: 'Microsoft.Test',
    operations: [{ name: 'Microsoft.Test/register/action', isDataAction: false }],
    resourceTypes: [
      {
        name: 'things',
        operations: names.map(([name, isDataAction]) => ({ name, isDataAction, description: 'not ours to keep' })),
      },
    ],
  },
];

/** As `az role definition list` prints it. */
const role = (id: string, roleName: string, roleType = 'BuiltInRole') => ({
  assignableScopes: ['/'],
  description: 'not ours to keep',
  id: `/providers/Microsoft.Authorization/roleDefinitions/${id}`,
  name: id,
  permissions: [
    {
      actions: ['*/read', 'Microsoft.Test/things/write'],
      notActions: [],
      dataActions: ['Microsoft.Test/things/open/action'],
      notDataActions: [],
      condition: 'a\n"b"',
      conditionVersion: '2.0',
    },
  ],
  roleName,
  roleType,
  type: 'Microsoft.Authorization/roleDefinitions',
});

const ONE = '11111111-0000-4000-8000-000000000001';
const TWO = '11111111-0000-4000-8000-000000000002';

describe('what the vendor exports', () => {
  test('becomes a catalogue without its descriptions', () => {
    const operations = file(
      'operations.json',
      exported(['Microsoft.Test/things/read', false], ['Microsoft.Test/things/open/action', true]),
    );
    const roles = file('roles.json', { value: [role(ONE, 'Thing Reader'), role(TWO, 'Our own', 'CustomRole')] });
    expect(update('2026-01-01', '--operations', operations, '--roles', roles)).toBe(0);
    const facts = loadCatalogue(folder);
    expect(facts.operations.date).toBe('2026-01-01');
    expect(facts.operations.count(parseOperation('Microsoft.Test/*'))).toEqual({ control: 2, data: 1, unverified: 0 });
    expect(facts.roles.all().map(({ name }) => name)).toEqual(['Thing Reader']);
    expect(facts.roles.byId(ONE)?.permissions[0]).toMatchObject({
      actions: ['*/read', 'Microsoft.Test/things/write'],
      condition: 'a\n"b"',
      conditionVersion: '2.0',
    });
    expect(readFileSync(path.join(folder, 'azure-roles.txt'), 'utf8')).not.toContain('not ours');
  });

  test('later is held against what was there before', () => {
    const first = file(
      '1.json',
      exported(['Microsoft.Test/things/read', false], ['Microsoft.Test/things/gone', false]),
    );
    const second = file('2.json', exported(['Microsoft.Test/things/read', false]));
    const rolesBefore = file('r1.json', [role(ONE, 'Old Name'), role(TWO, 'Leaving')]);
    const rolesAfter = file('r2.json', [role(ONE, 'New Name')]);
    expect(update('2026-01-01', '--operations', first, '--roles', rolesBefore)).toBe(0);
    expect(update('2026-02-02', '--operations', second, '--roles', rolesAfter)).toBe(0);
    const { operations, roles } = loadCatalogue(folder);
    expect(operations.retired(parseOperation('Microsoft.Test/things/gone'))).toMatchObject({ lastSeen: '2026-01-01' });
    expect(roles.byFormerName('old name')).toEqual([{ id: ONE, from: 'Old Name', to: 'New Name', date: '2026-02-02' }]);
    expect(roles.unlisted(TWO)).toEqual({ id: TWO, name: 'Leaving' });
    // What comes back is not retired any more.
    expect(update('2026-03-03', '--operations', first)).toBe(0);
    expect(loadCatalogue(folder).operations.retired(parseOperation('Microsoft.Test/things/gone'))).toBeUndefined();
  });
});

describe('other forms', () => {
  test('is also read as PowerShell exports it', () => {
    const operations = file('o.json', [
      { Operation: 'Microsoft.Test/things/read', IsDataAction: false },
      { Operation: 'Microsoft.Test/things/open/action', IsDataAction: true },
    ]);
    const roles = file('r.json', [
      {
        Name: 'Thing Reader',
        Id: ONE,
        IsCustom: false,
        Actions: ['*/read'],
        NotActions: [],
        DataActions: [],
        NotDataActions: [],
      },
    ]);
    expect(update('2026-01-01', '--operations', operations, '--roles', roles)).toBe(0);
    expect(loadCatalogue(folder).roles.byId(ONE)?.permissions[0]?.actions).toEqual(['*/read']);
    expect(loadCatalogue(folder).operations.count(parseOperation('*')).data).toBe(1);
  });

  test.each([
    ['no JSON', '[{'],
    ['an unknown shape', [{ foo: 1 }]],
    ['an empty list', []],
    ['an operation without a slash', [{ Operation: 'Nothing', IsDataAction: false }]],
    ['a plane that is none', 'Microsoft.Test/things/read\tX\n'],
    ['a row with too few columns', 'Microsoft.Test/things/read\n'],
  ])('stops the generator where it has %s', (_, content) => {
    expect(update('2026-01-01', '--operations', file('x.json', content))).toBe(2);
  });

  test('needs a date and a source', () => {
    expect(main([])).toBe(2);
    expect(update('yesterday')).toBe(2);
  });
});

test('front coding gives back what it was given', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc
          .string()
          .map((line) => line.replaceAll('\n', ''))
          .filter((line) => line !== ''),
      ),
      (lines) => {
        expect(decodeLines(encodeLines(lines))).toEqual(lines);
      },
    ),
  );
});
