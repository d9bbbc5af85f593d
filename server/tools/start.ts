/** `npm start`: the findings of the sample workspace, then the workspace in VS Code with the extension loaded. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { serveEditor } from '../../test/editor/browser-editor.ts';
import { EditorUnavailable } from '../../test/editor/suite-run.ts';
import { buildAll } from './build.ts';

const WORKSPACE = 'test/workspace';

export async function main(toolArguments: readonly string[]): Promise<number> {
  const unknown = toolArguments.find((argument) => argument !== '--once');
  if (unknown !== undefined) {
    console.error(`npm start takes --once and nothing else, not "${unknown}".`);
    return 2;
  }
  console.log('Building …');
  await buildAll();
  console.log(`The findings in ${WORKSPACE}:\n`);
  const { status } = spawnSync(process.execPath, ['dist/cli.js', 'check', WORKSPACE, '--fail-on', 'never'], {
    stdio: 'inherit',
  });
  if (status !== 0 || toolArguments.includes('--once')) {
    return status ?? 1;
  }
  const code = findCode();
  return code ? openDesktop(code) : openBrowser();
}

/** The `code` on PATH. */
function findCode(): string | undefined {
  const names = process.platform === 'win32' ? ['code.cmd', 'code.exe'] : ['code'];
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '');
  return folders.flatMap((folder) => names.map((name) => path.join(folder, name))).find((file) => existsSync(file));
}

function openDesktop(code: string): Promise<number> {
  console.log(`\nOpening ${WORKSPACE} in VS Code; closing its window, or Ctrl-C here, ends this.`);
  const child = spawn(
    code,
    ['--new-window', '--wait', `--extensionDevelopmentPath=${process.cwd()}`, path.resolve(WORKSPACE)],
    {
      stdio: 'inherit',
      shell: process.platform === 'win32',
    },
  );
  return new Promise((resolve) => {
    child.on('error', (error) => {
      console.error(`VS Code did not start: ${error.message}`);
      resolve(2);
    });
    child.on('exit', (status) => resolve(status ?? 0));
  });
}

async function openBrowser(): Promise<number> {
  console.log('\nThere is no `code` on PATH, so VS Code is served to your browser.');
  try {
    await serveEditor({ extension: '.', workspace: WORKSPACE, report: (line) => console.log(line) });
    return 0;
  } catch (error) {
    if (error instanceof EditorUnavailable) {
      console.error(`VS Code cannot be had here: ${error.message}`);
      return 2;
    }
    throw error;
  }
}
