/** Access tests as files have them: what is taken for one, what is not, and every half of one that somebody types. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { answerPort } from '../../server/src/features/access/answer-port.ts';
import { runAccessTests } from '../../server/src/features/access/run-access-tests.ts';
import { AccessInventory } from '../../server/src/inventory/azure-access-inventory.ts';
import { WorkspaceInventory } from '../../server/src/inventory/workspace-inventory.ts';
import { readAccessTestFile } from '../../server/src/readers/access-test.ts';
import { yaml } from '../../server/src/syntax/yaml.ts';
import { facts } from '../facts.ts';

const read = (text: string) => readAccessTestFile(yaml.parse(text).root);

describe('taken for access tests', () => {
  test.each([
    'tests:\n  - principal: a\n',
    'tests:\n  - allowed: []\n',
    'tests: [{ on: x, denied: [y] }]',
    'description: ours\ntests:\n  - { principal: a, on: x }\n',
    'tests:\n  - text\n  - { principal: a }\n',
  ])('%j', (text) => {
    expect(read(text)).toBeDefined();
  });
});

describe('taken for those of another tool', () => {
  test.each([
    '',
    'tests:',
    'tests: {}',
    'tests: [a, b]',
    '- tests: []',
    'tests:\n  - it: runs\n    set: { principal: a }\n',
    'suite: chart\ntests:\n  - { it: runs, principal: a }\n',
    'models:\n  - name: a\n    tests: [{ principal: a, allowed: [b], on: c }]\n',
  ])('%j', (text) => {
    expect(read(text)).toBeUndefined();
  });
});

test('what stands in a test is read whatever is wrong beside it', () => {
  const file = read(
    'tests:\n  - principal: [a]\n    name: 7\n    on: x\n    allowed: [b, { c: d }, null]\n    plane: both\n    attributes: { a: b, c: [d, e], f: { g: h } }\n',
  );
  const [only] = file?.tests ?? [];
  expect(only?.principal).toBeUndefined();
  expect([only?.name?.node.text, only?.resource?.node.text, only?.plane]).toEqual(['7', 'x', undefined]);
  expect(only?.expectations.map(({ operation }) => operation.node.text)).toEqual(['b']);
  expect([...(only?.attributes ?? [])]).toEqual([
    ['a', ['b']],
    ['c', ['d', 'e']],
  ]);
  expect(file?.flaws.map((flaw) => (flaw.kind === 'wrong-kind' ? flaw.wanted : flaw.kind))).toEqual([
    'text',
    'plane',
    'attributes',
    'text',
    'text',
  ]);
});

test('every half of the sample is run without a throw, and each span lies in the text', () => {
  const sample = readFileSync(path.resolve(import.meta.dirname, '../workspace/access/vault.access.yaml'), 'utf8');
  const port = answerPort(facts, new WorkspaceInventory(new AccessInventory(facts.roles)), 'a/b.access.yaml');
  for (let end = 0; end <= sample.length; end += 13) {
    for (const text of [sample.slice(0, end), sample.slice(end), `${sample.slice(0, end)}]${sample.slice(end + 1)}`]) {
      const result = runAccessTests(yaml.parse(text), facts, port);
      for (const { span } of [...(result?.tests ?? []), ...(result?.problems ?? [])]) {
        expect(span.start >= 0 && span.start <= span.end && span.end <= text.length).toBe(true);
      }
      expect(result?.tests.every(({ passed, expectations }) => !passed || expectations.length === 0) ?? true).toBe(
        true,
      );
    }
  }
});
