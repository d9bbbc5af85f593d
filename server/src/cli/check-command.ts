/** `check`: the findings for files and folders, and their safe fixes made. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { TextChecker } from '../features/check-text.ts';
import { isAccessTestName, languageOfFile } from '../features/languages.ts';
import { LineIndex } from '../features/line-index.ts';
import { AccessInventory } from '../inventory/azure-access-inventory.ts';
import { WorkspaceInventory } from '../inventory/workspace-inventory.ts';
import { mayHoldModels } from '../readers/model-marks.ts';
import type { SeverityMap } from '../rules/finding.ts';
import { type Message, message } from '../rules/message.ts';
import { SEVERITIES, type Severity } from '../rules/rule.ts';
import { syntax } from '../rules/syntax.ts';
import { type DecodedText, decodeText, encodeText } from '../syntax/decode-text.ts';
import type { Language } from '../syntax/language.ts';
import { type FindSeverities, findSeverities } from './find-configuration.ts';
import { addressOf, MOST_BYTES, readInventory } from './read-inventory.ts';
import {
  type CheckedFile,
  type Format,
  formatCompact,
  formatJson,
  formatPretty,
  type Summary,
  summarize,
  summaryLine,
} from './report.ts';
import { showChanges } from './show-changes.ts';
import { CommandError, EXIT, type Terminal } from './terminal.ts';
import { type FoundFile, findFiles } from './walk-files.ts';

export interface CheckOptions {
  readonly paths: readonly string[];
  readonly format: Format;
  readonly failOn: Severity | 'never';
  readonly fix: boolean;
  readonly dryRun: boolean;
  readonly stdin: boolean;
  readonly stdinName: string | undefined;
  readonly config: string | undefined;
  /** Where what is known of other files stands; the checked paths where none are given. */
  readonly inventory: readonly string[];
  readonly quiet: boolean;
}

export async function runCheck(terminal: Terminal, options: CheckOptions): Promise<number> {
  if (options.stdin) {
    return new CheckRun(terminal, options, new WorkspaceInventory()).checkInput(await terminal.readInput());
  }
  const files = findFiles(terminal.folder, options.paths.length > 0 ? options.paths : ['.']);
  // Who may do what is kept for those who ask it: an export of a whole tenant is large.
  const asksAccess = files.some(({ name }) => isAccessTestName(name));
  const known = new WorkspaceInventory(asksAccess ? new AccessInventory(terminal.facts.roles) : undefined);
  const run = new CheckRun(terminal, options, known);
  const { inventory } = options;
  readInventory(terminal, known, inventory.length > 0 ? findFiles(terminal.folder, inventory) : files, inventory);
  return run.checkFiles(files);
}

class CheckRun {
  readonly #terminal: Terminal;
  readonly #options: CheckOptions;
  readonly #severities: FindSeverities;
  readonly #checker: TextChecker;

  constructor(terminal: Terminal, options: CheckOptions, inventory: WorkspaceInventory) {
    this.#terminal = terminal;
    this.#options = options;
    this.#severities = findSeverities(terminal, options.config);
    this.#checker = new TextChecker(terminal.facts, inventory);
  }

  checkFiles(files: readonly FoundFile[]): number {
    const wanted = files.filter((file) => this.#severities(file.path) !== undefined);
    const checked: CheckedFile[] = [];
    for (const [index, file] of wanted.entries()) {
      this.#terminal.progress(`${index + 1}/${wanted.length} ${file.name}`);
      checked.push(this.#checkFile(file));
    }
    this.#terminal.progress('');
    return this.#report(wanted.length, checked);
  }

  checkInput(bytes: Uint8Array): number {
    const name = this.#options.stdinName ?? 'stdin.json';
    const file = this.#checkBytes(name, path.resolve(this.#terminal.folder, name), bytes, true, (fixed) =>
      this.#terminal.out(fixed.text),
    );
    if (this.#options.fix && !this.#options.dryRun) {
      // The fixed text has standard output for itself.
      this.#terminal.error(formatCompact([file], this.#terminal.translations).trimEnd());
      return this.#exitCode(summarize(1, [file]));
    }
    return this.#report(1, [file]);
  }

  #checkFile(file: FoundFile): CheckedFile {
    let bytes: Uint8Array;
    try {
      bytes = readFileSync(file.path);
    } catch (error) {
      throw new CommandError(
        `"${file.name}" cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
    return this.#checkBytes(file.name, file.path, bytes, file.named, (fixed) =>
      writeFileSync(file.path, encodeText(fixed.text, fixed)),
    );
  }

  #checkBytes(
    name: string,
    full: string,
    bytes: Uint8Array,
    named: boolean,
    write: (fixed: DecodedText) => void,
  ): CheckedFile {
    const language = languageOfFile(name);
    if (!language) {
      return unreadable(name, named ? message('Grantscope does not read files with this ending.') : undefined);
    }
    if (bytes.length > MOST_BYTES) {
      return unreadable(
        name,
        mayBeOurs(bytes) || named
          ? message(
              'This file has {0} MB. Files of more than {1} MB are not read.',
              Math.round(bytes.length / 1_048_576),
              MOST_BYTES / 1_048_576,
            )
          : undefined,
      );
    }
    const decoded = decodeText(bytes);
    if (!decoded) {
      return unreadable(name, named ? message('This is no text in UTF-8 or UTF-16.') : undefined);
    }
    const severities = this.#severities(full) ?? {};
    const text = this.#options.fix ? this.#fix(name, decoded, language, severities, write) : decoded.text;
    const findings = this.#checker.checkText(text, language, severities, addressOf(full));
    return { name, text, lines: new LineIndex(findings.length > 0 ? text : ''), findings };
  }

  /** Makes the safe fixes, or shows them, and gives the text whose findings are to be reported. */
  #fix(
    name: string,
    decoded: DecodedText,
    language: Language,
    severities: SeverityMap,
    write: (fixed: DecodedText) => void,
  ): string {
    const fixed = this.#checker.fix(decoded.text, language, severities);
    if (this.#options.dryRun) {
      if (fixed.count > 0 && this.#options.format !== 'json') {
        this.#terminal.out(showChanges(name, decoded.text, fixed.text, this.#terminal.colors));
      }
      return decoded.text;
    }
    if (!decoded.exact && fixed.count > 0) {
      this.#terminal.error(`grantscope: "${name}" has bytes that are no text; it is not changed`);
      return decoded.text;
    }
    if (fixed.count > 0 || this.#options.stdin) {
      write({ ...decoded, text: fixed.text });
    }
    return fixed.text;
  }

  #report(files: number, checked: readonly CheckedFile[]): number {
    const { out, error, colors, translations } = this.#terminal;
    const summary = summarize(files, checked);
    const { format, quiet } = this.#options;
    const shown = quiet
      ? checked.map((file) => ({ ...file, findings: file.findings.filter(({ severity }) => severity === 'error') }))
      : checked;
    if (format === 'json') {
      out(formatJson(summary, shown, translations));
    } else {
      out(format === 'pretty' ? formatPretty(shown, colors, translations) : formatCompact(shown, translations));
      if (!quiet) {
        error(summaryLine(summary, colors));
      }
    }
    return this.#exitCode(summary);
  }

  #exitCode({ counts }: Summary): number {
    const { failOn } = this.#options;
    const failing = failOn === 'never' ? [] : SEVERITIES.slice(0, SEVERITIES.indexOf(failOn) + 1);
    return failing.some((severity) => counts[severity] > 0) ? EXIT.findings : EXIT.fine;
  }
}

/** A file that could not be read as text: with a finding where somebody has to know. */
function unreadable(name: string, text: Message | undefined): CheckedFile {
  const findings = text
    ? [
        {
          rule: syntax.id,
          severity: syntax.severity,
          span: { start: 0, end: 0 },
          message: text,
          unnecessary: false,
          unfinished: false,
          fixes: [],
        },
      ]
    : [];
  return { name, text: '', lines: new LineIndex(''), findings };
}

/** Whether the beginning of a file that is too large to read has a word that a model has. */
function mayBeOurs(bytes: Uint8Array): boolean {
  const head = decodeText(bytes.subarray(0, 1024 * 1024));
  return head !== undefined && mayHoldModels(head.text);
}
