/** Runs the access tests of a file: what each expects, what is so, and why. */
import type { AccessPort, JudgedReason, Judgement } from '../../access/access-port.ts';
import type { Outcome } from '../../access/decision.ts';
import type { Facts } from '../../access/facts.ts';
import {
  type AccessTest,
  type AccessTestFile,
  type Expectation,
  type Expected,
  readAccessTestFile,
} from '../../readers/access-test.ts';
import { asMessage, describeFailure, judge } from '../../rules/access-expectation.ts';
import { Checker } from '../../rules/check.ts';
import type { Finding } from '../../rules/finding.ts';
import { invalidAccessTest } from '../../rules/invalid-access-test.ts';
import { type Message, message } from '../../rules/message.ts';
import { reportFindings } from '../../rules/report-findings.ts';
import { syntax } from '../../rules/syntax.ts';
import { fileFrame, type Tree } from '../../syntax/language.ts';
import { type Span, spanOf, spanOfText } from '../../syntax/tree.ts';

export interface ExpectationResult {
  readonly operation: string;
  readonly expected: Expected;
  /** Where the operation stands in the file. */
  readonly span: Span;
  /** What is so; undefined where the question cannot be answered as it is asked. */
  readonly outcome: Outcome | undefined;
  /** Why the expectation does not hold; undefined where it does. */
  readonly failure: Message | undefined;
  readonly reasons: readonly JudgedReason[];
  /** What is missing for an answer. */
  readonly unknowns: readonly Message[];
}

export interface AccessTestResult {
  readonly name: Message;
  readonly span: Span;
  readonly principal: string | undefined;
  readonly resource: string | undefined;
  readonly passed: boolean;
  readonly expectations: readonly ExpectationResult[];
}

export interface AccessTestFileResult {
  readonly passed: boolean;
  readonly tests: readonly AccessTestResult[];
  /** What keeps tests from being what they are meant to be. */
  readonly problems: readonly Finding[];
}

/** What tests a file has, without running them; undefined where it is no file of access tests. */
export function listAccessTests({ root }: Tree): readonly Pick<AccessTestResult, 'name' | 'span'>[] | undefined {
  return readAccessTestFile(root)?.tests.map((test) => ({ name: nameOf(test), span: placeOf(test) }));
}

/** @returns undefined where it is no file of access tests */
export function runAccessTests(tree: Tree, facts: Facts, access: AccessPort): AccessTestFileResult | undefined {
  const file = readAccessTestFile(tree.root);
  if (!file) {
    return undefined;
  }
  const problems = reportFindings(tree, new Checker([syntax, invalidAccessTest], [], facts).check(fileFrame(tree)), {});
  const tests = file.tests.map((test) => runTest(file, test, access));
  return { passed: problems.length === 0 && tests.every(({ passed }) => passed), tests, problems };
}

function runTest(file: AccessTestFile, test: AccessTest, access: AccessPort): AccessTestResult {
  const expectations = test.expectations.map((one) => runExpectation(file, test, one, access));
  return {
    name: nameOf(test),
    span: placeOf(test),
    principal: test.principal?.node.text,
    resource: test.resource?.node.text,
    passed:
      test.principal !== undefined && test.resource !== undefined && expectations.every(({ failure }) => !failure),
    expectations,
  };
}

function runExpectation(
  file: AccessTestFile,
  test: AccessTest,
  { expected, operation }: Expectation,
  access: AccessPort,
): ExpectationResult {
  const judgement = judge(file, test, operation.node.text, access);
  return {
    operation: operation.node.text,
    expected,
    span: spanOfText(operation),
    ...(judgement
      ? showJudgement(test, expected, judgement)
      : {
          outcome: undefined,
          failure: message('The test does not say who is to do this, or on what.'),
          reasons: [],
          unknowns: [],
        }),
  };
}

function showJudgement(
  test: AccessTest,
  expected: Expected,
  judgement: Judgement,
): Pick<ExpectationResult, 'outcome' | 'failure' | 'reasons' | 'unknowns'> {
  const failure = describeFailure(test, expected, judgement);
  if (judgement.kind === 'decided') {
    const { outcome, reasons, unknowns } = judgement;
    return { outcome, failure, reasons, unknowns: unknowns.map(asMessage) };
  }
  return { outcome: judgement.kind === 'refused' ? undefined : 'undetermined', failure, reasons: [], unknowns: [] };
}

function nameOf({ name, principal, resource }: AccessTest): Message {
  return name
    ? message('{0}', name.node.text)
    : message('{0} on {1}', principal?.node.text ?? '?', resource?.node.text ?? '?');
}

function placeOf({ name, whole }: AccessTest): Span {
  return name ? spanOfText(name) : spanOf(whole);
}
