/** Findings as the command line prints them. */
import type { LineIndex, Position } from '../features/line-index.ts';
import type { Finding } from '../rules/finding.ts';
import { render, type Translations } from '../rules/message.ts';
import { SEVERITIES, type Severity } from '../rules/rule.ts';
import type { Span } from '../syntax/tree.ts';
import { type Color, painter, printable } from './terminal.ts';

/** A file with its findings, and what is needed to show them. */
export interface CheckedFile {
  readonly name: string;
  readonly text: string;
  readonly lines: LineIndex;
  readonly findings: readonly Finding[];
}

export type Format = 'pretty' | 'compact' | 'json';
export const FORMATS: readonly Format[] = ['pretty', 'compact', 'json'];

export interface Summary {
  readonly files: number;
  readonly counts: Readonly<Record<Severity, number>>;
}

export function summarize(files: number, checked: readonly CheckedFile[]): Summary {
  const counts = { error: 0, warning: 0, information: 0, hint: 0 };
  for (const { findings } of checked) {
    for (const { severity } of findings) {
      counts[severity]++;
    }
  }
  return { files, counts };
}

const COLORS: Readonly<Record<Severity, Color>> = {
  error: 'red',
  warning: 'yellow',
  information: 'blue',
  hint: 'cyan',
};
/** How much of a long line is shown around a finding. */
const MOST_SHOWN = 160;

export function formatPretty(checked: readonly CheckedFile[], colors: boolean, translations: Translations): string {
  const paint = painter(colors);
  const blocks = checked.flatMap((file) =>
    file.findings.map((finding) => {
      const { line, character } = file.lines.positionAt(finding.span.start);
      const place = paint('bold', `${printable(file.name)}:${line + 1}:${character + 1}`);
      const head = `${place} ${paint(COLORS[finding.severity], finding.severity)} ${paint('gray', finding.rule)}`;
      const fixes =
        finding.fixes.length > 0
          ? [
              `  ${paint('green', 'fix:')} ${printable(render(finding.fixes[0]?.title ?? finding.message, translations))}`,
            ]
          : [];
      return [
        head,
        `  ${printable(render(finding.message, translations))}`,
        ...excerpt(file, finding, colors),
        ...fixes,
        '',
      ].join('\n');
    }),
  );
  return blocks.map((block) => `${block}\n`).join('');
}

/** The line of a finding with marks below it. */
function excerpt({ text, lines }: CheckedFile, { span, severity }: Finding, colors: boolean): string[] {
  const paint = painter(colors);
  const { line, character } = lines.positionAt(span.start);
  const lineStart = lines.lineStart(line) ?? 0;
  const [source = ''] = text.slice(lineStart, lineStart + character + MOST_SHOWN * 2).split(/\r\n|\n|\r/);
  const from = character > MOST_SHOWN / 2 ? character - MOST_SHOWN / 4 : 0;
  const shown = source.slice(from, from + MOST_SHOWN);
  const width = Math.max(1, Math.min(span.end - span.start, shown.length - (character - from)));
  const number = String(line + 1);
  const blanks = shown.slice(0, character - from).replace(/[^\t]/g, ' ');
  return [
    `  ${paint('gray', `${number} |`)} ${printable(shown)}`,
    `  ${' '.repeat(number.length)} ${paint('gray', '|')} ${blanks}${paint(COLORS[severity], '^'.repeat(width))}`,
  ];
}

export function formatCompact(checked: readonly CheckedFile[], translations: Translations): string {
  const rows = checked.flatMap((file) =>
    file.findings.map(({ span, severity, message, rule }) => {
      const { line, character } = file.lines.positionAt(span.start);
      return `${printable(file.name)}:${line + 1}:${character + 1}: ${severity}: ${printable(render(message, translations))} [${rule}]\n`;
    }),
  );
  return rows.join('');
}

export function formatJson(summary: Summary, checked: readonly CheckedFile[], translations: Translations): string {
  const findings = checked.flatMap(({ name, lines, findings: ofFile }) =>
    ofFile.map(({ rule, severity, span, message, fixes }) => ({
      rule,
      severity,
      file: name,
      range: rangeOf(lines, span),
      message: render(message, translations),
      fixes: fixes.flatMap((fix) => {
        const edits = fix.edits();
        return edits
          ? [
              {
                title: render(fix.title, translations),
                edits: edits.map((edit) => ({ range: rangeOf(lines, edit.span), newText: edit.text })),
              },
            ]
          : [];
      }),
    })),
  );
  return `${JSON.stringify({ version: 1, findings, summary: { files: summary.files, ...summary.counts } }, undefined, 2)}\n`;
}

function rangeOf(lines: LineIndex, { start, end }: Span): { start: object; end: object } {
  const place = ({ line, character }: Position): object => ({ line: line + 1, column: character + 1 });
  return { start: place(lines.positionAt(start)), end: place(lines.positionAt(end)) };
}

/** What was found, in a line: `12 files, 1 error, 2 warnings`. */
export function summaryLine({ files, counts }: Summary, colors: boolean): string {
  const paint = painter(colors);
  const count = (number: number, word: string): string =>
    `${number} ${word}${number === 1 || word === 'information' ? '' : 's'}`;
  const parts = SEVERITIES.filter((severity) => counts[severity] > 0).map((severity) =>
    paint(COLORS[severity], count(counts[severity], severity)),
  );
  return [`${count(files, 'file')} checked`, ...(parts.length > 0 ? parts : [paint('green', 'no findings')])].join(
    ', ',
  );
}
