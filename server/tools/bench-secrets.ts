/** How long files that use Databricks secrets take: a key in each of them, the first reading, and a workspace of many. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseDocument } from 'yaml';
import { OpenDocument } from '../src/features/document.ts';
import type { Session } from '../src/features/session.ts';
import { terraform as assignments, bicep, powershell, shell } from './bench-role-files.ts';
import { type BenchFile, bundle, notebook, script, sparkProperties, terraform } from './bench-secret-files.ts';
import { keystrokes, repeat, show, typing } from './bench-typing.ts';

/** Each kind of file, of any length. */
const KINDS = [bundle, terraform, sparkProperties, script, notebook];

const FILES: readonly BenchFile[] = [
  bundle(5_000),
  terraform(5_000),
  sparkProperties(5_000),
  sparkProperties(50_000),
  script(5_000),
  notebook(5_000),
];

const ROLE_FILES = [bicep(5_000), assignments(5_000), shell(5_000), powershell(5_000)];

/** Files with secrets, and files that assign roles. */
export async function measureSecrets(session: Session): Promise<void> {
  console.log('\nA keystroke in a file with secrets, until the diagnostics are there');
  console.log(
    '                                            in a reference        in a plain value      in a comment          first reading',
  );
  for (const file of FILES) {
    await measureFile(session, file);
  }
  console.log('\nA keystroke in a file that assigns roles, until the diagnostics are there (goals: 3, 3, 5 ms)');
  console.log(
    '                                            in an assignment      in a plain value      in a comment          first reading',
  );
  for (const file of ROLE_FILES) {
    await measureFile(session, file);
  }
  const { text } = bundle(5_000);
  const whole = await repeat(15, () => void parseDocument(text));
  console.log(`  the bundle, read by yaml as a whole: ${show(whole.slice(3))}`);
}

async function measureFile(session: Session, file: BenchFile): Promise<void> {
  const { title, languageId, ending, text, before } = file;
  const columns: string[] = [];
  for (const [where, mark] of Object.entries(before)) {
    const uri = `file:///bench/${where}${ending}`;
    const keys = typing(placeBehind(text, mark), 'storage');
    const times = await keystrokes({ languageId, uri, text }, keys, (document) => session.diagnostics(document));
    columns.push(show(times));
    session.closed(new OpenDocument(uri, languageId, 1, ''));
  }
  const first = await repeat(7, (index) => {
    const document = new OpenDocument(`file:///bench/first-${index}${ending}`, languageId, 1, text);
    session.diagnostics(document);
  });
  for (const index of first.keys()) {
    session.closed(new OpenDocument(`file:///bench/first-${index}${ending}`, languageId, 1, ''));
  }
  const lines = text.split('\n').length.toLocaleString('en');
  const row = [...columns, show(first)].map((column) => column.padEnd(20)).join('  ');
  console.log(`  ${title.padEnd(26)} ${lines.padStart(6)} lines  ${row}`);
}

/** Where somebody types: behind the mark nearest to the middle of a file. */
function placeBehind(text: string, mark: string): number {
  const at = text.indexOf(mark, Math.floor(text.length / 2));
  if (at < 0) {
    throw new Error(`The file for the benchmark has no "${mark}".`);
  }
  return at + mark.length;
}

/** A workspace of a thousand files, checked by the built command line. */
export function measureWorkspace(count: number, lines: number): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'grantscope-bench-'));
  try {
    const files = KINDS.map((make) => make(lines));
    for (let index = 0; index < count; index++) {
      const file = files[index % files.length];
      const inside = path.join(folder, `part-${index % 20}`);
      mkdirSync(inside, { recursive: true });
      writeFileSync(path.join(inside, `file-${index}${file?.ending}`), file?.text ?? '');
    }
    const started = performance.now();
    const { status } = spawnSync(process.execPath, ['dist/cli.js', 'check', '--format', 'json', folder], {
      maxBuffer: 1 << 30,
    });
    const seconds = (performance.now() - started) / 1000;
    console.log(
      `  ${count.toLocaleString('en')} files of ${lines.toLocaleString('en')} lines: ${seconds.toFixed(1)} s, ${(count / seconds).toFixed(0)} files a second, ${Math.round((count * lines) / seconds).toLocaleString('en')} lines a second (exit code ${status})`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
