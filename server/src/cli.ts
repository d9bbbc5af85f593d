/** The command line: argv, standard streams and exit codes over the same functions that the editor uses. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { loadCatalogue } from './catalogue/load-catalogue.ts';
import { runCan, runWhatCan, runWhoCan } from './cli/access-command.ts';
import { readArguments } from './cli/arguments.ts';
import { runCheck } from './cli/check-command.ts';
import { runLeastPrivilege } from './cli/least-privilege-command.ts';
import { runMigrate } from './cli/migrate-command.ts';
import { runRole } from './cli/role-command.ts';
import { runExplain, runRules } from './cli/rules-command.ts';
import { runSignIn } from './cli/sign-in-command.ts';
import { CommandError, EXIT, type Terminal } from './cli/terminal.ts';
import { runTest } from './cli/test-command.ts';
import { USAGE } from './cli/usage.ts';
import { L10N_FOLDER, readTranslations } from './node/node-host.ts';

/** How often the line of progress is written anew, in milliseconds. */
const PROGRESS_INTERVAL = 50;

function openTerminal(noColor: boolean): Terminal {
  const { stdout, stderr, env } = process;
  const shown = { at: 0, width: 0 };
  return {
    folder: process.cwd(),
    out: (text) => {
      stdout.write(text);
    },
    error: (line) => {
      stderr.write(`${line}\n`);
    },
    progress: (line) => {
      const now = Date.now();
      if (!stderr.isTTY || (line !== '' && now - shown.at < PROGRESS_INTERVAL)) {
        return;
      }
      const cut = line.slice(0, (stderr.columns ?? 80) - 1);
      stderr.write(`\r${cut.padEnd(shown.width)}${line === '' ? '\r' : ''}`);
      shown.at = now;
      shown.width = cut.length;
    },
    colors: !noColor && !env.NO_COLOR && (Boolean(env.FORCE_COLOR) || stdout.isTTY === true),
    translations: readTranslations(path.join(__dirname, L10N_FOLDER), env.LC_ALL || env.LC_MESSAGES || env.LANG),
    facts: loadCatalogue(path.join(__dirname, 'data')),
    readInput: async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of process.stdin) {
        chunks.push(Buffer.from(chunk));
      }
      return Buffer.concat(chunks);
    },
  };
}

async function run(argv: readonly string[]): Promise<number> {
  const command = readArguments(argv);
  switch (command.name) {
    case 'help':
      process.stdout.write(`${USAGE}\n`);
      return EXIT.fine;
    case 'version':
      process.stdout.write(`${JSON.parse(readFileSync(path.join(__dirname, '../package.json'), 'utf8')).version}\n`);
      return EXIT.fine;
    case 'lsp':
      // The server takes over the streams and ends the process itself.
      await import('./main.ts');
      return new Promise<number>(() => {});
    case 'check':
      return runCheck(openTerminal(command.noColor), command.options);
    case 'role':
      return runRole(openTerminal(command.noColor), command.options);
    case 'least-privilege':
      return runLeastPrivilege(openTerminal(command.noColor), command.options);
    case 'can':
      return runCan(openTerminal(command.noColor), command.options);
    case 'who-can':
      return runWhoCan(openTerminal(command.noColor), command.options);
    case 'what-can':
      return runWhatCan(openTerminal(command.noColor), command.options);
    case 'sign-in':
      return runSignIn(openTerminal(command.noColor), command.options);
    case 'test':
      return runTest(openTerminal(command.noColor), command.options);
    case 'migrate':
      return runMigrate(openTerminal(command.noColor), command.file, command.format);
    case 'rules':
      return runRules(openTerminal(command.noColor), command.format);
    case 'explain':
      return runExplain(openTerminal(command.noColor), command.rule);
  }
}

// A reader that has seen enough (`| head`) closes the pipe; that is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? EXIT.fine : EXIT.failed);
});

run(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const text = error instanceof Error ? error.message : String(error);
    process.stderr.write(
      `grantscope: ${error instanceof CommandError ? text : `${text} (this is a mistake of Grantscope; please report it)`}\n`,
    );
    process.exitCode = EXIT.failed;
  },
);
