/** The command line as it is built, in a folder of its own for each test. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach } from 'vitest';

const CLI = path.resolve(import.meta.dirname, '../../dist/cli.js');

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface InFolder {
  run(line: readonly string[]): Ended;
  /** @param content text, or what is written as JSON */
  write(name: string, content: unknown): void;
  /** Where the test runs. */
  folder(): string;
}

export function inFolder(): InFolder {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'grantscope-cli-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    folder: () => folder,
    run: (line) => {
      const env = { PATH: process.env.PATH };
      return spawnSync(process.execPath, [CLI, ...line], { cwd: folder, encoding: 'utf8', env });
    },
    write: (name, content) => {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
    },
  };
}

/** A custom role as the command lines take it. */
export const OURS = {
  Name: 'Secret reader of the shop',
  Description: 'Ours',
  Actions: [],
  DataActions: ['Microsoft.KeyVault/vaults/secrets/getSecret/action'],
  AssignableScopes: ['/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b'],
};
