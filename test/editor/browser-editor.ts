/**
 * VS Code in a browser: runs a suite in it, opens it for somebody who drives the page, or only serves it.
 *
 * It is the editor for machines where the desktop one cannot be downloaded. The workbench, the extension host and the
 * language server are the real ones; what differs is that the window is a page in a headless Chromium.
 */
import { join, resolve } from 'node:path';
import { openChannel } from './channel.ts';
import { findChromium } from './chromium.ts';
import { type EditorServer, startServer } from './editor-server.ts';
import { type Installation, type InstallOptions, installEditor } from './install-editor.ts';
import { describeEnding, makeScratchFolder, messageOf, within } from './owned.ts';
import { servePageRequests } from './page-requests.ts';
import { takePicture } from './pictures.ts';
import { type Browser, loadPlaywright, type Page } from './playwright-port.ts';
import { copyWorkspace } from './profile.ts';
import { startRecord } from './suite-record.ts';
import {
  defaultSuiteTimeout,
  type EditorOptions,
  EditorUnavailable,
  type SuiteOptions,
  type SuiteResult,
} from './suite-run.ts';

/** What every editor in the browser is given beside `EditorOptions`. */
export interface BrowserOptions extends Pick<InstallOptions, 'into'> {
  /** Size of the page in pixels. Default 1400 by 900. */
  readonly viewport?: { readonly width: number; readonly height: number };
}

/** A workbench in a page, with the extension loaded. */
export interface Workbench {
  readonly page: Page;
  /** The copy of the workspace that is open. */
  readonly workspace: string;
  close(): Promise<void>;
}

/** Runs the suite; `EditorUnavailable` when the editor could not be had or never got as far as the suite. */
export async function runBrowserSuite(options: SuiteOptions & BrowserOptions): Promise<SuiteResult> {
  const installation = installEditor(options);
  const record = startRecord(options, true);
  let page: Page | undefined;
  let hasEnded = false;
  const channel = await openChannel({
    ...record.handlers,
    ...servePageRequests(() => page, options.artifacts, record.addScreenshot),
  });
  const tasks = new Undoings();
  tasks.add(() => channel.close());
  try {
    const { server, browser, workspace } = await startParts(installation, options, tasks, record.note, channel.address);
    page = await openPage(browser, options, record.note);
    const end = watchEnd(page, browser, server);
    await end.expose();
    const address = server.address({ workspace, extension: resolve(options.extension), suite: resolve(options.suite) });
    const run = Promise.all([page.goto(address, { timeout: 60_000 }), end.exitCode]);
    const limit = options.timeout ?? defaultSuiteTimeout;
    const [, exitCode] = await within(run, limit, () => new Error(`the suite did not end within ${limit} ms`));
    hasEnded = true;
    return record.finish('browser', exitCode);
  } catch (error) {
    await photographFailure(page, options);
    if (hasEnded || record.started || error instanceof EditorUnavailable) {
      throw error;
    }
    throw new EditorUnavailable(
      `VS Code in the browser never started the suite: ${messageOf(error)}; see ${record.editorLog}`,
    );
  } finally {
    await tasks.undoAll();
  }
}

/** Opens the workbench without a suite. `file`, relative to the workspace, is opened in it. The caller closes it. */
export async function openWorkbench(options: EditorOptions & BrowserOptions & { file?: string }): Promise<Workbench> {
  const tasks = new Undoings();
  try {
    const { server, browser, workspace } = await startParts(installEditor(options), options, tasks, () => undefined);
    const page = await openPage(browser, options, () => undefined);
    const file = options.file === undefined ? {} : { file: join(workspace, options.file) };
    await page.goto(server.address({ workspace, extension: resolve(options.extension), ...file }), { timeout: 60_000 });
    // One of the last things to appear: from then on the workbench takes keys. Extensions may still be starting.
    await page.locator('.statusbar-item[id="status.problems"]').waitFor({ timeout: 60_000 });
    return { page, workspace, close: () => tasks.undoAll() };
  } catch (error) {
    await tasks.undoAll();
    throw error;
  }
}

/** What `serveEditor` is given beside `EditorOptions`. */
export interface ServeOptions extends EditorOptions, Pick<InstallOptions, 'into'> {
  /** Port on 127.0.0.1. Default: a free one. */
  readonly port?: number;
}

/**
 * Serves the workbench for a person's own browser: reports the address and resolves when the server has ended, which
 * Ctrl-C makes it do. The folder itself is opened, not a copy, because what a person writes is meant to stay.
 */
export async function serveEditor(options: ServeOptions): Promise<void> {
  const installation = installEditor(options);
  const { settings = {}, trusted = true, port = 0 } = options;
  const server = await startServer({ installation, settings, trusted, port, lasting: true, note: () => undefined });
  const address = server.address({ workspace: resolve(options.workspace), extension: resolve(options.extension) });
  options.report(`VS Code is at ${address}`);
  options.report('Ctrl-C ends it');
  await server.ended;
}

/** What has to be undone at the end of a run, newest first. */
class Undoings {
  readonly #tasks: (() => Promise<void> | void)[] = [];

  add(task: () => Promise<void> | void): void {
    this.#tasks.unshift(task);
  }

  /** What cannot be undone in time is left to the end of the process, which `owned.ts` watches. */
  async undoAll(): Promise<void> {
    for (const task of this.#tasks.splice(0)) {
      try {
        await within(Promise.resolve(task()), 10_000, () => new Error('too slow'));
      } catch {
        // The others still have to be undone.
      }
    }
  }
}

interface Parts {
  readonly server: EditorServer;
  readonly browser: Browser;
  readonly workspace: string;
}

async function startParts(
  installation: Installation,
  options: EditorOptions & BrowserOptions,
  tasks: Undoings,
  note: (line: string) => void,
  channel?: string,
): Promise<Parts> {
  const scratch = makeScratchFolder('files');
  tasks.add(scratch.remove);
  const workspace = copyWorkspace(options.workspace, scratch.path);
  const { settings = {}, trusted = true } = options;
  const server = await startServer({
    installation,
    settings,
    trusted,
    port: 0,
    note,
    ...(channel === undefined ? {} : { channel }),
  });
  tasks.add(() => server.stop());
  const browser = await launchBrowser(installation, options.report);
  tasks.add(() => browser.close());
  return { server, browser, workspace };
}

async function launchBrowser(installation: Installation, report: (line: string) => void): Promise<Browser> {
  const { chromium } = loadPlaywright(installation.folder);
  const { path, env } = await findChromium(installation.folder, report);
  const args = [
    // Root may not use the sandbox, and containers often forbid it; the page shows nothing but our own files.
    '--no-sandbox',
    '--disable-gpu',
    '--disable-dev-shm-usage',
    // No traffic of the browser's own.
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
  try {
    // The signals are ours to handle: `owned.ts` ends everything, the browser included.
    return await chromium.launch({
      executablePath: path,
      args,
      env,
      timeout: 60_000,
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
  } catch (error) {
    throw new EditorUnavailable(`${path} cannot be started: ${messageOf(error)}`);
  }
}

async function openPage(browser: Browser, options: BrowserOptions, note: (line: string) => void): Promise<Page> {
  const page = await browser.newPage({ viewport: options.viewport ?? { width: 1400, height: 900 }, locale: 'en-US' });
  page.on('console', (message) => note(`[page ${message.type()}] ${message.text()}`));
  return page;
}

/** Everything that can end a run: the editor says so through the page, or something breaks. */
function watchEnd(
  page: Page,
  browser: Browser,
  server: EditorServer,
): { exitCode: Promise<number>; expose(): Promise<void> } {
  let settle: (code: unknown) => void = () => undefined;
  const exitCode = new Promise<number>((resolve, reject) => {
    settle = (code) => resolve(Number(code));
    page.on('crash', () => reject(new Error("the editor's page crashed")));
    page.on('close', () => reject(new Error("the editor's page was closed")));
    browser.on('disconnected', () => reject(new Error('the browser ended')));
    server.ended.then((ending) => reject(new Error(`VS Code's server ended with ${describeEnding(ending)}`)), reject);
  });
  // Ours to await later; until then a failure has nobody listening, which is no crash.
  exitCode.catch(() => undefined);
  return { exitCode, expose: () => page.exposeFunction('codeAutomationExit', (code) => settle(code)) };
}

async function photographFailure(page: Page | undefined, options: SuiteOptions): Promise<void> {
  const path = join(resolve(options.artifacts), 'failure.png');
  try {
    if (page !== undefined) {
      await takePicture(page, path);
      options.report(`what the editor showed when the run failed: ${path}`);
    }
  } catch {
    // A page that crashed cannot be photographed; the error that led here says more.
  }
}
