import type { Facts } from '../access/facts.ts';
import type { AccessTest, AccessTestFile, Expectation } from '../readers/access-test.ts';
import { hasTemplateToken } from '../readers/text.ts';
import { type Placed, type ScalarNode, spanOfText } from '../syntax/tree.ts';
import { asMessage, describeFailure, judge } from './access-expectation.ts';
import { joinSentences, message } from './message.ts';
import { defineRule, type RuleFinding } from './rule.ts';

const INVENTORY = `databricks:
  admins: [root@contoso.com]
  scopes:
    app:
      backend: DATABRICKS
      keys: [db-password]
      acls: { analysts: READ, carol@contoso.com: MANAGE }
groups:
  analysts: [alice@contoso.com]`;

export const accessTest = defineRule({
  id: 'grantscope/access-test',
  appliesTo: 'grantscope/access-test',
  asksInventory: true,
  severity: 'error',
  fixable: true,
  summary: 'An expectation in an access test that does not hold, with the reasons.',
  why: `An access test says who may do what and who may not, and the files of the inventory say what is so. Either somebody changed an assignment that the test is there to guard, or the test is no longer what is wanted.

The rule speaks only of what is certain: where a fact is missing, for instance the members of a group, and where no file tells of access at all, it is silent. \`grantscope test\` counts that as failed and names what is missing. An operation that does not exist is flagged as well, because no expectation about it says anything.`,
  sources: [],
  *check(file, facts) {
    for (const test of file.tests) {
      for (const expectation of test.expectations) {
        yield* checkExpectation(file, test, expectation, facts);
      }
    }
  },
  examples: [
    {
      language: 'yaml',
      inventory: INVENTORY,
      flagged: `tests:
  - name: an analyst reads the password but cannot change it
    principal: alice@contoso.com
    allowed: [secrets/get, secrets/put]
                           ^^^^^^^^^^^
    denied: [secrets/list, acls/put]
             ^^^^^^^^^^^^
    on: databricks:/secrets/app/db-password`,
    },
    {
      language: 'yaml',
      inventory: INVENTORY,
      flagged: `tests:
  - principal: alice@contoso.com
    allowed: [secret/get]
              ^^^^^^^^^^
    on: databricks:/secrets/app
  - principal: alice@contoso.com
    denied: [secrets/put]
    on: app
        ^^^`,
      fixed: `tests:
  - principal: alice@contoso.com
    allowed: [secrets/get]
    on: databricks:/secrets/app
  - principal: alice@contoso.com
    denied: [secrets/put]
    on: app`,
    },
    {
      language: 'yaml',
      inventory: INVENTORY,
      clean: `tests:
  - principal: carol@contoso.com
    allowed: [secrets/put, acls/put]
    on: databricks:/secrets/app
  - principal: \${ANALYST}
    allowed: [secrets/put]
    on: databricks:/secrets/app`,
    },
    {
      language: 'yaml',
      clean: `tests:
  - principal: carol@contoso.com
    allowed: [Microsoft.KeyVault/vaults/secrets/setSecret/action]
    on: /subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b`,
    },
  ],
});

function* checkExpectation(
  file: AccessTestFile,
  test: AccessTest,
  { expected, operation }: Expectation,
  { access }: Facts,
): Generator<RuleFinding> {
  const asked = [test.principal, test.resource, operation];
  const judgement = asked.some((one) => one && hasTemplateToken(one.node.text))
    ? undefined
    : judge(file, test, operation.node.text, access);
  if (judgement?.kind === 'refused') {
    const { about, words, near } = judgement;
    const at = about === 'operation' ? operation : test.resource;
    // One resource, however many operations are asked of it.
    if (at && (at === operation || test.expectations[0]?.operation === operation)) {
      yield { at: spanOfText(at), unfinished: true, message: asMessage(words), fixes: () => near.map(changeTo(at)) };
    }
  } else if (judgement?.kind === 'decided' && judgement.outcome !== 'undetermined') {
    const failure = describeFailure(test, expected, judgement);
    const reasons = joinSentences(judgement.reasons.map(({ words }) => asMessage(words)));
    if (failure) {
      yield {
        at: spanOfText(operation),
        message: reasons ? message('{0} Why: {1}', failure, reasons) : failure,
      };
    }
  }
}

const changeTo = (scalar: Placed<ScalarNode>) => (text: string) => ({
  title: message('Change to {0}', text),
  safe: false,
  changes: [{ verb: 'replaceText', scalar, span: { start: 0, end: scalar.node.text.length }, text }] as const,
});
