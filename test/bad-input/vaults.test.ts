/** Vaults half typed, cut off and with pieces of one in the place of another: nothing throws, and fixes stay whole. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TextChecker } from '../../server/src/features/check-text.ts';
import { languageOfDocument } from '../../server/src/features/languages.ts';
import { migrateVaults } from '../../server/src/features/migrate-azure-vaults.ts';
import { RULES } from '../../server/src/rules/index.ts';
import { applyEdits, overlap } from '../../server/src/syntax/change.ts';
import { facts } from '../facts.ts';

const checker = new TextChecker(facts);

/** The examples of the rules about vaults, by language. */
const SAMPLES: readonly (readonly [language: string, text: string])[] = RULES.filter(({ id }) =>
  /^azure\/(?:vault-|permission-model|ignored-access|data-role-without|retiring)/.test(id),
).flatMap(({ examples }) =>
  examples.flatMap(({ language = 'json', flagged, clean, fixed }) =>
    [flagged?.replace(/^ *\^+.*\n/gm, ''), clean, fixed].flatMap((text): [string, string][] =>
      text === undefined ? [] : [[language, text]],
    ),
  ),
);

function look(language: string, text: string): void {
  const found = languageOfDocument(language, '');
  if (!found) {
    throw new Error(`no language ${language}`);
  }
  for (const { fixes, span } of checker.checkText(text, found, {})) {
    expect(0 <= span.start && span.start <= span.end && span.end <= text.length).toBe(true);
    for (const fix of fixes) {
      const edits = fix.edits() ?? [];
      expect(overlap(edits)).toBe(false);
      found.parse(applyEdits(text, edits));
    }
  }
  migrateVaults(found.parse(text), facts);
}

test.each(SAMPLES)('%s, cut off anywhere (%#)', (language, text) => {
  const step = Math.max(1, Math.floor(text.length / 60));
  for (let end = 0; end <= text.length; end += step) {
    look(language, text.slice(0, end));
    look(language, text.slice(0, end) + text.slice(end + step * 3));
  }
});

test('pieces of samples in the place of others', () => {
  const lines = SAMPLES.map(([language, text]) => [language, text.split('\n')] as const);
  fc.assert(
    fc.property(
      fc.constantFrom(...lines),
      fc.array(fc.tuple(fc.nat(60), fc.nat(60)), { maxLength: 6 }),
      ([language, own], swaps) => {
        const text = [...own];
        for (const [from, to] of swaps) {
          text.splice(to % text.length, 0, own[from % own.length] ?? '');
        }
        look(language, text.join('\n'));
      },
    ),
    { numRuns: 200 },
  );
});
