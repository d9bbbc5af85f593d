/** `npm test`: types, style, every test, and the extension inside a real VS Code. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { runSuiteAnywhere, summarise } from '../../test/editor/run-suite.ts';
import { hasPassed } from '../../test/editor/suite-run.ts';
import { buildAll } from './build.ts';

const SCRATCH = 'node_modules/.cache/grantscope/test';
const WORKSPACE = 'test/workspace';

interface Outcome {
  readonly passed: number;
  readonly failed: number;
}

/** One part of the tests, with what it is called in the output. */
interface Part {
  readonly title: string;
  run(): Outcome | Promise<Outcome>;
}

const PARTS: readonly Part[] = [
  { title: 'types', run: () => command(['node_modules/typescript/bin/tsc', '-p', '.']) },
  { title: 'style', run: () => command(['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings']) },
  { title: 'unit tests, rule examples, server, command line', run: unitTests },
  { title: 'in VS Code', run: () => editorSuite('suite.ts', true) },
  { title: 'in VS Code, in Restricted Mode', run: () => editorSuite('restricted-suite.ts', false) },
];

export async function main(toolArguments: readonly string[]): Promise<number> {
  if (toolArguments.length > 0) {
    console.error('npm test takes no arguments; a single test file runs with: npx vitest run FILE');
    return 2;
  }
  console.log('Building …');
  await buildAll();
  rmSync(SCRATCH, { recursive: true, force: true });
  mkdirSync(SCRATCH, { recursive: true });
  let passed = 0;
  let failed = 0;
  for (const { title, run } of PARTS) {
    console.log(`\n== ${title}`);
    const outcome = await run();
    passed += outcome.passed;
    failed += outcome.failed;
  }
  console.log(`\n${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

/** A check that passes or fails as a whole. */
function command(line: readonly string[]): Outcome {
  const { status } = spawnSync(process.execPath, line, { stdio: 'inherit' });
  return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

function unitTests(): Outcome {
  const report = path.join(SCRATCH, 'vitest.json');
  const line = [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ];
  const { status } = spawnSync(process.execPath, line, { stdio: 'inherit' });
  try {
    const { numPassedTests, numFailedTests }: { numPassedTests: number; numFailedTests: number } = JSON.parse(
      readFileSync(report, 'utf8'),
    );
    // A file that cannot be loaded has no tests that could fail.
    return { passed: numPassedTests, failed: status === 0 ? numFailedTests : Math.max(1, numFailedTests) };
  } catch {
    // No report: the tests never ran.
    return { passed: 0, failed: 1 };
  }
}

/** Runs a suite in whatever VS Code can be had. That none can be had is a failure: nobody has seen the extension work. */
async function editorSuite(file: string, trusted: boolean): Promise<Outcome> {
  const suite = path.join(SCRATCH, file.replace('.ts', '.cjs'));
  await build({
    entryPoints: [path.join('test/editor', file)],
    outfile: suite,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode'],
    logLevel: 'warning',
  });
  try {
    const result = await runSuiteAnywhere({
      extension: '.',
      suite,
      workspace: WORKSPACE,
      artifacts: path.join(SCRATCH, path.basename(suite, '.cjs')),
      root: '.',
      trusted,
      report: (line) => console.log(line),
    });
    if (!result) {
      console.error('The suite ran in no editor.');
      return { passed: 0, failed: 1 };
    }
    summarise(result).forEach((line) => {
      console.log(line);
    });
    return { passed: result.passed, failed: hasPassed(result) ? result.failed : Math.max(1, result.failed) };
  } catch (error) {
    console.error(`The run in the editor failed: ${error instanceof Error ? error.message : String(error)}`);
    return { passed: 0, failed: 1 };
  }
}
