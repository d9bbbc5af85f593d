/**
 * The part of playwright-core that this harness uses, as types of our own, and its loading.
 *
 * The package is installed with the editor, into a folder known only at run time, so that neither the compiler nor the
 * root's dependencies have it. Its documentation describes every member: https://playwright.dev/docs/api/class-page
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** Elements of the page, found anew each time something is done with them. Whatever is done waits for the first one. */
export interface Locator {
  allInnerTexts(): Promise<string[]>;
  click(options?: { button?: 'left' | 'right'; timeout?: number }): Promise<void>;
  count(): Promise<number>;
  filter(options: { hasText?: string | RegExp }): Locator;
  first(): Locator;
  hover(options?: { timeout?: number }): Promise<void>;
  locator(selector: string): Locator;
  waitFor(options?: { state?: 'visible' | 'hidden' | 'attached' | 'detached'; timeout?: number }): Promise<void>;
}

/** A message on the page's console. */
export interface ConsoleMessage {
  type(): string;
  text(): string;
}

/** The page that the editor's window is in. */
export interface Page {
  readonly keyboard: {
    press(keys: string): Promise<void>;
    type(text: string, options?: { delay?: number }): Promise<void>;
  };
  readonly mouse: { move(x: number, y: number): Promise<void> };
  exposeFunction(name: string, callback: (...args: unknown[]) => void): Promise<void>;
  goto(url: string, options?: { timeout?: number }): Promise<unknown>;
  locator(selector: string): Locator;
  on(event: 'console', listener: (message: ConsoleMessage) => void): unknown;
  on(event: 'crash' | 'close', listener: () => void): unknown;
  screenshot(options: {
    animations?: 'disabled' | 'allow';
    caret?: 'hide' | 'initial';
    style?: string;
  }): Promise<Buffer>;
}

/** A started browser. */
export interface Browser {
  close(): Promise<void>;
  newPage(options: {
    viewport: { width: number; height: number };
    deviceScaleFactor?: number;
    locale?: string;
  }): Promise<Page>;
  on(event: 'disconnected', listener: () => void): unknown;
}

/** How a browser is started. */
export interface LaunchOptions {
  readonly executablePath: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly timeout: number;
  readonly handleSIGINT: false;
  readonly handleSIGTERM: false;
  readonly handleSIGHUP: false;
}

/** The module itself. */
export interface Playwright {
  readonly chromium: { launch(options: LaunchOptions): Promise<Browser> };
}

/** Loads playwright-core from the folder that the editor is installed in. */
export function loadPlaywright(installed: string): Playwright {
  const loaded: unknown = createRequire(join(installed, 'package.json'))('playwright-core');
  if (!isPlaywright(loaded)) {
    throw new Error(`the playwright-core in ${installed} is not the one that was expected`);
  }
  return loaded;
}

/** Looks no deeper than the one function that everything else comes from: the version is pinned. */
function isPlaywright(module: unknown): module is Playwright {
  return (
    typeof module === 'object' &&
    module !== null &&
    'chromium' in module &&
    typeof module.chromium === 'object' &&
    module.chromium !== null &&
    'launch' in module.chromium &&
    typeof module.chromium.launch === 'function'
  );
}
