/**
 * Runs the integration suite in a real VS Code and exits with 0 only when its tests ran and passed.
 *
 *     node run.mjs --extension . --suite out/suite.cjs --workspace test/workspace --artifacts out/editor
 *
 * The desktop editor is tried first, then the one in the browser. That no editor could be had is a failure: a suite
 * that nobody ran proves nothing.
 */
import { parseArgs } from 'node:util';
import { messageOf } from './owned.ts';
import { type RunOptions, runSuiteAnywhere, summarise } from './run-suite.ts';
import { hasPassed } from './suite-run.ts';

function readOptions(argv: readonly string[]): RunOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      extension: { type: 'string', default: '.' },
      suite: { type: 'string' },
      workspace: { type: 'string' },
      artifacts: { type: 'string' },
      root: { type: 'string', default: '.' },
      install: { type: 'string' },
      only: { type: 'string' },
      timeout: { type: 'string' },
      untrusted: { type: 'boolean', default: false },
    },
  });
  const { extension, suite, workspace, artifacts, root, install, only, timeout, untrusted } = values;
  if (suite === undefined || workspace === undefined || artifacts === undefined) {
    throw new Error('--suite, --workspace and --artifacts have to be given');
  }
  if (only !== undefined && only !== 'desktop' && only !== 'browser') {
    throw new Error('--only has to be desktop or browser');
  }
  return {
    extension,
    suite,
    workspace,
    artifacts,
    root,
    trusted: !untrusted,
    report: (line) => console.log(line),
    ...(install === undefined ? {} : { into: install }),
    ...(only === undefined ? {} : { only }),
    ...(timeout === undefined ? {} : { timeout: Number(timeout) }),
  };
}

async function main(): Promise<number> {
  const result = await runSuiteAnywhere(readOptions(process.argv.slice(2)));
  if (result === undefined) {
    console.error('the suite ran in no editor');
    return 1;
  }
  for (const line of summarise(result)) {
    console.log(line);
  }
  return hasPassed(result) ? 0 : 1;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(`the run failed: ${messageOf(error)}`);
    process.exit(1);
  },
);
