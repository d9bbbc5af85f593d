/** Fixes made together: none may spoil another. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Edit } from '../../server/src/syntax/change.ts';
import { EditSet } from '../../server/src/syntax/edit-set.ts';

const LENGTH = 60;
/** Edits of one fix: in order, not overlapping, though they may stand side by side. */
const fixEdits = fc
  .uniqueArray(fc.nat(LENGTH), { minLength: 2, maxLength: 6 })
  .map((places) => places.sort((a, b) => a - b))
  .map((places) =>
    places.slice(0, -1).map((start, index): Edit => ({ span: { start, end: places[index + 1] ?? start }, text: '' })),
  )
  .chain((edits) => fc.shuffledSubarray(edits, { minLength: 1 }));

/** The same by looking at every pair. */
function madeTogether(fixes: readonly (readonly Edit[])[]): Edit[] {
  const made: Edit[] = [];
  for (const edits of fixes) {
    if (!edits.some((a) => made.some((b) => a.span.start <= b.span.end && b.span.start <= a.span.end))) {
      made.push(...edits);
    }
  }
  return made;
}

const byPlace = (a: Edit, b: Edit): number => a.span.start - b.span.start;

test('takes a fix whole, and only where it touches none that came before', () => {
  fc.assert(
    fc.property(fc.array(fixEdits, { maxLength: 12 }), (fixes) => {
      const set = new EditSet();
      for (const edits of fixes) {
        set.add(edits);
      }
      expect(set.edits).toEqual(madeTogether(fixes).sort(byPlace));
    }),
  );
});

test('two that insert at the same place are not made together', () => {
  const set = new EditSet();
  const insertion: Edit = { span: { start: 3, end: 3 }, text: 'a' };
  expect([set.add([insertion]), set.add([insertion]), set.edits.length]).toEqual([true, false, 1]);
});
