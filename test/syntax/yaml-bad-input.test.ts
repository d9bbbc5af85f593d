/** What no text may do to the reading of YAML: break it, or keep it busy. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { yaml } from '../../server/src/syntax/yaml.ts';
import { problemsOf, SAMPLE } from './yaml-tree.ts';

const MANY: readonly (readonly [what: string, text: string])[] = [
  ['brackets', '['.repeat(1_000_000)],
  ['closing brackets', ']'.repeat(4_000)],
  ['braces', '{a: '.repeat(20_000)],
  ['dashes', '- '.repeat(20_000)],
  ['colons', ': '.repeat(20_000)],
  ['question marks', '? '.repeat(20_000)],
  ['quotes', `${'"'.repeat(100_001)}`],
  ['quotes of lines', 'a: "\n'.repeat(4_000)],
  ['empty lines', `a:${'\n'.repeat(60_000)}b: 1`],
  ['comments', 'a: 1\n  # x\n'.repeat(10_000)],
  ['indented comments', `a: 1\n${'  # x\n'.repeat(40_000)}b: 2\n`],
  ['steps', Array.from({ length: 2_000 }, (_, index) => `${' '.repeat(index)}a:`).join('\n')],
  ['backslashes', `a: "${'\\'.repeat(200_001)}`],
  ['a block', `a: |\n${'  line\n'.repeat(40_000)}`],
  ['a folded block', `a: >\n${'  line\n\n'.repeat(20_000)}`],
  ['templates', 'a: {{x\n'.repeat(10_000)],
  ['braces of templates', '{{'.repeat(10_000)],
  ['a line of templates', `a: ${'{{x}} '.repeat(10_000)}`],
  ['open templates and quotes', `a: [${',{{"'.repeat(20_000)}`],
  ['aliases', `a: &a [x]\n${Array.from({ length: 30 }, () => 'b: &b [*a, *a, *a]').join('\n')}`],
  ['markers', '<<<<<<< a\n=======\n>>>>>>> b\n'.repeat(4_000)],
  ['documents', '---\na: 1\n'.repeat(4_000)],
  ['falling lines', Array.from({ length: 3_000 }, (_, index) => `${' '.repeat(3_000 - index)}a: 1`).join('\n')],
  ['keys', Array.from({ length: 30_000 }, (_, index) => `k${index}: 1`).join('\n')],
];

describe('bad input', () => {
  test('never throws, whatever the text', () => {
    const unit = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"',
      "'",
      ':',
      ',',
      '\\',
      '\n',
      ' ',
      '#',
      '-',
      '?',
      '|',
      '>',
      '&',
      '*',
      'a',
      '\t',
      '\uD800',
      '\0',
    );
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit, maxLength: 60 })), (any) => {
        const tree = yaml.parse(any);
        expect(problemsOf(tree).filter((one) => one.startsWith('unreadable'))).toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });

  test.each(MANY)('a lot of %s ends soon', (_, text) => {
    // A reader of quadratic time would take minutes, and the runner would not wait for it.
    expect(yaml.parse(text).text.length).toBe(text.length);
  });

  test('what is too deep is said', () => {
    expect(problemsOf(yaml.parse('- '.repeat(2_000))).join()).toContain('too-deep');
    expect(problemsOf(yaml.parse('['.repeat(2_000))).join()).toContain('too-deep');
  });

  test('every prefix of a file is read', () => {
    for (let end = 0; end <= SAMPLE.length; end++) {
      expect(() => yaml.parse(SAMPLE.slice(0, end))).not.toThrow();
    }
  });
});
