/** Bundles everything to `dist/`: the extension, its client part, the server, the command line, and the catalogue. */
import { chmodSync, cpSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { type BuildOptions, build } from 'esbuild';

const COMMON: BuildOptions = {
  bundle: true,
  minify: true,
  // Stack traces in reports should name our functions.
  keepNames: false,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  // jsonc-parser's UMD build requires its own files at run time, which a bundle has not.
  mainFields: ['module', 'main'],
  legalComments: 'none',
  logLevel: 'warning',
  outdir: 'dist',
  external: ['vscode', './client.js', './server.js'],
};

/** The bundles and where each begins. */
const ENTRIES: Readonly<Record<string, string>> = {
  extension: 'client/src/extension.ts',
  client: 'client/src/client.ts',
  server: 'server/src/main.ts',
  cli: 'server/src/cli.ts',
};

export async function buildAll(): Promise<void> {
  rmSync('dist', { recursive: true, force: true });
  mkdirSync('dist');
  await build({ ...COMMON, entryPoints: ENTRIES });
  chmodSync('dist/cli.js', 0o755);
  cpSync('server/data', 'dist/data', { recursive: true });
}

export async function main(): Promise<number> {
  const started = Date.now();
  await buildAll();
  const sizes = readdirSync('dist')
    .filter((name) => name.endsWith('.js'))
    .map((name) => `${name} ${Math.round(statSync(path.join('dist', name)).size / 1024)} kB`);
  console.log(`Built dist/ in ${Date.now() - started} ms: ${sizes.join(', ')}`);
  return 0;
}
