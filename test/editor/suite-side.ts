/**
 * The part of the harness that runs inside the editor: a suite imports it, and is bundled with it.
 *
 * It runs the tests one after the other, tells the harness of each, and asks it for what only the outside can do. Knows
 * neither `vscode` nor the extension. In an editor that no harness started it prints to the console instead.
 */
import { channelVariable, type Message, parseMessage } from './channel.ts';

/** Tests by name, run in this order. A test that throws has failed. */
export type Tests = Readonly<Record<string, () => Promise<void> | void>>;

/** What can be asked of the page the editor runs in. Only the editor in the browser has one. */
export interface PageRequest {
  /** CSS selector that has to be visible before anything is done; the harness waits for it. */
  readonly visible?: string;
}

/**
 * Runs all `tests`, whatever fails on the way, and throws at the end when one did: `export const run = () =>
 * runSuite({ … })`. A test that takes longer than `timeout` milliseconds has failed, and the next one starts.
 */
export async function runSuite(tests: Tests, timeout = 30_000): Promise<void> {
  const names = Object.keys(tests);
  await ask('start', { tests: names.length });
  let failed = 0;
  for (const [name, test] of Object.entries(tests)) {
    const started = Date.now();
    const error = await failureOf(test, timeout);
    failed += error === undefined ? 0 : 1;
    await ask('test', { name, milliseconds: Date.now() - started, error: error ?? null });
  }
  if (failed > 0) {
    throw new Error(`${failed} of ${names.length} tests failed`);
  }
}

/** The stack or message of what `test` threw, or `undefined` when it passed. */
async function failureOf(test: Tests[string], timeout: number): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const expiry = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no end after ${timeout} ms`)), timeout);
  });
  try {
    await Promise.race([Promise.resolve().then(test), expiry]);
    return undefined;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  } finally {
    clearTimeout(timer);
  }
}

/** Prints a line in the terminal that started the run. */
export async function log(line: string): Promise<void> {
  await ask('log', { line });
}

/**
 * Takes a picture of the whole editor as `NAME.png` among the run's artifacts. The answer is `false` where there is no
 * page to photograph, that is on the desktop: a suite goes on without the picture.
 */
export async function takeScreenshot(name: string, request: PageRequest = {}): Promise<boolean> {
  return (await askPage('screenshot', { name, ...request })) !== undefined;
}

/** Presses keys, written as in `Control+Shift+M` or `Escape`. `false` where there is no page. */
export async function pressKeys(keys: string, request: PageRequest = {}): Promise<boolean> {
  return (await askPage('press', { keys, ...request })) !== undefined;
}

/** Types text as a person would, key by key. `false` where there is no page. */
export async function typeText(text: string, request: PageRequest = {}): Promise<boolean> {
  return (await askPage('type', { text, ...request })) !== undefined;
}

/** Clicks the first element that the CSS selector finds. `false` where there is no page. */
export async function click(selector: string): Promise<boolean> {
  return (await askPage('click', { selector })) !== undefined;
}

/** Rests the mouse on the first element that the CSS selector finds. `false` where there is no page. */
export async function hover(selector: string): Promise<boolean> {
  return (await askPage('hover', { selector })) !== undefined;
}

/** The text that is visible in the first element that the CSS selector finds; `undefined` where there is no page. */
export async function readText(selector: string): Promise<string | undefined> {
  const answer = await askPage('text', { selector });
  return typeof answer?.text === 'string' ? answer.text : undefined;
}

/** Asks first whether there is a page, so that a failed request to one is never mistaken for none. */
async function askPage(verb: string, request: Message): Promise<Message | undefined> {
  const { page } = await ask('page', {});
  return page === true ? ask(verb, request) : undefined;
}

async function ask(verb: string, request: Message): Promise<Message> {
  const address = process.env[channelVariable];
  if (address === undefined) {
    console.log(`${verb} ${JSON.stringify(request)}`);
    return {};
  }
  const response = await fetch(address + verb, { method: 'POST', body: JSON.stringify(request) });
  const answer = parseMessage(await response.text());
  if (!response.ok) {
    throw new Error(`${verb}: ${String(answer.error)}`);
  }
  return answer;
}
