/** Bundles everything to `dist/`: the extension, its client part, the server, the command line, and the catalogue. */
import { chmodSync, cpSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { configurationSchema, settingsSchema } from '../src/features/configuration-schema.ts';

const COMMON: BuildOptions = {
  bundle: true,
  minify: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  // jsonc-parser's UMD build requires its own files at run time, which a bundle has not.
  mainFields: ['module', 'main'],
  legalComments: 'none',
  logLevel: 'warning',
  outdir: 'dist',
  external: ['vscode'],
};

/** The bundles and where each begins. */
const ENTRIES = {
  extension: 'client/src/extension.ts',
  client: 'client/src/client.ts',
  'access-tests': 'client/src/access-tests.ts',
  server: 'server/src/main.ts',
  cli: 'server/src/cli.ts',
} as const;

/** What is imported only when needed is a bundle of its own, beside the one that needs it. */
const lazyBundles: Plugin = {
  name: 'lazy-bundles',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^\.\/.*\.ts$/ }, ({ kind, path: wanted, resolveDir }) => {
      const file = path.resolve(resolveDir, wanted);
      const bundle = Object.entries(ENTRIES).find(([, entry]) => path.resolve(entry) === file)?.[0];
      return kind === 'dynamic-import' && bundle ? { path: `./${bundle}.js`, external: true } : undefined;
    });
  },
};

export async function buildAll(): Promise<void> {
  rmSync('dist', { recursive: true, force: true });
  mkdirSync('dist');
  const banner = { js: '#!/usr/bin/env node' };
  const { cli, ...others } = ENTRIES;
  await build({ ...COMMON, entryPoints: others, plugins: [lazyBundles] });
  await build({ ...COMMON, entryPoints: { cli }, plugins: [lazyBundles], banner });
  chmodSync('dist/cli.js', 0o755);
  cpSync('server/data', 'dist/data', { recursive: true });
  writeFileSync('dist/grantscope.schema.json', JSON.stringify(configurationSchema()));
  writeFileSync('dist/settings.schema.json', JSON.stringify(settingsSchema()));
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
