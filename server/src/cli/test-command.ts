/** `test`: runs access tests and says of each whether what it expects is so, and why it is not. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { JudgedReason } from '../access/access-port.ts';
import type { AccessSources } from '../features/access/access-answer.ts';
import { answerPort } from '../features/access/answer-port.ts';
import {
  type AccessTestFileResult,
  type AccessTestResult,
  runAccessTests,
} from '../features/access/run-access-tests.ts';
import { isAccessTestName, languageOfFile } from '../features/languages.ts';
import { LineIndex } from '../features/line-index.ts';
import { readAccessTestFile } from '../readers/access-test.ts';
import { asMessage } from '../rules/access-expectation.ts';
import { type Message, render } from '../rules/message.ts';
import { decodeText } from '../syntax/decode-text.ts';
import type { Tree } from '../syntax/language.ts';
import type { AccessOptions } from './access-command.ts';
import { OriginLines } from './origin-lines.ts';
import { readAccess } from './read-inventory.ts';
import { inLine } from './shown-role.ts';
import { CommandError, EXIT, painter, sayer, type Terminal } from './terminal.ts';
import { type FoundFile, findFiles } from './walk-files.ts';

export interface TestOptions extends AccessOptions {
  /** Files of tests, and folders in which to look for them; this folder where none are given. */
  readonly paths: readonly string[];
}

interface RunFile {
  /** Relative to the working folder, with `/`. */
  readonly name: string;
  readonly lines: LineIndex;
  readonly result: AccessTestFileResult;
}

export function runTest(terminal: Terminal, { paths, inventory, format }: TestOptions): number {
  const wanted = paths.length > 0 ? paths : ['.'];
  const files = findFiles(terminal.folder, wanted).filter(({ name, named }) => named || isAccessTestName(name));
  if (files.length === 0) {
    throw new CommandError(`there are no access tests under ${wanted.join(', ')}; they stand in files *.access.yaml`);
  }
  const inventories = new Inventories(terminal, inventory);
  const run = files.map((file) => runFile(terminal, file, inventories));
  const shown = new ShownTests(terminal, run);
  if (format === 'json') {
    shown.json();
  } else {
    shown.pretty();
  }
  return run.every(({ result }) => result.passed) ? EXIT.fine : EXIT.findings;
}

function runFile(terminal: Terminal, file: FoundFile, inventories: Inventories): RunFile {
  const tree = readTree(file);
  const sources = inventories.of(file, tree);
  const port = answerPort(terminal.facts, { accessWithin: () => sources }, file.path, true);
  const result = runAccessTests(tree, terminal.facts, port);
  if (!result) {
    throw new CommandError(
      `"${file.name}" has no access tests: it needs a list "tests" with principal, allowed and on`,
    );
  }
  return { name: file.name, lines: new LineIndex(tree.text), result };
}

function readTree({ name, path: file }: FoundFile): Tree {
  const language = languageOfFile(name);
  if (!language) {
    throw new CommandError(`"${name}" is no file that Grantscope reads; access tests stand in *.access.yaml`);
  }
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new CommandError(`"${name}" cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  const decoded = decodeText(bytes);
  if (!decoded) {
    throw new CommandError(`"${name}" is no text in UTF-8 or UTF-16`);
  }
  return language.parse(decoded.text);
}

/** What is known, read once for all files that ask the same. */
class Inventories {
  readonly #terminal: Terminal;
  readonly #chosen: readonly string[];
  readonly #read = new Map<string, AccessSources>();

  /** @param chosen instead of what the files name */
  constructor(terminal: Terminal, chosen: readonly string[]) {
    this.#terminal = terminal;
    this.#chosen = chosen;
  }

  of({ name, path: file }: FoundFile, { root }: Tree): AccessSources {
    const own = readAccessTestFile(root)?.inventory?.node.text;
    if (this.#chosen.length > 0 || own === undefined) {
      return this.#sources('', this.#chosen);
    }
    const place = path.resolve(path.dirname(file), own);
    try {
      return this.#sources(place, [place]);
    } catch (error) {
      // The path is the file's own and not one that was given.
      throw error instanceof CommandError
        ? new CommandError(`inventory "${own}" of "${name}": ${error.message}`)
        : error;
    }
  }

  #sources(key: string, paths: readonly string[]): AccessSources {
    const known = this.#read.get(key) ?? readAccess(this.#terminal, paths);
    this.#read.set(key, known);
    return known;
  }
}

/** Writes what came of the tests. */
class ShownTests {
  readonly #terminal: Terminal;
  readonly #files: readonly RunFile[];
  readonly #origins: OriginLines;

  constructor(terminal: Terminal, files: readonly RunFile[]) {
    this.#terminal = terminal;
    this.#files = files;
    this.#origins = new OriginLines(terminal.folder);
  }

  json(): void {
    const tests = this.#files.flatMap((file) => file.result.tests.map((test) => this.#testJson(file, test)));
    const problems = this.#files.flatMap(({ name, lines, result }) =>
      result.problems.map(({ rule, span, message }) => ({
        file: name,
        line: lineOf(lines, span.start),
        rule,
        message: this.#say(message),
      })),
    );
    const content = { version: 1, tests, problems, summary: this.#summary() };
    this.#terminal.out(`${JSON.stringify(content, undefined, 2)}\n`);
  }

  #testJson(
    { name: file, lines }: RunFile,
    { name, span, principal, resource, passed, expectations }: AccessTestResult,
  ) {
    return {
      file,
      line: lineOf(lines, span.start),
      name: this.#say(name),
      principal: principal ?? null,
      resource: resource ?? null,
      passed,
      expectations: expectations.map((one) => ({
        operation: one.operation,
        expected: one.expected,
        decision: one.outcome ?? null,
        passed: !one.failure,
        line: lineOf(lines, one.span.start),
        ...(one.failure ? { message: this.#say(one.failure) } : {}),
        reasons: one.reasons.map(({ effect, words, origin }) => ({
          effect,
          message: this.#say(asMessage(words)),
          ...(origin ? this.#origins.placeOf(origin) : {}),
        })),
        unknowns: one.unknowns.map((unknown) => this.#say(unknown)),
      })),
    };
  }

  pretty(): void {
    const { paint, say } = this.#words();
    for (const file of this.#files) {
      const { name, lines, result } = file;
      this.#terminal.out(`${paint('bold', inLine(name))}\n`);
      for (const { span, message } of result.problems) {
        this.#line(2, `${paint('red', '✗')} ${inLine(this.#say(message))}`, name, lineOf(lines, span.start));
      }
      for (const test of result.tests) {
        this.#test(file, test);
      }
    }
    const { tests, passed, failed } = this.#summary();
    const color = failed > 0 || this.#files.some(({ result }) => !result.passed) ? 'red' : 'green';
    this.#terminal.out(`${paint(color, say('{0} tests: {1} passed, {2} failed', tests, passed, failed))}\n`);
  }

  #test({ name: file, lines }: RunFile, { name, passed, expectations }: AccessTestResult): void {
    const { paint } = this.#words();
    const mark = passed ? paint('green', '✓') : paint('red', '✗');
    this.#terminal.out(`  ${mark} ${inLine(this.#say(name))}\n`);
    for (const { operation, failure, reasons, unknowns, span } of expectations) {
      if (failure) {
        this.#line(4, inLine(operation), file, lineOf(lines, span.start));
        this.#terminal.out(`      ${inLine(this.#say(failure))}\n`);
        this.#why(reasons, unknowns);
      }
    }
  }

  #why(reasons: readonly JudgedReason[], unknowns: readonly Message[]): void {
    for (const { words, origin } of reasons) {
      const place = origin && this.#origins.placeOf(origin);
      this.#line(8, inLine(this.#say(asMessage(words))), place?.file, place?.line);
    }
    if (unknowns.length > 0) {
      this.#terminal.out(`        ${this.#words().say('What is not known:')}\n`);
    }
    for (const unknown of unknowns) {
      this.#line(10, inLine(this.#say(unknown)));
    }
  }

  #line(indent: number, text: string, file?: string, line?: number): void {
    const place = file === undefined ? '' : `  ${this.#words().paint('gray', `${inLine(file)}:${line ?? 1}`)}`;
    this.#terminal.out(`${' '.repeat(indent)}${text}${place}\n`);
  }

  #summary() {
    const tests = this.#files.flatMap(({ result }) => result.tests);
    const passed = tests.filter((test) => test.passed).length;
    return { files: this.#files.length, tests: tests.length, passed, failed: tests.length - passed };
  }

  #say(message: Message): string {
    return render(message, this.#terminal.translations);
  }

  #words() {
    return { paint: painter(this.#terminal.colors), say: sayer(this.#terminal) };
  }
}

function lineOf(lines: LineIndex, offset: number): number {
  return lines.positionAt(offset).line + 1;
}
