/**
 * The words that both editors share: what a run of the integration suite is given and what it gives back.
 *
 * Knows nothing of any particular editor, so that `desktop-editor.ts` and `browser-editor.ts` can replace each other.
 */

/** A JSON value, as settings and messages between the harness and the suite are made of. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** User settings, by their full name (`"editor.fontSize": 14`). */
export type Settings = Readonly<Record<string, Json>>;

/** What the editor is opened with, whether a suite runs in it or a person looks at it. */
export interface EditorOptions {
  /** Folder of the extension under development: the one whose package.json is its manifest. */
  readonly extension: string;
  /** Folder to open. Suites change files, so runs open a copy of it and never the folder itself. */
  readonly workspace: string;
  /** User settings on top of the quiet ones of `profile.ts`. The workspace's own `.vscode/settings.json` wins. */
  readonly settings?: Settings;
  /** `false` opens the folder in Restricted Mode. Default `true`. */
  readonly trusted?: boolean;
  /** Called for each line worth showing, as it comes. */
  readonly report: (line: string) => void;
}

/** What a run of the suite is given. */
export interface SuiteOptions extends EditorOptions {
  /** CommonJS file that exports `run()`, made with `runSuite` of `suite-side.ts`. */
  readonly suite: string;
  /** Folder for the screenshots that the suite asks for and for the editor's own log; made when missing. */
  readonly artifacts: string;
  /** Milliseconds after which the run counts as failed. Default three minutes. */
  readonly timeout?: number;
}

/** What came of one run of the suite. */
export interface SuiteResult {
  readonly editor: 'desktop' | 'browser';
  /** The test runner's exit code as the editor gave it. */
  readonly exitCode: number;
  readonly passed: number;
  readonly failed: number;
  /** What the suite printed, its test results included. */
  readonly lines: readonly string[];
  /** Absolute paths of the pictures the suite asked for. */
  readonly screenshots: readonly string[];
  /** Wall-clock milliseconds from starting the editor to its end. */
  readonly duration: number;
}

/** How long a suite may take when its options do not say, in milliseconds. */
export const defaultSuiteTimeout = 180_000;

/**
 * The editor itself could not be had or could not be started, so nothing is known about the extension: the caller may
 * try another editor. Every other error means that the run failed. The message is one line, fit to be printed.
 */
export class EditorUnavailable extends Error {
  override readonly name = 'EditorUnavailable';
}

/** Whether a run proves that the extension works: tests ran, none failed, and the editor agrees. */
export function hasPassed(result: SuiteResult): boolean {
  return result.exitCode === 0 && result.failed === 0 && result.passed > 0;
}
