import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readReferences } from '../../server/src/access/databricks/secret-reference.ts';

/** A reference in few words: its text, names, flaws, blanks, what it should be. */
function describeAll(text: string): string[] {
  return readReferences(text, []).map(({ span, scope, key, flaws, blanks, repaired }) =>
    [
      text.slice(span.start, span.end),
      `${scope?.value ?? '-'}|${key?.value ?? '-'}`,
      flaws.join(' '),
      blanks.map(({ start, end }) => `${start}-${end}`).join(' '),
      repaired ?? '-',
    ].join(' # '),
  );
}

describe('references', () => {
  const RIGHT = '{{secrets/s/k}}';

  test.each([
    ['{{secrets/s/k}}', '{{secrets/s/k}} # s|k #  #  # {{secrets/s/k}}'],
    ['{{ secrets/s/k }}', `{{ secrets/s/k }} # s|k #  # 2-3 14-15 # ${RIGHT}`],
    ['{{secrets/ s/k}}', `{{secrets/ s/k}} # s|k #  # 10-11 # ${RIGHT}`],
    ['{{secrets/s / k}}', `{{secrets/s / k}} # s|k #  # 11-12 13-14 # ${RIGHT}`],
    ['{{secrets/s/k }}', `{{secrets/s/k }} # s|k #  # 13-14 # ${RIGHT}`],
    ['{{secrets /s/k}}', `{{secrets /s/k}} # s|k #  # 9-10 # ${RIGHT}`],
    ['{{secret/s/k}}', `{{secret/s/k}} # s|k # singular #  # ${RIGHT}`],
    ['{{SECRETS/s/k}}', `{{SECRETS/s/k}} # s|k # upper-case #  # ${RIGHT}`],
    ['{secrets/s/k}', `{secrets/s/k} # s|k # unbalanced #  # ${RIGHT}`],
    ['{{secrets/s/k}', `{{secrets/s/k} # s|k # unbalanced #  # ${RIGHT}`],
    ['{{secrets/s/k}}}', `{{secrets/s/k}}} # s|k # unbalanced #  # ${RIGHT}`],
    ['{{secrets/s/k', '{{secrets/s/k # s|k # unclosed #  # -'],
    ['{{secrets/s}}', '{{secrets/s}} # s|- # missing-key #  # -'],
    ['{{secrets//k}}', '{{secrets//k}} # |k # empty-part #  # -'],
    ['{{secrets/s/}}', '{{secrets/s/}} # s| # empty-part #  # -'],
    ['{{secrets/s/a/b}}', '{{secrets/s/a/b}} # s|a # too-many-parts #  # -'],
    ['{{secrets:s:k}}', `{{secrets:s:k}} # s|k # separator #  # ${RIGHT}`],
    ['{{secrets.s.k}}', `{{secrets.s.k}} # s|k # separator #  # ${RIGHT}`],
    [`\${secrets/s/k}`, `\${secrets/s/k} # s|k # dollar #  # ${RIGHT}`],
    ['secrets/s/k', `secrets/s/k # s|k # no-braces #  # ${RIGHT}`],
    ['user:{{secrets/s/a}}@{{secrets/s/b}}', `{{secrets/s/a}} # s|a #  #  # {{secrets/s/a}}`],
  ])('%s', (text, expected) => {
    expect(describeAll(text)[0]).toBe(expected);
  });
});

describe('what stands around', () => {
  test('several in one text are found one by one', () => {
    expect(describeAll('{{secrets/s/a}}{{secrets/s/b}} {{ secrets/s/c}}').map((one) => one.split(' # ')[0])).toEqual([
      '{{secrets/s/a}}',
      '{{secrets/s/b}}',
      '{{ secrets/s/c}}',
    ]);
  });

  test.each([
    `\${{ secrets.TOKEN }}`,
    `\${{secrets.TOKEN}}`,
    '{{job.run_id}}',
    '{{tasks.secrets.values.x}}',
    '{{ my_secret }}',
    'a secret. {{ x }}',
    'path/to/secrets/dir/file',
    '{{sparkconf/fs.azure}}',
    '{{secrets/{{.scope}}/k}}',
    "dbutils.secrets.get('a', 'b')",
  ])('%s is none', (text) => {
    expect(readReferences(text, []).filter(({ flaws }) => !flaws.includes('missing-key'))).toEqual([]);
  });

  test.each([
    `{{secrets/\${databricks_secret_scope.x.name}/\${databricks_secret.y["{}"].key}}}`,
    `{{secrets/\${var.scope}/key}}`,
    '{{secrets/$SCOPE/$KEY}}',
    '{{secrets/$(scope)/key}}',
    '{{secrets/<scope name>/<key name>}}',
    '{{secrets/%s/%s}}',
    `{{secrets/\${var.path}}}`,
    '{{secrets/__scope__/key}}',
    '{{secrets/#{scope}#/key}}',
  ])('%s is right as far as anybody knows', (text) => {
    expect(readReferences(text, []).map(({ flaws, blanks }) => [flaws, blanks])).toEqual([[[], []]]);
  });

  test('stretches that the language knows are unknown as well', () => {
    const [reference] = readReferences('{{secrets/{scope}/key}}', [{ start: 10, end: 17 }]);
    expect(reference).toMatchObject({ flaws: [], scope: { value: '{scope}', known: false }, key: { value: 'key' } });
  });

  test('any text is read, in order and without overlap', () => {
    const unit = fc.constantFrom('{', '}', 'secrets', 'secret', '/', ' ', 'a', '$', '(', '<', '>', '\n', '"', '\uD800');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 80 }), (text) => {
        let end = 0;
        for (const { span, repaired } of readReferences(text, [])) {
          expect(span.start).toBeGreaterThanOrEqual(end);
          expect(span.end).toBeLessThanOrEqual(text.length);
          end = span.end;
          if (repaired !== undefined && !/[$<(]/.test(repaired)) {
            const again = readReferences(repaired, []);
            expect(again.map(({ flaws, blanks }) => [flaws, blanks.length])).toEqual([[[], 0]]);
          }
        }
      }),
      { numRuns: 5000 },
    );
  });

  test('long texts take no longer than they are long', () => {
    for (const text of ['{', '{{secrets/', 'secret ', `\${`, '{{secrets/a/b}} ', ' ', '<a']) {
      expect(readReferences(text.repeat(100_000), []).length).toBeGreaterThanOrEqual(0);
    }
  });
});
