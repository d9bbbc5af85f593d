/**
 * Pictures of the workbench that show it at rest.
 *
 * Much of what the workbench shows arrives on its own time: badges, the status bar, the links below a hover. A picture
 * is taken when several in a row have been the same, so that it shows all of that.
 */
import { writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from './playwright-port.ts';

/** As many pictures have to be the same, this many milliseconds apart. */
const likeness = { pictures: 3, interval: 200 };

/** The picture is taken as it is when this many tries have not found the page at rest. */
const tries = 40;

/** The remote indicator, forwarded ports and the keyboard layout: no user of the desktop editor knows them. */
const hidden = ['status.host', 'status.forwardedPorts', 'status.workbench.keyboardLayout']
  .map((id) => `.statusbar-item[id="${id}"]`)
  .join(', ')
  .concat(' { display: none !important; }');

/** Writes a PNG of the whole page to `path` as soon as the page is at rest. */
export async function takePicture(page: Page, path: string): Promise<void> {
  let last = await photograph(page);
  for (let same = 1, attempt = 1; same < likeness.pictures && attempt < tries; attempt += 1) {
    await pause(likeness.interval);
    const next = await photograph(page);
    same = next.equals(last) ? same + 1 : 1;
    last = next;
  }
  writeFileSync(path, last);
}

function photograph(page: Page): Promise<Buffer> {
  return page.screenshot({ animations: 'disabled', caret: 'hide', style: hidden });
}
