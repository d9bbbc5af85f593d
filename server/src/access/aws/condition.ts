/**
 * Decides one test of a condition: a key below an operator, with its values. Keys that the request does not have, keys
 * with several values, and what nobody knows are told apart
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_multi-value-conditions.html).
 */
import type { Unknown } from '../decision.ts';
import type { Answer } from '../facts.ts';
import { allOf, answerOf, anyOf, opposite } from './answers.ts';
import { appendAll } from './append-all.ts';
import { compileValue, type ValueTest } from './condition-comparison.ts';
import { type ParsedOperator, parseConditionOperator } from './condition-operators.ts';
import { parseBoolean } from './condition-values.ts';
import type { ConditionTest } from './policy.ts';
import type { KeyValues, RequestContext } from './request-context.ts';

export interface CompiledTest {
  readonly source: ConditionTest;
  /** @param unknowns gets what keeps the test from being decided */
  decide(context: RequestContext, unknowns: Unknown[]): Answer;
}

/** @param variables whether the policy is of a version that has variables */
export function compileTest(source: ConditionTest, variables: boolean): CompiledTest {
  const parsed = source.known ? parseConditionOperator(source.operator) : undefined;
  if (!parsed) {
    return { source, decide: undecided({ kind: 'condition-operator', subject: source.operator }) };
  }
  if (parsed.operator.values === 'presence') {
    return { source, decide: compilePresence(source, parsed) };
  }
  if (source.values.length === 0 && !parsed.set) {
    // What AWS makes of no values is documented both ways.
    return { source, decide: undecided({ kind: 'condition-value', subject: source.key }) };
  }
  const tests = source.values.map((value) => compileValue(value, parsed.operator, variables));
  return {
    source,
    decide: (context, unknowns) => {
      const found: Unknown[] = [];
      const answer = decideValues(context.valuesOf(source.key), parsed, tests, source, context, found);
      if (answer === 'unknown') {
        appendAll(unknowns, found);
      }
      return answer;
    },
  };
}

function undecided(unknown: Unknown): CompiledTest['decide'] {
  return (_context, unknowns) => {
    unknowns.push(unknown);
    return 'unknown';
  };
}

/** `Null`: with `true` the key must be missing, with `false` it must be there. */
function compilePresence({ key, values }: ConditionTest, { set }: ParsedOperator): CompiledTest['decide'] {
  if (set) {
    return undecided({ kind: 'condition-operator', subject: 'Null' });
  }
  return (context, unknowns) => {
    const actual = context.valuesOf(key);
    if (actual === 'unknown') {
      unknowns.push({ kind: 'condition-key', subject: key });
      return 'unknown';
    }
    // A value that is an empty text counts as null.
    const isNull = actual === 'absent' || actual.every((value) => value === '');
    const answer = anyOf(
      values.map(({ text, known }) => {
        const wanted = known ? parseBoolean(text) : undefined;
        return wanted === undefined ? 'unknown' : answerOf(wanted === isNull);
      }),
    );
    if (answer === 'unknown') {
      unknowns.push({ kind: 'condition-value', subject: key });
    }
    return answer;
  };
}

function decideValues(
  actual: KeyValues,
  { operator, set, ifExists }: ParsedOperator,
  tests: readonly ValueTest[],
  { key }: ConditionTest,
  context: RequestContext,
  unknowns: Unknown[],
): Answer {
  if (actual === 'unknown') {
    unknowns.push({ kind: 'condition-key', subject: key });
    return 'unknown';
  }
  if (actual === 'absent' || actual.length === 0) {
    return answerOf(ifExists || (set ? set === 'every-value' : operator.negated));
  }
  if (set && actual.every((value) => value === '')) {
    // "If the key values resolve to a null data set, such as an empty string".
    return answerOf(set === 'every-value');
  }
  const answers = actual.map((value) => {
    const match = anyOf(tests.map((test) => test(value, context, unknowns)));
    return operator.negated ? opposite(match) : match;
  });
  if (set) {
    return set === 'every-value' ? allOf(answers) : anyOf(answers);
  }
  if (answers.every((answer) => answer === answers[0])) {
    return answers[0] ?? 'unknown';
  }
  // Several values need ForAllValues or ForAnyValue; without, nobody says which of them counts.
  unknowns.push({ kind: 'condition-key-values', subject: key });
  return 'unknown';
}
