/**
 * Runs the suite in whatever VS Code can be had: the desktop editor first, then the one in the browser.
 */
import { type BrowserOptions, runBrowserSuite } from './browser-editor.ts';
import { type DesktopOptions, runDesktopSuite } from './desktop-editor.ts';
import { EditorUnavailable, type SuiteOptions, type SuiteResult } from './suite-run.ts';

/** What a run is given when any editor will do. */
export interface RunOptions extends SuiteOptions, DesktopOptions, BrowserOptions {
  /** The only editor to try. */
  readonly only?: SuiteResult['editor'];
}

const places = { desktop: 'on the desktop', browser: 'in the browser' } as const;

/**
 * Tries the editors in turn and reports a reason for each that cannot be had; `undefined` when none could. Any other
 * failure is the run's own and is thrown.
 */
export async function runSuiteAnywhere(options: RunOptions): Promise<SuiteResult | undefined> {
  const editors = { desktop: runDesktopSuite, browser: runBrowserSuite } as const;
  for (const name of ['desktop', 'browser'] as const) {
    if (options.only !== undefined && options.only !== name) {
      continue;
    }
    try {
      return await editors[name](options);
    } catch (error) {
      if (!(error instanceof EditorUnavailable)) {
        throw error;
      }
      options.report(`no VS Code ${places[name]}: ${error.message}`);
    }
  }
  return undefined;
}

/** The lines that close a run. Programs read test runners' last line too, hence its fixed form. */
export function summarise(result: SuiteResult): string[] {
  const seconds = (result.duration / 1000).toFixed(1);
  return [
    ...result.screenshots.map((path) => `screenshot: ${path}`),
    `VS Code ${places[result.editor]}, ${seconds} s, exit code ${result.exitCode}`,
    `${result.passed} passed, ${result.failed} failed`,
  ];
}
