import type { AccessTestFlaw, Wanted } from '../readers/access-test.ts';
import { spanOf } from '../syntax/tree.ts';
import { type Message, message } from './message.ts';
import { nearestName } from './nearest-name.ts';
import { defineRule, type RuleFinding } from './rule.ts';

const WANTED: Readonly<Record<Wanted, Message>> = {
  text: message('A text has to stand here.'),
  texts: message('A list of operations has to stand here: [first, second], or one a line behind a dash.'),
  tests: message('A list of tests has to stand here.'),
  test: message('A test has to stand here, with principal, allowed or denied, and on.'),
  attributes: message('The names of attributes with their values have to stand here.'),
  plane: message('Either control or data has to stand here.'),
};

export const invalidAccessTest = defineRule({
  id: 'grantscope/invalid-access-test',
  appliesTo: 'grantscope/access-test',
  severity: 'error',
  fixable: true,
  summary: 'An access test with a key that is missing, unknown or of the wrong kind.',
  why: `A test without a principal, a resource or any expectation tests nothing, and neither does what stands under a key that nobody reads: it would be green for ever.

A test has \`principal\`, \`on\`, and lists of operations under \`allowed\`, \`denied\` or both; \`name\` says what it is about, \`plane\` (\`control\` or \`data\`) decides for operations that are in both, and \`attributes\` gives values that conditions ask for. Beside \`tests\` the file may have \`inventory\`: the folder with the facts, relative to the file.`,
  sources: [],
  *check({ flaws }) {
    for (const flaw of flaws) {
      yield describeFlaw(flaw);
    }
  },
  examples: [
    {
      language: 'yaml',
      flagged: `tests:
  - name: analysts do not write
    principal: alice@contoso.com
    deny: [secrets/put]
    ^^^^
    denied: secrets/put
            ^^^^^^^^^^^
    on: databricks:/secrets/app
  - principal: alice@contoso.com
    ^^^^^^^^^
    ^^^^^^^^^
  - alice@contoso.com
    ^^^^^^^^^^^^^^^^^`,
    },
    {
      language: 'yaml',
      flagged: `tests:
  - principle: alice@contoso.com
    ^^^^^^^^^
    principal: bob@contoso.com
    allowed: [secrets/get]
    on: databricks:/secrets/app
    plan: data
    ^^^^`,
    },
    {
      language: 'yaml',
      flagged: `tests:
  - principal: bob@contoso.com
    alowed: [secrets/get]
    ^^^^^^
    denied: []
    on: databricks:/secrets/app`,
      fixed: `tests:
  - principal: bob@contoso.com
    allowed: [secrets/get]
    denied: []
    on: databricks:/secrets/app`,
    },
    {
      language: 'yaml',
      clean: `inventory: ./inventory
tests:
  - name: analysts read
    principal: alice@contoso.com
    allowed: [secrets/get]
    on: databricks:/secrets/app`,
    },
    // Tests of another tool.
    {
      language: 'yaml',
      clean: `suite: deployment
tests:
  - it: runs
    on: push
    asserts: []`,
    },
  ],
});

function describeFlaw(flaw: AccessTestFlaw): RuleFinding {
  switch (flaw.kind) {
    case 'wrong-kind':
      return { at: flaw.at, unfinished: true, message: WANTED[flaw.wanted] };
    case 'missing-key':
      return { at: flaw.at, unfinished: true, message: describeMissing(flaw.keys) };
    case 'unknown-key':
      return describeUnknown(flaw);
  }
}

function describeMissing([first = '', second]: readonly string[]): Message {
  return second === undefined
    ? message('This test has no "{0}".', first)
    : message('This test has neither "{0}" nor "{1}", so that it expects nothing.', first, second);
}

function describeUnknown({ key, known, free }: Extract<AccessTestFlaw, { kind: 'unknown-key' }>): RuleFinding {
  const { text } = key.node;
  const near = nearestName(text, free);
  return {
    at: spanOf(key),
    unfinished: true,
    message:
      near === undefined
        ? message('Nobody reads "{0}" here. There are {1}.', text, known)
        : message('Nobody reads "{0}" here. Did you mean "{1}"?', text, near),
    fixes: () =>
      near === undefined
        ? []
        : [
            {
              title: message('Change to {0}', near),
              safe: false,
              changes: [{ verb: 'replaceText', scalar: key, span: { start: 0, end: text.length }, text: near }],
            },
          ],
  };
}
