/** Names of roles become ids, and ids names again: what is left is byte for byte what stood there. */
import { describe, expect, test } from 'vitest';
import type { BuiltInRole } from '../../server/src/access/facts.ts';
import { TextChecker } from '../../server/src/features/check-text.ts';
import { languageOfFile } from '../../server/src/features/languages.ts';
import { mentionsOf } from '../../server/src/features/role-at.ts';
import { REWRITES } from '../../server/src/rules/index.ts';
import { render } from '../../server/src/rules/message.ts';
import { readyFix } from '../../server/src/rules/report-findings.ts';
import { applyEdits } from '../../server/src/syntax/change.ts';
import type { Tree } from '../../server/src/syntax/language.ts';
import { facts } from '../facts.ts';
import { ROLE_PLACES, type RolePlaces } from './role-places.ts';

const checker = new TextChecker(facts);
const roles = facts.roles.all();
/** Each fix in a script reads the script again, so that files of a screen or two take a fraction of the time of one. */
const AT_ONCE = 29;
const files = Array.from({ length: roles.length / AT_ONCE }, (_, index) =>
  roles.slice(index * AT_ONCE, (index + 1) * AT_ONCE),
);

function parse({ ending }: RolePlaces, text: string): Tree {
  const language = languageOfFile(`x.${ending}`);
  if (!language) {
    throw new Error(`no language for ${ending}`);
  }
  return language.parse(text);
}

/** The text with the ids of roles for their names, one finding after the other. */
function useIds(tree: Tree, wanted: readonly BuiltInRole[]): string {
  const findings = checker.check(tree, {}).filter(({ rule }) => /^azure\/(?:ambiguous-)?role-name$/.test(rule));
  expect(findings).toHaveLength(wanted.length);
  const edits = findings.flatMap(({ fixes }, index) => {
    const { id, name } = wanted[index] ?? { id: '', name: '' };
    const fix = fixes.length === 1 ? fixes[0] : fixes.find(({ title }) => render(title, {}).endsWith(id));
    return fix && render(fix.title, {}).includes(name.trim()) ? (fix.edits() ?? []) : [];
  });
  return applyEdits(tree.text, edits);
}

/** The text with names for the ids, as the rewrites write them. */
function useNames(tree: Tree, wanted: readonly BuiltInRole[]): string {
  const references = mentionsOf(tree).filter(({ model }) => model.kind === 'azure/role-reference');
  expect(references).toHaveLength(wanted.length);
  const edits = references.flatMap(({ model, start, frame }, index) => {
    const fixes = REWRITES.flatMap((rewrite) => rewrite(model, facts, 0)).map((fix) => readyFix(frame, start, fix));
    const isMeant = fixes.map(({ title }) => render(title, {})).join() === `Use the name ${wanted[index]?.name.trim()}`;
    return isMeant ? (fixes[0]?.edits() ?? []) : [];
  });
  return applyEdits(tree.text, edits);
}

function lines(text: string): readonly string[] {
  return text.split('\n');
}

describe.each(ROLE_PLACES.map((place) => [place.label, place] as const))('%s', (_, places) => {
  test('all built-in roles come back', () => {
    expect(files.flat()).toHaveLength(928);
    for (const some of files) {
      const text = places.write(some.map(({ name }) => name));
      const withIds = useIds(parse(places, text), some);
      expect(some.filter(({ id }) => !withIds.includes(id))).toEqual([]);
      const marks = some.filter(({ name }) => withIds.includes(` ${places.comment} ${name.trim()}`));
      expect(marks).toHaveLength(places.comment === undefined ? 0 : some.length);
      expect(lines(useNames(parse(places, withIds), some))).toEqual(lines(text));
    }
  });
});
