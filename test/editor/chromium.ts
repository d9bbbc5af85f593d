/**
 * Finds a Chromium that starts: the one named by the environment, one on the machine, else the one that npm brought.
 *
 * The last is @sparticuz/chromium, made for machines that have next to nothing: it carries the shared libraries that a
 * bare Linux lacks (NSS, NSPR, expat) and a font. Its own loader unpacks them to fixed places in the temporary folder,
 * and the libraries only on AWS, so the archives are unpacked here, next to the editor.
 */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { EditorUnavailable } from './suite-run.ts';

/** A browser that can be started. */
export interface Chromium {
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
}

const commands = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'msedge'];

const usualPlaces: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

/** The Chromium to use, unpacked when need be; `EditorUnavailable` when there is none. */
export async function findChromium(installed: string, report: (line: string) => void): Promise<Chromium> {
  const env = plainEnvironment();
  const named = process.env.CHROMIUM_PATH;
  if (named !== undefined) {
    if (!starts(named)) {
      throw new EditorUnavailable(`CHROMIUM_PATH names ${named}, which does not start`);
    }
    return { path: named, env };
  }
  for (const path of [...findOnPath(commands), ...(usualPlaces[process.platform] ?? [])].filter(existsSync)) {
    if (starts(path)) {
      return { path, env };
    }
    report(`${path} does not start, looking for another browser`);
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new EditorUnavailable('there is no Chromium or Chrome: install one, or name one in CHROMIUM_PATH');
  }
  return unpackChromium(installed, report);
}

/** Existing files called `names` in the folders of PATH, in the order of the names. */
export function findOnPath(names: readonly string[]): string[] {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return names.flatMap((name) => folders.map((folder) => join(folder, name + suffix))).filter(existsSync);
}

/** Distributions install stubs under these names that only say how to get the browser, so asking is the only way. */
function starts(path: string): boolean {
  // Chrome for Windows opens a window instead of printing its version.
  return (
    process.platform === 'win32' || spawnSync(path, ['--version'], { timeout: 15_000, stdio: 'ignore' }).status === 0
  );
}

function plainEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(entries);
}

async function unpackChromium(installed: string, report: (line: string) => void): Promise<Chromium> {
  const archives = join(installed, 'node_modules', '@sparticuz', 'chromium', 'bin');
  const folder = join(installed, 'node_modules', '.chromium');
  if (!existsSync(folder)) {
    report('unpacking Chromium');
    // Under another name first, so that an interrupted run leaves nothing that looks complete.
    const unfinished = `${folder}-${process.pid}`;
    mkdirSync(unfinished, { recursive: true });
    await unbrotli(join(archives, 'chromium.br'), join(unfinished, 'chromium'));
    chmodSync(join(unfinished, 'chromium'), 0o755);
    // The fourth archive has the libraries for WebGL, which the workbench does without.
    await untar(join(archives, 'al2023.tar.br'), unfinished);
    await untar(join(archives, 'fonts.tar.br'), unfinished);
    writeFileSync(join(unfinished, 'fonts.conf'), fontConfiguration(folder));
    rmSync(folder, { recursive: true, force: true });
    renameSync(unfinished, folder);
  }
  return { path: join(folder, 'chromium'), env: environmentOf(folder) };
}

function environmentOf(folder: string): Record<string, string> {
  const env = plainEnvironment();
  const libraries = [join(folder, 'lib'), env.LD_LIBRARY_PATH].filter((path) => path !== undefined && path !== '');
  return { ...env, LD_LIBRARY_PATH: libraries.join(':'), FONTCONFIG_FILE: join(folder, 'fonts.conf') };
}

/** The machine's own fonts first, and the one that came along for a machine that has none. */
function fontConfiguration(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${join(folder, 'fonts')}</dir>
  <cachedir>${join(folder, 'font-cache')}</cachedir>
</fontconfig>
`;
}

async function unbrotli(from: string, to: string): Promise<void> {
  await pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to));
}

async function untar(from: string, folder: string): Promise<void> {
  const archive = join(folder, 'archive.tar');
  await unbrotli(from, archive);
  const { status, stderr } = spawnSync('tar', ['-xf', archive, '-C', folder, '--no-same-owner'], { encoding: 'utf8' });
  if (status !== 0) {
    throw new EditorUnavailable(`${from} cannot be unpacked: ${stderr}`);
  }
  rmSync(archive);
}
