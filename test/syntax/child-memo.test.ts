/** What is remembered of the children of long containers is what reading them all would find. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ChildMemo } from '../../server/src/syntax/child-memo.ts';

interface Child {
  readonly value: number;
}

const READ = ({ value }: Child): string | undefined => (value % 3 === 0 ? `found ${value}` : undefined);

function readAll(children: readonly Child[]): unknown {
  return children.flatMap((child, index) => {
    const found = READ(child);
    return found === undefined ? [] : [{ index, found }];
  });
}

const child = fc.integer({ min: 0, max: 9 }).map((value): Child => ({ value }));
const splice = fc.record({ at: fc.nat(), removed: fc.nat({ max: 60 }), added: fc.array(child, { maxLength: 60 }) });

test('after any edits the same is found as without a memory', () => {
  fc.assert(
    fc.property(fc.array(child, { maxLength: 200 }), fc.array(splice, { maxLength: 8 }), (first, edits) => {
      const memo = new ChildMemo<Child, string>();
      let children: readonly Child[] = first;
      expect(memo.collect('a', children, READ)).toEqual(readAll(children));
      for (const { at, removed, added } of edits) {
        const from = at % (children.length + 1);
        children = [...children.slice(0, from), ...added, ...children.slice(from + removed)];
        expect(memo.collect('a', children, READ)).toEqual(readAll(children));
      }
    }),
  );
});

test('only children that are new are read, unless in another way', () => {
  const memo = new ChildMemo<Child, string>();
  let count = 0;
  const read = (one: Child): string | undefined => {
    count++;
    return READ(one);
  };
  const children = Array.from({ length: 1_000 }, (_, value): Child => ({ value }));
  memo.collect('a', children, read);
  expect(count).toBe(1_000);
  memo.collect('a', children.with(0, { value: 3 }), read);
  memo.collect('a', children.with(500, { value: 3 }), read);
  expect(count).toBeLessThanOrEqual(1_003);
  memo.collect('b', children, read);
  expect(count).toBeGreaterThanOrEqual(2_000);
});
