/**
 * Serves what a suite asks of the page it runs in: pictures, keys, the mouse.
 *
 * Every request may name an element that has to be visible first, so that neither side waits for a fixed time.
 */
import { join, resolve } from 'node:path';
import { type Handlers, type Message, textField } from './channel.ts';
import { takePicture } from './pictures.ts';
import type { Page } from './playwright-port.ts';

/** Milliseconds that an element has to appear. */
const patience = 10_000;

/**
 * The verbs for the page that `getPage` gives. Pictures go to `artifacts`; `addScreenshot` is told each one's path.
 */
export function servePageRequests(
  getPage: () => Page | undefined,
  artifacts: string,
  addScreenshot: (path: string) => void,
): Handlers {
  const getReadyPage = async (request: Message): Promise<Page> => {
    const page = getPage();
    if (page === undefined) {
      throw new Error('the page is not open yet');
    }
    if (request.visible !== undefined) {
      await page.locator(textField(request, 'visible')).first().waitFor({ timeout: patience });
    }
    return page;
  };
  const act = (action: (page: Page, request: Message) => Promise<void>) => async (request: Message) => {
    await action(await getReadyPage(request), request);
    return {};
  };
  const find = (page: Page, request: Message) => page.locator(textField(request, 'selector')).first();
  return {
    screenshot: act(async (page, request) => {
      const path = join(resolve(artifacts), `${readPictureName(request)}.png`);
      await takePicture(page, path);
      addScreenshot(path);
    }),
    press: act((page, request) => page.keyboard.press(textField(request, 'keys'))),
    type: act((page, request) => page.keyboard.type(textField(request, 'text'))),
    click: act((page, request) => find(page, request).click({ timeout: patience })),
    hover: act((page, request) => find(page, request).hover({ timeout: patience })),
    text: async (request) => {
      const element = find(await getReadyPage(request), request);
      await element.waitFor({ timeout: patience });
      return { text: (await element.allInnerTexts()).join('\n') };
    },
  };
}

/** A name, not a path: pictures stay among the artifacts. */
function readPictureName(request: Message): string {
  const name = textField(request, 'name');
  if (!/^[\w-]+$/.test(name)) {
    throw new Error(`${name} is no name for a picture`);
  }
  return name;
}
