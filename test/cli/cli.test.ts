/** The command line as it is built: what it prints, what it changes, how it ends. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');
const CLI = path.join(ROOT, 'dist/cli.js');
const WORKSPACE = path.join(ROOT, 'test/workspace');

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'grantscope-cli-'));
  cpSync(WORKSPACE, path.join(folder, 'workspace'), { recursive: true });
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function run(line: readonly string[], input?: string | Buffer) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...line], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env.PATH },
    ...(input === undefined ? {} : { input }),
  });
  return { status, stdout, stderr };
}

function write(name: string, content: string | Buffer): void {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  writeFileSync(path.join(folder, name), content);
}

const ROLE =
  '{ "Name": "x", "Actions": ["Microsoft.KeyVault/vaults/read "], "AssignableScopes": ["/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"] }';

describe('check', () => {
  test('gives the JSON of the contract on the sample of the key vault guide', () => {
    const { status, stdout } = run(['check', 'workspace/roles/backup-keys-operator.json', '--format', 'json']);
    expect(status).toBe(0);
    const { version, findings, summary } = JSON.parse(stdout);
    expect(version).toBe(1);
    expect(findings[0]).toEqual({
      rule: 'azure/padded-operation',
      severity: 'warning',
      file: 'workspace/roles/backup-keys-operator.json',
      range: { start: { line: 7, column: 41 }, end: { line: 7, column: 42 } },
      message: expect.stringContaining('blank'),
      fixes: [
        {
          title: 'Remove the blank',
          edits: [{ range: { start: { line: 7, column: 41 }, end: { line: 7, column: 42 } }, newText: '' }],
        },
      ],
    });
    expect(summary).toEqual({ files: 1, error: 0, warning: 2, information: 0, hint: 0 });
  });

  test('prints the same for the same bytes, sorted by file, place and rule', () => {
    const first = run(['check', '--format', 'json']);
    expect(run(['check', '--format', 'json']).stdout).toBe(first.stdout);
    const keys = JSON.parse(first.stdout).findings.map(
      ({
        file,
        range: { start },
        rule,
      }: {
        file: string;
        range: { start: { line: number; column: number } };
        rule: string;
      }) => [file, String(start.line).padStart(6, '0'), String(start.column).padStart(6, '0'), rule].join(' '),
    );
    expect(keys).toEqual([...keys].sort());
    expect(keys.length).toBeGreaterThan(10);
  });

  test.each([
    [['check', 'workspace'], 1],
    [['check', 'workspace', '--fail-on', 'never'], 0],
    [['check', 'workspace/roles/vm-operator.json', '--fail-on', 'hint'], 0],
    [['check', 'workspace/roles/backup-keys-operator.json', '--fail-on', 'warning'], 1],
    [['check', 'workspace/assignments', '--fail-on', 'information'], 1],
    [['check', 'nowhere.json'], 2],
    [['check', '--format', 'xml'], 2],
    [['check', '--dry-run'], 2],
    [['check', '--config', 'nowhere.json'], 2],
    [['check', '--frobnicate'], 2],
    [['role', '--fix', 'Reader'], 2],
    [['frobnicate'], 2],
    [[], 2],
  ])('%j ends with %d', (line, expected) => {
    const { status, stderr } = run(line);
    expect(status).toBe(expected);
    if (expected === 2) {
      expect(stderr).toMatch(/^grantscope: [^\n]+\n$/);
    }
  });
});

describe('the forms of the output', () => {
  test('prints a line a finding in the compact format', () => {
    const { stdout } = run(['check', 'workspace/roles/backup-keys-operator.json', '--format', 'compact']);
    expect(stdout).toMatch(
      /^workspace\/roles\/backup-keys-operator\.json:7:41: warning: .* \[azure\/padded-operation\]\n/,
    );
    expect(stdout.trimEnd().split('\n')).toHaveLength(2);
  });

  test('shows the place in the pretty format, and no colours where nobody sees them', () => {
    const { stdout, stderr } = run(['check', 'workspace/roles/backup-keys-operator.json']);
    expect(stdout).toContain(
      '7 |     "Microsoft.KeyVault/vaults/keys/read ",\n    |                                         ^\n',
    );
    expect(stdout + stderr).not.toContain('\u001b');
    expect(stderr).toBe('1 file checked, 2 warnings\n');
  });

  test('speaks Japanese in a Japanese terminal', () => {
    const { stdout } = spawnSync(process.execPath, [CLI, 'check', 'workspace/roles/backup-keys-operator.json'], {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, LANG: 'ja_JP.UTF-8' },
    });
    expect(stdout).toMatch(/[\u3040-\u30ff]/);
  });
});

describe('which files are checked', () => {
  const files = (line: readonly string[] = []): string[] => {
    const { findings } = JSON.parse(run(['check', '--format', 'json', ...line]).stdout);
    return [...new Set<string>(findings.map(({ file }: { file: string }) => file))];
  };

  test('those that git does not ignore, in folders below as well', () => {
    rmSync(path.join(folder, 'workspace'), { recursive: true });
    write('a.json', ROLE);
    write('sub/b.json', ROLE);
    write('sub/keep/c.json', ROLE);
    write('node_modules/x/role.json', ROLE);
    write('.gitignore', 'sub/*\n!sub/keep\n');
    expect(files()).toEqual(['a.json', 'sub/keep/c.json']);
    expect(files(['sub/b.json'])).toEqual(['sub/b.json']);
  });

  test('those that the configuration does not ignore, with the severities that it gives', () => {
    rmSync(path.join(folder, 'workspace'), { recursive: true });
    write('a.json', ROLE);
    write('archive/b.json', ROLE);
    write('grantscope.json', '{ "rules": { "azure/padded-operation": "error" }, "ignore": ["archive"] }');
    expect(files()).toEqual(['a.json']);
    expect(run(['check', 'a.json']).status).toBe(1);
    write('other.json', '{ "rules": { "azure/padded-operation": "off" } }');
    expect(files(['--config', 'other.json'])).toEqual([]);
    write('grantscope.json', '{ "rules": { "azure/nothing": "error" } }');
    expect(run(['check'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('there is no rule "azure/nothing"'),
    });
  });
});

describe('fixing', () => {
  const role = (): string => readFileSync(path.join(folder, 'workspace/roles/storage-auditor.json'), 'utf8');

  test('makes the safe fixes and leaves the rest to people', () => {
    const { status } = run(['check', 'workspace/roles/storage-auditor.json', '--fix']);
    expect(status).toBe(0);
    expect(JSON.parse(role())).toMatchObject({
      DataActions: ['Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'],
      NotActions: [],
      AssignableScopes: [
        '/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b',
        '/subscriptions/0b9a8c7d-6e5f-4a3b-9c2d-1e0f9a8b7c6d',
      ],
    });
    expect(role()).toContain('storageAccount/listKeys');
    const once = role();
    run(['check', 'workspace/roles/storage-auditor.json', '--fix']);
    expect(role()).toBe(once);
  });

  test('shows what it would change and changes nothing in a dry run', () => {
    const before = role();
    const { stdout } = run(['check', 'workspace/roles/storage-auditor.json', '--fix', '--dry-run']);
    expect(role()).toBe(before);
    expect(stdout).toContain('-     "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read",');
  });

  test('keeps the encoding, the byte order mark and the line ends', () => {
    const text = `\uFEFF${ROLE.replaceAll(', "', ',\r\n"')}\r\n`;
    write('utf16.json', Buffer.from(text, 'utf16le'));
    write('utf8.json', text);
    expect(run(['check', 'utf16.json', 'utf8.json', '--fix']).status).toBe(0);
    const fixed = text.replace('read "', 'read"');
    expect(readFileSync(path.join(folder, 'utf16.json'))).toEqual(Buffer.from(fixed, 'utf16le'));
    expect(readFileSync(path.join(folder, 'utf8.json'), 'utf8')).toBe(fixed);
  });

  test('reads standard input and writes the fixed text to standard output', () => {
    const found = run(['check', '--stdin', '--stdin-filename', 'roles/x.json', '--format', 'compact'], ROLE);
    expect(found.stdout).toMatch(/^roles\/x\.json:1:\d+: warning/);
    const fixed = run(['check', '--stdin', '--fix'], ROLE);
    expect(fixed.stdout).toBe(ROLE.replace('read "', 'read"'));
    expect(fixed.status).toBe(0);
  });
});

describe('the other commands', () => {
  test('role finds by name, id, resource id and former name', () => {
    for (const asked of [
      'key vault reader',
      '21090545-7CA7-4776-B22C-E363652D74D2',
      '/providers/Microsoft.Authorization/roleDefinitions/21090545-7ca7-4776-b22c-e363652d74d2',
      'Key Vault Reader (preview)',
    ]) {
      const { status, stdout } = run(['role', asked, '--format', 'json']);
      expect(status).toBe(0);
      expect(JSON.parse(stdout).roles).toMatchObject([
        { name: 'Key Vault Reader', id: '21090545-7ca7-4776-b22c-e363652d74d2' },
      ]);
    }
    const reused = JSON.parse(run(['role', 'Advisor Recommendations Contributor', '--format', 'json']).stdout);
    expect(reused.roles).toHaveLength(2);
    const missed = run(['role', 'Key Vault Raeder']);
    expect(missed.status).toBe(1);
    expect(missed.stdout).toContain('Key Vault Reader');
  });

  test('rules lists them all, explain shows one', () => {
    const { rules } = JSON.parse(run(['rules', '--format', 'json']).stdout);
    expect(rules.length).toBeGreaterThan(30);
    expect(run(['explain', 'azure/padded-operation']).stdout).toMatch(/^# azure\/padded-operation\n/);
    expect(run(['explain', 'padded-operation']).stdout).toMatch(/^# azure\/padded-operation\n/);
    expect(run(['explain', 'azure/nothing']).status).toBe(2);
    expect(run(['--help']).stdout).toContain('usage: grantscope');
    expect(run(['--version']).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
