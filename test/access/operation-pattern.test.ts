/** How entries match operations, against a plain restatement of the documented rule. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { coverOf } from '../../server/src/access/azure/operation-cover.ts';
import { judgeOperation } from '../../server/src/access/azure/operation-judgement.ts';
import { coversOperation, matchesOperation, parseOperation } from '../../server/src/access/azure/operation-pattern.ts';
import { tallyOf } from '../../server/src/access/azure/operation-tally.ts';
import { facts } from '../facts.ts';

const segment = fc.constantFrom('a', 'b', 'ab', 'read', 'Read', 'x.y');
const operation = fc.array(segment, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('/'));
const pattern = fc
  .array(fc.oneof(segment, fc.constant('*')), { minLength: 1, maxLength: 5 })
  .map((parts) => parts.join('/'));

/** `*` stands for any text, everything else for itself, whatever the case. */
function matchesPlainly(entry: string, name: string): boolean {
  const source = entry
    .split('*')
    .map((part) => part.replace(/[.]/g, '\\.'))
    .join('.*');
  return new RegExp(`^${source}$`, 'i').test(name);
}

describe('a pattern', () => {
  test('matches what the documented rule says', () => {
    fc.assert(
      fc.property(pattern, operation, (entry, name) => {
        expect(matchesOperation(parseOperation(entry), name.toLowerCase())).toBe(matchesPlainly(entry, name));
      }),
      { numRuns: 5000 },
    );
  });

  test('covers another only where it matches everything that the other matches', () => {
    fc.assert(
      fc.property(pattern, pattern, operation, (outer, inner, name) => {
        if (coversOperation(parseOperation(outer), parseOperation(inner)) && matchesPlainly(inner, name)) {
          expect(matchesPlainly(outer, name)).toBe(true);
        }
      }),
      { numRuns: 5000 },
    );
  });

  test('is found among wildcards exactly where one of them covers it', () => {
    fc.assert(
      fc.property(fc.array(pattern, { maxLength: 6 }), pattern, (wildcards, entry) => {
        const parsed = wildcards.map(parseOperation).filter(({ stars }) => stars === 1);
        const asked = parseOperation(entry);
        const expected = parsed.some((wildcard) => wildcard !== asked && coversOperation(wildcard, asked));
        expect(coverOf(parsed).by(asked) !== undefined).toBe(expected);
      }),
      { numRuns: 2000 },
    );
  });

  test('is the same object for every way to write it', () => {
    expect(parseOperation(' Microsoft.X/Y/READ ')).toBe(parseOperation('microsoft.x/y/read'));
  });

  test('takes any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('control' as const, 'data' as const), (any, plane) => {
        expect(matchesOperation(parseOperation(any), any.trim().toLowerCase())).toBe(true);
        expect(judgeOperation(any.trim(), plane, facts.operations)).toHaveProperty('verdict');
      }),
      { numRuns: 2000 },
    );
  });

  test('of a million stars is read in time', () => {
    const stars = parseOperation('*a'.repeat(200_000));
    expect(matchesOperation(stars, 'a'.repeat(300_000))).toBe(true);
    expect(matchesOperation(stars, 'b'.repeat(300_000))).toBe(false);
  });
});

describe('a tally', () => {
  test('is after any change what it would be from the start', () => {
    const group = fc.array(pattern, { maxLength: 4 }).map((entries) => ({ patterns: entries.map(parseOperation) }));
    fc.assert(
      fc.property(
        fc.array(group, { minLength: 1, maxLength: 5 }),
        fc.array(fc.tuple(fc.nat(4), fc.nat(1), fc.array(group, { maxLength: 2 })), { maxLength: 5 }),
        (start, changes) => {
          let groups = start;
          for (const [at, removed, added] of changes) {
            tallyOf(groups);
            groups = [...groups.slice(0, at), ...added, ...groups.slice(at + removed)];
          }
          const tally = tallyOf(groups);
          const all = groups.flatMap(({ patterns }) => patterns);
          expect(new Set(tally.patterns())).toEqual(new Set(all));
          expect(tally.repeated).toEqual(new Set(all.filter((one, index) => all.indexOf(one) !== index)));
          expect(tally.wildcards).toEqual(new Set(all.filter(({ stars }) => stars > 0)));
        },
      ),
      { numRuns: 1000 },
    );
  });
});
