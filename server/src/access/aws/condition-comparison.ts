/** One value of a policy against one value of a request, for each kind of operator. */
import type { Unknown } from '../decision.ts';
import type { Answer } from '../facts.ts';
import { answerOf } from './answers.ts';
import { splitFields } from './arn.ts';
import type { ConditionOperator, ConditionRelation } from './condition-operators.ts';
import { decodeBase64, parseBoolean, parseDate, parseNumber } from './condition-values.ts';
import { holdsAddress, parseAddressRange } from './ip-address.ts';
import {
  compileTemplate,
  matchesEverything,
  matchesPattern,
  type Pattern,
  splitPattern,
  type Template,
} from './pattern.ts';
import type { PolicyText } from './policy.ts';
import { fillTemplate, type RequestContext } from './request-context.ts';

/**
 * Whether a value of a policy matches one of a request, before any negation.
 * @param unknowns gets what is not known
 */
export type ValueTest = (value: string, context: RequestContext, unknowns: Unknown[]) => Answer;

/** @param variables whether the policy is of a version that has variables */
export function compileValue(written: PolicyText, operator: ConditionOperator, variables: boolean): ValueTest {
  if (!written.known) {
    return unknownTest({ kind: 'policy-text', subject: written.text });
  }
  const hasVariable = variables && written.text.includes('${');
  if (hasVariable && operator.takesVariables === 'both-ways') {
    return unknownTest({ kind: 'condition-value', subject: written.text });
  }
  switch (operator.values) {
    case 'text':
      return compileText(written.text, operator, variables);
    case 'arn':
      return compileArn(written.text, variables);
    case 'number':
      return compileOrdered(written.text, parseNumber, operator.relation);
    case 'date':
      return compileOrdered(written.text, parseDate, operator.relation);
    case 'boolean':
      return compileOrdered(written.text, parseBoolean, 'equals');
    case 'binary':
      return compileOrdered(written.text, (text) => decodeBase64(text)?.join(), 'equals');
    case 'address':
      return compileAddress(written.text);
    case 'presence':
      return unknownTest({ kind: 'condition-operator', subject: operator.name });
  }
}

function unknownTest(unknown: Unknown): ValueTest {
  return (_value, _context, unknowns) => {
    unknowns.push(unknown);
    return 'unknown';
  };
}

function foldCase(text: string): string {
  return text.toLowerCase();
}

function keep(text: string): string {
  return text;
}

function compileText(text: string, { relation, ignoresCase }: ConditionOperator, variables: boolean): ValueTest {
  const fold = ignoresCase ? foldCase : keep;
  const template = compileTemplate(fold(text), { wildcards: relation === 'like', variables });
  return filledTest(template, fold, (pattern, value) => answerOf(matchesPattern(pattern, fold(value))));
}

/** Each of the six fields is compared by itself, so that `*` reaches no further than the next colon. */
function compileArn(text: string, variables: boolean): ValueTest {
  const template = compileTemplate(text, { wildcards: true, variables });
  return filledTest(template, keep, (pattern, value, unknowns) => {
    const wanted = splitPattern(pattern);
    const fields = splitFields(value);
    if (!wanted) {
      // What is no ARN matches none, but for `*` alone, of which the documentation says nothing.
      if (!matchesEverything(pattern)) {
        return 'no';
      }
      unknowns.push({ kind: 'condition-value', subject: text });
      return 'unknown';
    }
    return answerOf(fields !== undefined && wanted.every((one, index) => matchesPattern(one, fields[index] ?? '')));
  });
}

function filledTest(
  template: Template,
  fold: (text: string) => string,
  compare: (pattern: Pattern, value: string, unknowns: Unknown[]) => Answer,
): ValueTest {
  return (value, context, unknowns) => {
    const pattern = fillTemplate(template, context, fold, unknowns);
    // "There is no equal or like value" to one that is not there.
    return pattern === 'null' ? 'no' : pattern === 'unknown' ? 'unknown' : compare(pattern, value, unknowns);
  };
}

/** What AWS makes of values that are not of the kind of the operator is not documented. */
function compileOrdered<Value extends string | number | boolean>(
  text: string,
  parse: (text: string) => Value | undefined,
  relation: ConditionRelation,
): ValueTest {
  const wanted = parse(text);
  return (value, _context, unknowns) => {
    const given = parse(value);
    if (wanted === undefined || given === undefined) {
      unknowns.push({ kind: 'condition-value', subject: wanted === undefined ? text : value });
      return 'unknown';
    }
    return answerOf(holds(relation, given, wanted));
  };
}

function holds<Value extends string | number | boolean>(relation: ConditionRelation, given: Value, wanted: Value) {
  switch (relation) {
    case 'less':
      return given < wanted;
    case 'less-or-equals':
      return given <= wanted;
    case 'greater':
      return given > wanted;
    case 'greater-or-equals':
      return given >= wanted;
    default:
      return given === wanted;
  }
}

function compileAddress(text: string): ValueTest {
  const range = parseAddressRange(text);
  return (value, _context, unknowns) => {
    const address = parseAddressRange(value);
    if (!range || !address) {
      unknowns.push({ kind: 'condition-value', subject: range ? value : text });
      return 'unknown';
    }
    return answerOf(holdsAddress(range, address));
  };
}
