/**
 * VS Code on the desktop: the one that VSCODE_PATH names, else the one that @vscode/test-electron downloads.
 *
 * test-electron finds and downloads it; the process is started here, because the package's own `runTests` can neither
 * open a folder in Restricted Mode, nor go through xvfb-run, nor end what hangs, nor keep the editor's output out of
 * the terminal.
 */
import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { channelVariable, openChannel } from './channel.ts';
import { findOnPath } from './chromium.ts';
import { describeEnding, type Ending, makeScratchFolder, messageOf, startProcess, within } from './owned.ts';
import { cleanEnvironment, copyWorkspace, writeSettings } from './profile.ts';
import { type SuiteRecord, startRecord } from './suite-record.ts';
import { defaultSuiteTimeout, EditorUnavailable, type SuiteOptions, type SuiteResult } from './suite-run.ts';

/** What the desktop editor is given beside `SuiteOptions`. */
export interface DesktopOptions {
  /** Folder whose node_modules has @vscode/test-electron; the download is kept in its `.vscode-test`. */
  readonly root: string;
}

/** Runs the suite; `EditorUnavailable`, within seconds where possible, when no desktop editor can be had or started. */
export async function runDesktopSuite(options: SuiteOptions & DesktopOptions): Promise<SuiteResult> {
  const display = findDisplay();
  const executable = await findDesktopEditor(options);
  const record = startRecord(options, false);
  const channel = await openChannel(record.handlers);
  const scratch = makeScratchFolder('desktop');
  try {
    const [command = executable, ...args] = [...display, executable, ...editorArguments(options, scratch.path)];
    const ending = await runEditor(command, args, channel.address, options, record);
    if (!record.started) {
      throw new EditorUnavailable(
        `the desktop editor ended with ${describeEnding(ending)} and never started the suite; see ${record.editorLog}`,
      );
    }
    return record.finish('desktop', ending.code ?? 1);
  } finally {
    channel.close();
    scratch.remove();
  }
}

/** The command to put in front of the editor's: none where there is a display, else xvfb-run. */
function findDisplay(): readonly string[] {
  if (process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY) {
    return [];
  }
  const [xvfb] = findOnPath(['xvfb-run']);
  if (xvfb === undefined) {
    throw new EditorUnavailable('there is no display and no xvfb-run');
  }
  return [xvfb, '--auto-servernum', '--server-args=-screen 0 1400x900x24'];
}

async function findDesktopEditor(options: SuiteOptions & DesktopOptions): Promise<string> {
  const named = process.env.VSCODE_PATH;
  if (named !== undefined && named !== '') {
    return findExecutable(named);
  }
  const { downloadAndUnzipVSCode } = loadTestElectron(options.root);
  const cachePath = join(resolve(options.root), '.vscode-test');
  const downloaded = existsSync(cachePath) && readdirSync(cachePath).some((name) => name.startsWith('vscode-'));
  if (!downloaded) {
    await checkDownload();
  }
  try {
    return await downloadAndUnzipVSCode({ version: 'stable', cachePath });
  } catch (error) {
    throw new EditorUnavailable(`VS Code cannot be downloaded: ${messageOf(error)}`);
  }
}

/**
 * test-electron gives up after 15 seconds without an answer and tries three times; whether there is any answer at all
 * is known sooner. Behind a proxy, which `fetch` of Node 20 does not use, it cannot be known.
 */
async function checkDownload(): Promise<void> {
  if (['https_proxy', 'HTTPS_PROXY'].some((name) => process.env[name])) {
    return;
  }
  try {
    await fetch('https://update.code.visualstudio.com/api/releases/stable', {
      method: 'HEAD',
      signal: AbortSignal.timeout(2000),
    });
  } catch (error) {
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
    throw new EditorUnavailable(`VS Code cannot be downloaded here (${messageOf(cause)})`);
  }
}

/** The part of @vscode/test-electron that is used here. */
interface TestElectron {
  downloadAndUnzipVSCode(options: { version: string; cachePath: string }): Promise<string>;
}

function loadTestElectron(root: string): TestElectron {
  let loaded: unknown;
  try {
    loaded = createRequire(join(resolve(root), 'package.json'))('@vscode/test-electron');
  } catch (error) {
    throw new EditorUnavailable(`@vscode/test-electron cannot be loaded: ${messageOf(error)}`);
  }
  if (!isTestElectron(loaded)) {
    throw new EditorUnavailable('@vscode/test-electron has no downloadAndUnzipVSCode');
  }
  return loaded;
}

function isTestElectron(module: unknown): module is TestElectron {
  return (
    typeof module === 'object' &&
    module !== null &&
    'downloadAndUnzipVSCode' in module &&
    typeof module.downloadAndUnzipVSCode === 'function'
  );
}

/**
 * The editor itself for what a person would name: an installation's folder, its command line script (which starts the
 * editor and ends at once, so that nothing could be learnt from it) or the editor.
 */
export function findExecutable(named: string): string {
  if (!existsSync(named)) {
    throw new EditorUnavailable(`VSCODE_PATH names ${named}, which does not exist`);
  }
  const path = realpathSync(named);
  const folder = statSync(path).isDirectory() ? path : dirname(path);
  const candidates =
    folder === path
      ? ['code', 'code-insiders', 'codium', 'Code.exe', 'Contents/MacOS/Code', 'Contents/MacOS/Electron'].map((name) =>
          join(path, name),
        )
      : basename(folder) === 'bin'
        ? [basename(path, '.cmd'), 'Code.exe', '../../MacOS/Code', '../../MacOS/Electron'].map((name) =>
            join(dirname(folder), name),
          )
        : [];
  const executable = candidates.find((candidate) => existsSync(candidate) && statSync(candidate).isFile());
  if (executable === undefined && folder === path) {
    throw new EditorUnavailable(`VSCODE_PATH names ${named}, a folder without an editor`);
  }
  return executable ?? path;
}

function editorArguments(options: SuiteOptions, scratch: string): string[] {
  writeSettings(join(scratch, 'data', 'User'), options.settings);
  return [
    // As test-electron does: containers, root and virtual displays offer neither sandbox nor GPU.
    '--no-sandbox',
    '--disable-gpu',
    '--disable-gpu-sandbox',
    '--disable-updates',
    '--disable-telemetry',
    '--skip-welcome',
    '--skip-release-notes',
    ...(options.trusted === false ? [] : ['--disable-workspace-trust']),
    `--user-data-dir=${join(scratch, 'data')}`,
    `--extensions-dir=${join(scratch, 'extensions')}`,
    `--extensionDevelopmentPath=${resolve(options.extension)}`,
    `--extensionTestsPath=${resolve(options.suite)}`,
    copyWorkspace(options.workspace, scratch),
  ];
}

async function runEditor(
  command: string,
  args: readonly string[],
  channel: string,
  options: SuiteOptions,
  record: SuiteRecord,
): Promise<Ending> {
  const editor = startProcess(command, args, { env: { ...cleanEnvironment(), [channelVariable]: channel } });
  editor.onLine(record.note);
  const limit = options.timeout ?? defaultSuiteTimeout;
  try {
    return await within(editor.ended, limit, () => new Error(`the suite did not end within ${limit} ms`));
  } catch (error) {
    throw record.started ? error : new EditorUnavailable(`${command} never started the suite: ${messageOf(error)}`);
  } finally {
    editor.stop();
  }
}
