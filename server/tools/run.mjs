// Runs a tool of this folder: `node server/tools/run.mjs TOOL [argument…]`.
// It is plain JavaScript without dependencies because it is what a fresh clone starts with: it installs
// what package-lock.json asks for when node_modules does not have it, bundles the tool and runs it.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** The packages a lock file asks for: path → version. Packages for other platforms are optional and left out. */
function lockedPackages(file) {
  if (!existsSync(file)) {
    return undefined;
  }
  const { packages } = JSON.parse(readFileSync(file, 'utf8'));
  return Object.entries(packages).filter(([where, entry]) => where !== '' && !entry.optional && !entry.link);
}

function isInstalled() {
  const wanted = lockedPackages(path.join(root, 'package-lock.json')) ?? [];
  const present = new Map(lockedPackages(path.join(root, 'node_modules/.package-lock.json')) ?? []);
  return wanted.every(([where, entry]) => present.get(where)?.version === entry.version);
}

function install() {
  console.log('Installing dependencies (npm ci) …');
  const npm = process.env.npm_execpath;
  const [command, first] = npm ? [process.execPath, [npm]] : ['npm', []];
  const { status } = spawnSync(
    command,
    [...first, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd: root,
      stdio: 'inherit',
      shell: !npm && process.platform === 'win32',
    },
  );
  if (status !== 0) {
    console.error('The dependencies could not be installed: see the messages of npm above.');
    process.exit(2);
  }
}

async function bundle(tool) {
  const { build } = await import('esbuild');
  const outfile = path.join(root, 'node_modules/.cache/grantscope', `${tool}.mjs`);
  await build({
    entryPoints: [path.join(root, 'server/tools', `${tool}.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return outfile;
}

const [tool, ...toolArguments] = process.argv.slice(2);
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Grantscope needs Node 20.19 or newer to build; this is ${process.versions.node}.`);
  process.exit(2);
}
if (!tool || !existsSync(path.join(root, 'server/tools', `${tool}.ts`))) {
  console.error(`usage: node server/tools/run.mjs TOOL [argument…]; there is no tool "${tool ?? ''}".`);
  process.exit(2);
}
if (!isInstalled()) {
  install();
}
process.chdir(root);
const { main } = await import(pathToFileURL(await bundle(tool)).href);
process.exitCode = await main(toolArguments);
