/** Every example of every rule: the complete set of findings, and what each fix makes of it. */
import { describe, expect, test } from 'vitest';
import { languageOfDocument } from '../../server/src/features/languages.ts';
import { Checker } from '../../server/src/rules/check.ts';
import type { Finding } from '../../server/src/rules/finding.ts';
import { EXEMPTIONS, RULES } from '../../server/src/rules/index.ts';
import { reportFindings } from '../../server/src/rules/report-findings.ts';
import type { Example } from '../../server/src/rules/rule.ts';
import { applyEdits } from '../../server/src/syntax/change.ts';
import { json } from '../../server/src/syntax/json.ts';
import { fileFrame } from '../../server/src/syntax/language.ts';
import { facts, factsWith } from '../facts.ts';

type Setting = Pick<Example, 'language' | 'inventory'>;

const checker = new Checker(RULES, EXEMPTIONS, facts);

function check(text: string, { language, inventory }: Setting): readonly Finding[] {
  const tree = (languageOfDocument(language ?? 'json', '') ?? json).parse(text);
  const known = inventory === undefined ? checker : new Checker(RULES, EXEMPTIONS, factsWith(inventory));
  return reportFindings(tree, known.check(fileFrame(tree)), {});
}

const MARKS = /^ *\^+( [\w/-]+)?$/;

/** Takes the lines with marks out of an example, and says what they mark: the lines above, by rule and column. */
function readMarks(marked: string, rule: string): { text: string; expected: string[] } {
  const lines: string[] = [];
  const expected: string[] = [];
  for (const line of marked.split('\n')) {
    if (MARKS.test(line)) {
      const start = line.indexOf('^');
      const end = line.lastIndexOf('^') + 1;
      expected.push(`${lines.length}:${start + 1}-${end + 1} ${line.slice(end).trim() || rule}`);
    } else {
      lines.push(line);
    }
  }
  return { text: lines.join('\n'), expected };
}

function describeFindings(text: string, setting: Setting): string[] {
  return check(text, setting).map(({ rule, span }) => {
    const line = text.slice(0, span.start).split('\n').length;
    const column = span.start - text.lastIndexOf('\n', span.start - 1);
    return `${line}:${column}-${column + Math.max(1, span.end - span.start)} ${rule}`;
  });
}

/** The rule and the marked text of each finding, which stay the same when text before it goes. */
function identify(text: string, setting: Setting): string[] {
  return check(text, setting).map(({ rule, span }) => `${rule} ${text.slice(span.start, span.end)}`);
}

describe.each(RULES.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  const flagged = rule.examples.flatMap((example) =>
    example.flagged === undefined ? [] : [{ ...example, flagged: example.flagged }],
  );

  // What other files say changes, and is not in the facts of the rules that do not ask for it.
  test('asks for what other files say where its examples need it', () => {
    expect(rule.asksInventory ?? false).toBe(rule.examples.some(({ inventory }) => inventory !== undefined));
  });

  test.each(flagged)('flags what its example marks, and nothing else ($#)', (example) => {
    const { text, expected } = readMarks(example.flagged, id);
    expect(describeFindings(text, example)).toEqual(
      expected.sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10)),
    );
  });

  const clean = rule.examples.filter((example) => example.clean !== undefined);

  test.each(clean)('is silent on its clean example ($#)', (example) => {
    expect(describeFindings(example.clean ?? '', example)).toEqual([]);
  });

  test.each(flagged)('each fix takes its finding away and brings no other ($#)', (example) => {
    const { text } = readMarks(example.flagged, id);
    const before = identify(text, example);
    for (const [index, finding] of check(text, example).entries()) {
      for (const fix of finding.fixes) {
        const fixed = applyEdits(text, fix.edits() ?? []);
        const left = before.filter((_, place) => place !== index);
        expect(left).toEqual(expect.arrayContaining(identify(fixed, example)));
        expect(identify(fixed, example).length).toBeLessThan(before.length);
      }
    }
  });

  test.each(flagged.filter(({ fixed }) => fixed !== undefined))(
    'the first fix gives what the example shows ($#)',
    (example) => {
      const { text } = readMarks(example.flagged, id);
      const fix = check(text, example).find((finding) => finding.rule === id)?.fixes[0];
      expect(applyEdits(text, fix?.edits() ?? [])).toBe(example.fixed);
    },
  );

  test('says whether it has fixes', () => {
    const hasFix = flagged.some((example) =>
      check(readMarks(example.flagged, id).text, example).some(
        (finding) => finding.rule === id && finding.fixes.length > 0,
      ),
    );
    expect(hasFix).toBe(rule.fixable);
  });
});
