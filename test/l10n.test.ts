/** The translations: nothing stale in them, nothing lost, and no text of ours said in two ways. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { message, render } from '../server/src/rules/message.ts';
import { findMessages, L10N, missingMessages } from '../server/tools/messages.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const texts = findMessages(ROOT);
const bundles = readdirSync(path.join(ROOT, L10N)).map((name): [string, Record<string, string>] => [
  name,
  JSON.parse(readFileSync(path.join(ROOT, L10N, name), 'utf8')),
]);
const slots = (text: string): string[] => (text.match(/\{\d\}/g) ?? []).sort();

/** What translations have beside the texts: how lists are joined. */
const EXTRA = new Set([', ']);

test('the texts are found in the source', () => {
  expect(texts).toContain('Remove the blank');
  expect(texts).toContain("Functions of conditions take braces, not parentheses: ActionMatches{'…'}.");
  expect(texts).toContain('There are no access policies to replace.');
  expect(texts.length).toBeGreaterThan(200);
});

describe.each(bundles)('%s', (_, bundle) => {
  test('has no text that nobody says any more', () => {
    expect(Object.keys(bundle).filter((text) => !texts.includes(text) && !EXTRA.has(text))).toEqual([]);
  });

  test('has the same slots, code and paragraphs as the English', () => {
    for (const [text, translated] of Object.entries(bundle)) {
      expect([text, slots(translated)]).toEqual([text, slots(text)]);
      expect([text, translated.match(/`[^`]*`/g)?.sort()]).toEqual([text, text.match(/`[^`]*`/g)?.sort()]);
      expect([text, translated.split('\n\n').length]).toEqual([text, text.split('\n\n').length]);
    }
  });
});

test('Japanese lacks little: a new rule may come before its translation', () => {
  expect(missingMessages(ROOT, 'ja').length).toBeLessThan(texts.length / 10);
});

test('a text is put into the language with its arguments, and lists are joined as the language does', () => {
  const said = message('Did you mean {0}?', ['a', 'b']);
  expect(render(said, {})).toBe('Did you mean a, b?');
  expect(render(said, { 'Did you mean {0}?': '{0} ですか?', ', ': '、' })).toBe('a、b ですか?');
});
