/** The picture in the README, taken from the real editor: `node server/tools/run.mjs picture`. */
import { openWorkbench } from '../../test/editor/browser-editor.ts';
import { takePicture } from '../../test/editor/pictures.ts';
import { openFile, parts, showProblems, showQuickFixes } from '../../test/editor/workbench-driver.ts';
import { buildAll } from './build.ts';

const PICTURE = 'client/media/screenshot.png';

export async function main(): Promise<number> {
  await buildAll();
  const workbench = await openWorkbench({
    extension: '.',
    workspace: 'test/workspace',
    viewport: { width: 1280, height: 760 },
    settings: { 'editor.minimap.enabled': false, 'breadcrumbs.enabled': false },
    report: (line) => console.log(line),
  });
  try {
    const { page } = workbench;
    await openFile(page, 'storage-auditor.json', 8, 20);
    await showProblems(page, 'matches no operation');
    await page.keyboard.press('Control+1');
    await openFile(page, 'storage-auditor.json', 8, 20);
    await showQuickFixes(page, 'Move to DataActions');
    await page.locator(parts.statusItem).filter({ hasText: 'Grantscope' }).first().waitFor({ timeout: 10_000 });
    await takePicture(page, PICTURE);
    console.log(PICTURE);
    return 0;
  } finally {
    await workbench.close();
  }
}
