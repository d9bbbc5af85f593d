/** Least privilege against a model that knows nothing of bits: names in sets, entries as regular expressions, all looked at. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAskedOperations } from '../../server/src/access/azure/asked-operations.ts';
import { findLeastPrivilege, type LeastPrivilege } from '../../server/src/access/azure/least-privilege.ts';
import { type Plane, parseOperation } from '../../server/src/access/azure/operation-pattern.ts';
import { OperationSet } from '../../server/src/access/azure/operation-set.ts';
import type { BuiltInRole } from '../../server/src/access/facts.ts';
import { facts } from '../facts.ts';

const { operations } = facts;
const builtIn = facts.roles.all();
const names = ({ covering }: LeastPrivilege<BuiltInRole>): string[] => covering.map(({ role }) => role.name);
const keysIn = (set: OperationSet): string[] =>
  [...set.members()].map(({ number, plane }) => `${plane} ${operations.at(number)?.name.toLowerCase()}`).sort();

type Named = `${Plane} ${string}`;

const published: readonly { readonly plane: Plane; readonly key: string }[] = (['control', 'data'] as const).flatMap(
  (plane) => operations.list(parseOperation('*'), plane).map(({ name }) => ({ plane, key: name.toLowerCase() })),
);
const keysOf = {
  control: published.filter(({ plane }) => plane === 'control').map(({ key }) => key),
  data: published.filter(({ plane }) => plane === 'data').map(({ key }) => key),
};
const everyKey = [...keysOf.control, ...keysOf.data];
const matched = new Map<string, readonly string[]>();

function matchesOfEntry(entry: string, plane: Plane): readonly string[] {
  const known = matched.get(`${plane} ${entry}`);
  if (known) {
    return known;
  }
  const toExpression = (text: string) =>
    new RegExp(`^${text.toLowerCase().replace(/[.{}]/g, '\\$&').replaceAll('*', '.*')}$`);
  let expression = toExpression(entry);
  if (entry.includes('/*/') && !everyKey.some((key) => expression.test(key))) {
    expression = toExpression(entry.replace('/*/', '/'));
  }
  const found = keysOf[plane].filter((key) => expression.test(key));
  matched.set(`${plane} ${entry}`, found);
  return found;
}

const granted = new Map<string, ReadonlySet<Named>>();

function grantedBy({ id, permissions }: BuiltInRole): ReadonlySet<Named> {
  const known = granted.get(id);
  if (known) {
    return known;
  }
  const all = new Set<Named>();
  for (const block of permissions) {
    const lists = [
      ['control', block.actions, block.notActions],
      ['data', block.dataActions, block.notDataActions],
    ] as const;
    for (const [plane, grants, exclusions] of lists) {
      // Exclusions that only a lenient reading has do not count against what may be granted.
      const excluded = new Set(
        exclusions.filter((one) => !isLenient(one)).flatMap((one) => matchesOfEntry(one, plane)),
      );
      for (const key of grants.flatMap((one) => matchesOfEntry(one, plane))) {
        if (!excluded.has(key)) {
          all.add(`${plane} ${key}`);
        }
      }
    }
  }
  granted.set(id, all);
  return all;
}

function isLenient(entry: string): boolean {
  const text = entry.toLowerCase();
  return text.includes('/*/') && !everyKey.some((key) => matchesText(text, key));
}

function matchesText(text: string, key: string): boolean {
  const [before = '', after = ''] = text.split('*');
  return key.length >= text.length - 1 && key.startsWith(before) && key.endsWith(after);
}

// Operations of one provider are often granted together, so half of the sets are from one.
const byProvider = new Map<string, typeof published>();
for (const one of published) {
  const provider = one.key.slice(0, one.key.indexOf('/'));
  byProvider.set(provider, [...(byProvider.get(provider) ?? []), one]);
}
const anywhere = fc.array(fc.constantFrom(...published), { minLength: 1, maxLength: 6 });
const ofProvider = fc
  .constantFrom(...byProvider.values())
  .chain((some) => fc.array(fc.constantFrom(...some), { minLength: 1, maxLength: 40 }));

describe('the model says the same', () => {
  test('of random wildcards', () => {
    const wildcard = fc.constantFrom(...published).chain(({ key }) => {
      const parts = key.split('/');
      return fc
        .nat({ max: parts.length - 1 })
        .map((at) => parts.map((part, index) => (index === at ? '*' : part)).slice(0, at < 2 ? at + 1 : undefined));
    });
    fc.assert(
      fc.property(wildcard, fc.constantFrom('control', 'data', undefined), (parts, plane) => {
        const text = parts.join('/');
        const all = (['control', 'data'] as const).map((one) => ({ one, keys: matchesOfEntry(text, one) }));
        const isInBoth = all.every(({ keys }) => keys.length > 0);
        const expected = all.flatMap(({ one, keys }) =>
          isInBoth && plane !== undefined && plane !== one ? [] : keys.map((key) => `${one} ${key}`),
        );
        const read = readAskedOperations(text, plane, operations);
        expect(read.verdict === 'known' ? keysIn(read.operations) : []).toEqual(expected.sort());
      }),
      { numRuns: 60 },
    );
  });

  test('of random sets of operations', () => {
    let together = 0;
    let alone = 0;
    fc.assert(
      fc.property(fc.oneof(anywhere, ofProvider), (wanted) => {
        const asked = new OperationSet(operations.size);
        for (const { key, plane } of wanted) {
          asked.add(operations.numberOf(key) ?? -1, plane);
        }
        const keys = new Set(wanted.map(({ key, plane }): Named => `${plane} ${key}`));
        const found = findLeastPrivilege(asked, builtIn, operations);
        const expected = builtIn
          .filter((role) => [...keys].every((key) => grantedBy(role).has(key)))
          .map((role) => ({ name: role.name, excess: grantedBy(role).size - keys.size }))
          .sort((a, b) => a.excess - b.excess);
        expect(found.covering.map(({ excess }) => excess.control + excess.data)).toEqual(
          expected.map(({ excess }) => excess),
        );
        expect(names(found).sort()).toEqual(expected.map(({ name }) => name).sort());
        const grantable = [...keys].filter((key) => builtIn.some((role) => grantedBy(role).has(key)));
        expect(keysIn(found.missing)).toEqual(
          expected.length > 0 ? [] : [...keys].filter((key) => !grantable.includes(key)).sort(),
        );
        alone += expected.length > 0 ? 1 : 0;
        if (expected.length === 0) {
          together++;
          checkTogether(found, grantable);
        }
      }),
      { numRuns: 120 },
    );
    expect(alone).toBeGreaterThan(10);
    expect(together).toBeGreaterThan(10);
  });
});

/** Together they grant everything, none can be left out, and naive greed finds no smaller set. */
function checkTogether({ together }: LeastPrivilege<BuiltInRole>, grantable: readonly Named[]): void {
  const grants = (roles: readonly BuiltInRole[], key: Named) => roles.some((role) => grantedBy(role).has(key));
  const chosen = together.map(({ role }) => role);
  expect(grantable.filter((key) => !grants(chosen, key))).toEqual([]);
  for (const role of chosen) {
    const others = chosen.filter((one) => one !== role);
    expect(grantable.every((key) => grants(others, key))).toBe(false);
  }
  let left = [...grantable];
  let steps = 0;
  while (left.length > 0) {
    const counts = builtIn.map((role) => left.filter((key) => grantedBy(role).has(key)).length);
    const most = Math.max(...counts);
    const best = builtIn
      .filter((_, at) => counts[at] === most)
      .sort((a, b) => grantedBy(a).size - grantedBy(b).size)[0];
    left = left.filter((key) => !best || !grantedBy(best).has(key));
    steps++;
  }
  // Ties may fall otherwise here and there; greed is no worse for it than by one.
  expect(chosen.length).toBeLessThanOrEqual(steps + 1);
}
