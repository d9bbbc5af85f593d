/**
 * Drives the workbench in a page as a person would, for pictures of it: what a suite does through the `vscode` API is
 * done here with keys and the mouse. Each function returns once what it brings up is visible.
 */
import type { Locator, Page } from './playwright-port.ts';

/** Selectors of what the workbench shows, for waiting and for hovering. They are VS Code's own and change with it. */
export const parts = {
  editorLines: '.editor-instance .view-lines',
  hover: '.monaco-hover:not(.hidden)',
  notification: '.notification-toast',
  problems: '.markers-panel .monaco-list-row',
  quickFixMenu: '.action-widget .monaco-list-row',
  quickInput: '.quick-input-widget',
  statusItem: '.statusbar-item',
  suggestions: '.suggest-widget.visible .monaco-list-row',
} as const;

/** Milliseconds that anything may take to appear. */
const patience = 15_000;

/** Runs a command by its title in the palette, as in `Problems: Focus on Problems View`. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await pick(page, 'F1', title, title);
}

/** Opens a file by its name with the cursor on a place in it, line and column counted from 1. */
export async function openFile(page: Page, name: string, line = 1, column = 1): Promise<void> {
  await pick(page, 'Control+P', name, name);
  await row(page, '.tab.active', name).waitFor({ timeout: patience });
  // Not as `name:line:column` in the list of files, which then often finds nothing when it is typed fast.
  await row(page, parts.statusItem, /^Ln \d+, Col \d+/).waitFor({ timeout: patience });
  await pick(page, 'Control+G', `${line}:${column}`, `line ${line} at column ${column}.`);
  await row(page, parts.statusItem, `Ln ${line}, Col ${column}`).waitFor({ timeout: patience });
}

/** Opens a list with `keys`, types into it, and takes the row that contains `found` once it is the chosen one. */
async function pick(page: Page, keys: string, typed: string, found: string): Promise<void> {
  await take(page, keys, typed, found);
  await page.locator(parts.quickInput).waitFor({ state: 'hidden', timeout: patience });
}

/** The same where another list may open at once. */
async function take(page: Page, keys: string, typed: string, found: string): Promise<void> {
  await insist(page, async () => {
    await page.keyboard.press(keys);
    await page.locator(parts.quickInput).waitFor({ timeout: patience });
    await page.keyboard.type(typed);
    await row(page, `${parts.quickInput} .monaco-list-row.focused`, found).waitFor({ timeout: 2000 });
  });
  await page.keyboard.press('Enter');
}

/**
 * Does something again, after an Escape, while it fails and patience lasts: lists and hovers that were opened while
 * the extensions were still starting lack something, and do not change any more.
 */
async function insist(page: Page, act: () => Promise<void>): Promise<void> {
  const deadline = Date.now() + patience;
  for (;;) {
    try {
      return await act();
    } catch (error) {
      if (Date.now() > deadline) {
        throw error;
      }
      await page.keyboard.press('Escape');
    }
  }
}

function row(page: Page, selector: string, text: string | RegExp): Locator {
  return page.locator(selector).filter({ hasText: text }).first();
}

/** Opens the Problems panel and waits for a problem whose row contains `text`. */
export async function showProblems(page: Page, text: string): Promise<void> {
  if ((await page.locator('.markers-panel').count()) === 0) {
    await page.keyboard.press('Control+Shift+M');
  }
  await row(page, parts.problems, text).waitFor({ timeout: patience });
}

/** Shows the hover at the cursor and waits until it contains `text`; the editor has to have the focus. */
export async function showHover(page: Page, text: string): Promise<void> {
  await insist(page, async () => {
    await page.keyboard.press('Control+K');
    await page.keyboard.press('Control+I');
    await row(page, parts.hover, text).waitFor({ timeout: 2000 });
  });
}

/** Opens the quick fixes at the cursor and waits for one that contains `text`; the editor has to have the focus. */
export async function showQuickFixes(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+.');
  await row(page, parts.quickFixMenu, text).waitFor({ timeout: patience });
}

/** Opens the completion list at the cursor and waits for an entry that contains `text`. */
export async function showSuggestions(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+Space');
  await row(page, parts.suggestions, text).waitFor({ timeout: patience });
}

/** Shows a view container of the activity bar by its title, as in `Explorer` or `Grantscope`. */
export async function showView(page: Page, title: string): Promise<void> {
  const sideBar = page.locator('.part.sidebar .composite.title').filter({ hasText: new RegExp(title, 'i') });
  if ((await sideBar.count()) === 0) {
    await page.locator(`.activitybar .action-label[aria-label^='${title}']`).first().click({ timeout: patience });
  }
  await sideBar.waitFor({ timeout: patience });
}

/** Opens rows of a tree in the side bar one after the other, by the beginnings of their labels. */
export async function openRows(page: Page, labels: readonly string[]): Promise<void> {
  for (const label of labels) {
    await page.locator(`.pane-body .monaco-list-row[aria-label^="${label}"]`).first().click({ timeout: patience });
  }
}

/** Runs a command that asks, and takes for each of its questions the first row that contains what is typed. */
export async function answerQuestion(page: Page, title: string, answers: readonly string[]): Promise<void> {
  await take(page, 'F1', title, title);
  for (const answer of answers) {
    await answerOne(page, answer, Date.now() + patience);
  }
}

/** Types until the list takes it: the one before may still have been closing. */
async function answerOne(page: Page, answer: string, deadline: number): Promise<void> {
  try {
    await page.keyboard.press('Control+A');
    await page.keyboard.type(answer);
    await row(page, `${parts.quickInput} .monaco-list-row.focused`, answer).waitFor({ timeout: 2000 });
    await page.keyboard.press('Enter');
  } catch (error) {
    if (Date.now() > deadline) {
      throw error;
    }
    await answerOne(page, answer, deadline);
  }
}
