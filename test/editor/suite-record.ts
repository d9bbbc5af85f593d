/**
 * What the suite has said about itself in one run, kept while it runs and turned into the result at the end.
 *
 * It is the only evidence that tests ran: an editor's exit code 0 alone may mean that it never loaded the suite.
 */
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Handlers, type Message, textField } from './channel.ts';
import type { SuiteOptions, SuiteResult } from './suite-run.ts';

/** One run's record. */
export interface SuiteRecord {
  /** The verbs of the channel that every editor serves. */
  readonly handlers: Handlers;
  /** File that the editor's own messages go to. */
  readonly editorLog: string;
  /** Whether the suite has started, and so whether the editor works. */
  readonly started: boolean;
  /** Adds a message of the editor's own to its log. */
  note(line: string): void;
  addScreenshot(path: string): void;
  /** The result of a run whose editor has ended; throws when the suite never started. */
  finish(editor: SuiteResult['editor'], exitCode: number): SuiteResult;
}

/** Starts a record; the artifacts folder is made, and the log in it is emptied. */
export function startRecord(options: SuiteOptions, hasPage: boolean): SuiteRecord {
  const since = Date.now();
  const lines: string[] = [];
  const screenshots: string[] = [];
  const counts = { announced: -1, passed: 0, failed: 0 };
  let reason = 'it gave no reason';
  const editorLog = join(options.artifacts, 'editor.log');
  mkdirSync(options.artifacts, { recursive: true });
  writeFileSync(editorLog, '');
  const say = (line: string): void => {
    lines.push(line);
    options.report(line);
  };
  return {
    editorLog,
    get started() {
      return counts.announced >= 0;
    },
    handlers: {
      start: (message) => {
        counts.announced = Number(message.tests);
        return {};
      },
      log: (message) => {
        say(textField(message, 'line'));
        return {};
      },
      test: (message) => {
        const outcome = message.error === null ? 'passed' : 'failed';
        counts[outcome] += 1;
        describeTest(message).forEach(say);
        return {};
      },
      page: () => ({ page: hasPage }),
    },
    note: (line) => {
      appendFileSync(editorLog, `${line}\n`);
      // What a suite throws while it is loaded stands there as it is; the editor's own errors have a prefix.
      reason = /^\[page error\] (\w*Error: .*)/.exec(line)?.[1] ?? reason;
    },
    addScreenshot: (path) => void screenshots.push(path),
    finish: (editor, exitCode) => {
      if (counts.announced < 0) {
        throw new Error(
          `the suite never called runSuite, and the editor ended with exit code ${exitCode}: ${reason}; see ${editorLog}`,
        );
      }
      const lost = Math.max(0, counts.announced - counts.passed - counts.failed);
      if (lost > 0) {
        say(`✗ ${lost} of ${counts.announced} tests never ended: the editor's extension host died or was ended`);
      }
      const failed = counts.failed + lost;
      return { editor, exitCode, passed: counts.passed, failed, lines, screenshots, duration: Date.now() - since };
    },
  };
}

function describeTest(message: Message): string[] {
  const error = message.error;
  const head = `${error === null ? '✓' : '✗'} ${textField(message, 'name')} (${String(message.milliseconds)} ms)`;
  return typeof error === 'string' ? [head, ...error.split('\n').map((line) => `    ${line}`)] : [head];
}
