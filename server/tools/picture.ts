/** The pictures in the README, taken from the real editor: `node server/tools/run.mjs picture`. */
import { readFileSync, writeFileSync } from 'node:fs';
import UPNG from 'upng-js';
import { openWorkbench } from '../../test/editor/browser-editor.ts';
import { takePicture } from '../../test/editor/pictures.ts';
import {
  answerQuestion,
  openFile,
  openRows,
  parts,
  showProblems,
  showQuickFixes,
  showView,
} from '../../test/editor/workbench-driver.ts';
import { buildAll } from './build.ts';

/** A file with the cursor at a finding, a text in the list of problems to wait for, and the fix that is offered. */
interface Picture {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly problem: string;
  readonly fix: string;
  readonly height: number;
}

const PICTURES: readonly Picture[] = [
  {
    name: 'client/media/screenshot.png',
    file: 'storage-auditor.json',
    line: 8,
    column: 20,
    problem: 'matches no operation',
    fix: 'Move to DataActions',
    height: 760,
  },
  {
    name: 'client/media/screenshot-secrets.png',
    file: 'cluster.json',
    line: 16,
    column: 75,
    problem: 'inside the braces',
    fix: 'Remove the blanks',
    height: 600,
  },
];

const ACCESS_PICTURE = 'client/media/screenshot-access.png';

export async function main(): Promise<number> {
  await buildAll();
  for (const picture of PICTURES) {
    await take(picture);
    console.log(picture.name);
  }
  await takeAccess(ACCESS_PICTURE);
  console.log(ACCESS_PICTURE);
  return 0;
}

/** The tree of scopes down to a secret, and the answer to a question about it. */
async function takeAccess(name: string): Promise<void> {
  const workbench = await openWorkbench({
    extension: '.',
    workspace: 'test/workspace',
    viewport: { width: 1280, height: 760 },
    settings: { 'editor.minimap.enabled': false, 'breadcrumbs.enabled': false },
    report: (text) => console.log(text),
  });
  try {
    const { page } = workbench;
    await showView(page, 'Grantscope');
    await openRows(page, [
      'contoso',
      'contoso-platform',
      '6f1c2a34',
      'rg-payments',
      'kv-payments',
      'card-processor-key',
    ]);
    await answerQuestion(page, 'Grantscope: Explain Access…', [
      'mika.sato@contoso.com',
      '/secrets/card-processor-key',
      'getSecret/action',
    ]);
    await takePicture(page, name);
    shrink(name);
  } finally {
    await workbench.close();
  }
}

async function take({ name, file, line, column, problem, fix, height }: Picture): Promise<void> {
  const workbench = await openWorkbench({
    extension: '.',
    workspace: 'test/workspace',
    viewport: { width: 1280, height },
    settings: { 'editor.minimap.enabled': false, 'breadcrumbs.enabled': false },
    report: (text) => console.log(text),
  });
  try {
    const { page } = workbench;
    await openFile(page, file, line, column);
    await showProblems(page, problem);
    await page.keyboard.press('Control+1');
    await openFile(page, file, line, column);
    await showQuickFixes(page, fix);
    await page.locator(parts.statusItem).filter({ hasText: 'Grantscope' }).first().waitFor({ timeout: 10_000 });
    await takePicture(page, name);
    shrink(name);
  } finally {
    await workbench.close();
  }
}

/** The colours of an editor are few: with a palette a picture takes a third of the room, and each user downloads it. */
function shrink(file: string): void {
  const picture = UPNG.decode(toBuffer(readFileSync(file)));
  const { width, height } = picture;
  writeFileSync(file, Buffer.from(UPNG.encode(UPNG.toRGBA8(picture), width, height, 64)));
}

function toBuffer(bytes: Buffer): ArrayBuffer {
  const copy = new ArrayBuffer(bytes.length);
  new Uint8Array(copy).set(bytes);
  return copy;
}
