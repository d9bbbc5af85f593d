/** `test` as it is built, and what `check` says of the same files. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { inFolder } from './in-folder.ts';

const { run, write } = inFolder();
const WORKSPACE = path.resolve(import.meta.dirname, '../workspace');
const CLI = path.resolve(import.meta.dirname, '../../dist/cli.js');

const INVENTORY = `databricks:
  admins: [root@contoso.com]
  scopes:
    app:
      backend: DATABRICKS
      keys: [db-password]
      acls: { analysts: READ }
    jobs: { backend: DATABRICKS, keys: [], acls: { robots: WRITE } }
groups:
  analysts: [alice@contoso.com]
`;

function tests(...items: readonly string[]): string {
  return `inventory: ./facts\ntests:\n${items.map((one) => `  - ${one}\n`).join('')}`;
}

const JOBS = 'databricks:/secrets/jobs';
const one = (who: string, expected: string, operation: string, on = 'databricks:/secrets/app'): string =>
  `{ principal: ${who}, ${expected}: [${operation}], on: "${on}" }`;

function runJson(...line: readonly string[]) {
  const { status, stdout } = run(['test', ...line, '--format', 'json']);
  return { status, answer: JSON.parse(stdout) };
}

beforeEach(() => {
  write('facts/team.inventory.yaml', INVENTORY);
});

test('the sample workspace passes', () => {
  const { status, stdout } = spawnSync(process.execPath, [CLI, 'test'], { cwd: WORKSPACE, encoding: 'utf8' });
  expect([status, stdout.trimEnd().split('\n').at(-1)]).toEqual([0, '11 tests: 11 passed, 0 failed']);
});

describe('in JSON', () => {
  test('says of each expectation what is so, with reasons at their lines', () => {
    write('app.access.yaml', tests(one('alice@contoso.com', 'allowed', 'secrets/get, secrets/put')));
    const { status, answer } = runJson();
    expect(status).toBe(1);
    expect(answer).toEqual({
      version: 1,
      tests: [
        {
          file: 'app.access.yaml',
          line: 3,
          name: 'alice@contoso.com on databricks:/secrets/app',
          principal: 'alice@contoso.com',
          resource: 'databricks:/secrets/app',
          passed: false,
          expectations: [
            expect.objectContaining({
              operation: 'secrets/get',
              expected: 'allowed',
              decision: 'allowed',
              passed: true,
            }),
            {
              operation: 'secrets/put',
              expected: 'allowed',
              decision: 'denied',
              passed: false,
              line: 3,
              message: 'alice@contoso.com is denied this and should be allowed.',
              reasons: expect.arrayContaining([
                expect.objectContaining({ file: 'facts/team.inventory.yaml', line: 7 }),
              ]),
              unknowns: [],
            },
          ],
        },
      ],
      problems: [],
      summary: { files: 1, tests: 1, passed: 0, failed: 1 },
    });
  });
});

describe('an expectation that cannot be judged fails:', () => {
  test('an undetermined answer and names what is missing', () => {
    write('app.access.yaml', tests(one('bob@contoso.com', 'denied', 'secrets/put', JOBS)));
    const { status, answer } = runJson();
    expect(status).toBe(1);
    expect(answer.tests[0].expectations[0]).toMatchObject({
      decision: 'undetermined',
      passed: false,
      message: 'Whether bob@contoso.com is denied this cannot be told, and it should be.',
      unknowns: ['The members of the group robots are not all known.'],
    });
  });

  test('an unknown operation is no answer', () => {
    write('app.access.yaml', tests(one('alice@contoso.com', 'denied', 'secrets/gett')));
    expect(runJson().answer.tests[0].expectations[0]).toMatchObject({
      decision: null,
      passed: false,
      message: 'No operation is called "secrets/gett". Did you mean secrets/get?',
    });
  });

  test('what is wrong with the file fails it, whatever its tests say', () => {
    write(
      'app.access.yaml',
      tests(`{ principle: x, principal: alice@contoso.com, allowed: [secrets/get], on: "databricks:/secrets/app" }`),
    );
    const { status, answer } = runJson();
    expect([status, answer.summary.failed]).toEqual([1, 0]);
    expect(answer.problems).toEqual([
      expect.objectContaining({ file: 'app.access.yaml', line: 3, rule: 'grantscope/invalid-access-test' }),
    ]);
  });
});

describe('in words', () => {
  test('marks what holds and what does not, with the reasons', () => {
    write(
      'app.access.yaml',
      tests(one('alice@contoso.com', 'allowed', 'secrets/get'), one('alice@contoso.com', 'denied', 'secrets/list')),
    );
    const { status, stdout } = run(['test', 'app.access.yaml']);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^app\.access\.yaml\n {2}✓ alice@contoso\.com on \S+\n {2}✗ alice@contoso\.com on \S+\n/);
    expect(stdout).toContain('    secrets/list  app.access.yaml:4\n');
    expect(stdout).toContain('      alice@contoso.com is allowed this and should not be.\n');
    expect(stdout).toContain('is a member of the group analysts.  facts/team.inventory.yaml:10\n');
    expect(stdout.endsWith('2 tests: 1 passed, 1 failed\n')).toBe(true);
  });

  test('control characters of a file do not reach the terminal', () => {
    write(
      'app.access.yaml',
      tests(`{ name: "a\\u001b[31mb", principal: x, allowed: [secrets/get], on: "databricks:/secrets/app" }`),
    );
    expect(run(['test']).stdout).not.toContain('\u001b');
  });
});

describe('the facts', () => {
  const asked = one('alice@contoso.com', 'allowed', 'secrets/get');

  test('stand where the file says, relative to it', () => {
    write('deep/er/app.access.yaml', tests(asked).replace('./facts', '../../facts'));
    expect(run(['test', 'deep']).status).toBe(0);
  });

  test('or where the option says, whatever the file says', () => {
    write('app.access.yaml', tests(asked).replace('./facts', './nowhere'));
    const { status, stderr } = run(['test']);
    expect([status, stderr]).toEqual([2, expect.stringContaining('inventory "./nowhere" of "app.access.yaml"')]);
    expect(run(['test', '--inventory', 'facts']).status).toBe(0);
  });

  test('are those below this folder otherwise', () => {
    write('app.access.yaml', tests(asked).replace('inventory: ./facts\n', ''));
    expect(run(['test']).status).toBe(0);
  });

  test('of no file are no ground to pass a denial', () => {
    const scope = '/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b';
    write('app.access.yaml', tests(one('alice@contoso.com', 'denied', 'Microsoft.KeyVault/vaults/read', scope)));
    expect(runJson().answer.tests[0].expectations[0]).toMatchObject({ decision: 'undetermined', passed: false });
  });
});

describe('what cannot be run ends with 2 and one line', () => {
  test.each([
    ['no tests', ['test', 'facts'], 'there are no access tests under facts'],
    ['another file', ['test', 'facts/team.inventory.yaml'], 'has no access tests'],
    ['no such path', ['test', 'nowhere'], 'there is no file or folder "nowhere"'],
    ['a foreign option', ['test', '--fix'], 'test takes no --fix'],
  ])('%s', (_, line, words) => {
    const { status, stdout, stderr } = run(line);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(words);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  test('a test file that is empty is not passed over', () => {
    write('app.access.yaml', '');
    expect(run(['test']).status).toBe(2);
  });
});

describe('check', () => {
  const findings = (...line: readonly string[]) =>
    JSON.parse(run(['check', '--format', 'json', ...line]).stdout).findings.map(
      ({ rule, range, message }: { rule: string; range: { start: { line: number } }; message: string }) =>
        `${range.start.line} ${rule} ${message}`,
    );

  test('flags what does not hold, with the reasons, and is silent on what is not known', () => {
    write(
      'app.access.yaml',
      tests(one('alice@contoso.com', 'denied', 'secrets/get'), one('bob@contoso.com', 'denied', 'secrets/put', JOBS)),
    );
    expect(findings()).toEqual([
      expect.stringMatching(
        /^3 grantscope\/access-test alice@contoso\.com is allowed this and should not be\. Why: alice@contoso\.com is a member of the group analysts\. /,
      ),
    ]);
  });

  test('asks the inventory that the file names, and no other', () => {
    write('other/team.inventory.yaml', INVENTORY.replace('analysts: READ', 'analysts: MANAGE'));
    write('app.access.yaml', tests(one('alice@contoso.com', 'denied', 'secrets/put')));
    expect(findings()).toEqual([]);
    write('app.access.yaml', tests(one('alice@contoso.com', 'denied', 'secrets/put')).replace('facts', 'other'));
    expect(findings()).toHaveLength(1);
  });

  test('says the same as test of the sample, when an assignment goes', () => {
    const sample = (name: string) => readFileSync(path.join(WORKSPACE, 'access', name), 'utf8');
    const assignments: readonly { readonly name: string }[] = JSON.parse(sample('assignments.json'));
    const left = assignments.filter(({ name }) => name !== '4ea08c26-3b7d-4f91-9c5e-d902f6b83e74');
    for (const name of ['custom-roles.json', 'vault.json', 'vault-with-policies.json', 'deny.json']) {
      write(`access/${name}`, sample(name));
    }
    write('access/access.inventory.yaml', sample('access.inventory.yaml'));
    write('access/vault.access.yaml', sample('vault.access.yaml'));
    write('access/assignments.json', left);
    expect(findings('access')).toEqual([
      expect.stringMatching(/^6 grantscope\/access-test mika\.sato@contoso\.com is denied/),
    ]);
    expect(runJson('access').answer.summary).toMatchObject({ passed: 8, failed: 1 });
  });
});
