/** Statements, compiled: which part of one fits a request and which does not. */
import type { Unknown } from '../decision.ts';
import type { Answer } from '../facts.ts';
import { allOf, answerOf, anyOf, opposite } from './answers.ts';
import { appendAll } from './append-all.ts';
import { splitFields } from './arn.ts';
import { type Caller, matchPrincipals, type PrincipalMatch } from './caller.ts';
import { type CompiledTest, compileTest } from './condition.ts';
import {
  compileTemplate,
  isVariable,
  matchesEverything,
  matchesPattern,
  type Pattern,
  splitPattern,
  type Template,
} from './pattern.ts';
import { CURRENT_VERSION, type Policy, type PolicyElement, type PolicyText, type Statement } from './policy.ts';
import { fillTemplate, type RequestContext } from './request-context.ts';

/** What is asked of a policy. */
export interface AccessRequest {
  readonly caller: Caller;
  /** For instance `s3:GetObject`. */
  readonly action: string;
  /** An ARN; undefined for a trust policy, where the role itself is meant. */
  readonly resource: string | undefined;
  readonly context: RequestContext;
}

export type StatementPart = 'principal' | 'action' | 'resource' | 'condition';

/** The parts of a statement against a request. Those that the kind of policy does not have count as fitting. */
export interface StatementMatch {
  readonly statement: Statement;
  readonly policy: Policy;
  readonly answer: Answer;
  readonly parts: Readonly<Record<StatementPart, Answer>>;
  /** How much the statement says by itself, where the policy has principals. */
  readonly grades: PrincipalMatch | undefined;
  /** The tests of the condition, in order. */
  readonly tests: readonly { readonly test: CompiledTest; readonly answer: Answer }[];
  /** What keeps it from being decided; empty where it is. */
  readonly unknowns: readonly Unknown[];
}

type TextTest = (request: AccessRequest, unknowns: Unknown[]) => Answer;

export interface CompiledStatement {
  match(request: AccessRequest, hasPrincipals: boolean): StatementMatch;
}

const compiled = new WeakMap<Policy, readonly CompiledStatement[]>();

/** The statements of a policy, compiled once. */
export function compilePolicy(policy: Policy): readonly CompiledStatement[] {
  const known = compiled.get(policy);
  if (known) {
    return known;
  }
  const statements = policy.statements.map((statement) => compileStatement(policy, statement));
  compiled.set(policy, statements);
  return statements;
}

function compileStatement(policy: Policy, statement: Statement): CompiledStatement {
  const variables = policy.version === CURRENT_VERSION;
  const actionTest = compileElement(statement.actions, compileAction);
  const resourceTest = compileElement(statement.resources, (entry) => compileResource(entry, variables));
  const tests = statement.conditions.map((test) => compileTest(test, variables));
  return {
    match: (request, hasPrincipals) => {
      const unknowns: Unknown[] = [];
      const doubts: Unknown[] = [];
      const grades = hasPrincipals ? matchPrincipals(statement.principals, request.caller, doubts) : undefined;
      const principal = grades ? anyOf([grades.direct, grades.role, grades.account]) : 'yes';
      if (principal === 'unknown') {
        appendAll(unknowns, doubts);
      }
      const action = actionTest(request, unknowns);
      const resource = request.resource === undefined ? 'yes' : resourceTest(request, unknowns);
      const decided = tests.map((test) => ({ test, answer: test.decide(request.context, unknowns) }));
      const condition = allOf(decided.map((one) => one.answer));
      const answer = allOf([principal, action, resource, condition]);
      const parts = { principal, action, resource, condition };
      return {
        statement,
        policy,
        answer,
        parts,
        grades,
        tests: decided,
        unknowns: answer === 'unknown' ? unknowns : [],
      };
    },
  };
}

function compileElement(
  element: PolicyElement<PolicyText> | undefined,
  compile: (entry: PolicyText) => TextTest,
): TextTest {
  if (!element) {
    return () => 'no';
  }
  const tests = element.entries.map(compile);
  return (request, unknowns) => {
    const doubts: Unknown[] = [];
    const answer = anyOf(tests.map((test) => test(request, doubts)));
    if (answer === 'unknown') {
      appendAll(unknowns, doubts);
    }
    return element.negated ? opposite(answer) : answer;
  };
}

/** The case of actions does not matter. */
function compileAction(entry: PolicyText): TextTest {
  if (!entry.known) {
    return undecided(entry);
  }
  const { constant = [] } = compileTemplate(entry.text.toLowerCase(), { wildcards: true, variables: false });
  return ({ action }) => answerOf(matchesPattern(constant, action.toLowerCase()));
}

function undecided({ text }: PolicyText): TextTest {
  return (_request, unknowns) => {
    unknowns.push({ kind: 'policy-text', subject: text });
    return 'unknown';
  };
}

function keep(text: string): string {
  return text;
}

/** `*` reaches no further than the next colon, and variables stand behind the fifth. */
function compileResource(entry: PolicyText, variables: boolean): TextTest {
  const template = compileTemplate(entry.text, { wildcards: true, variables });
  if (!entry.known || startsWithVariable(template)) {
    return undecided(entry);
  }
  return ({ resource = '', context }, unknowns) => {
    const pattern = fillTemplate(template, context, keep, unknowns);
    if (pattern === 'null' || pattern === 'unknown') {
      // A variable without a value matches no resource.
      return pattern === 'null' ? 'no' : 'unknown';
    }
    return matchResource(pattern, resource, entry, unknowns);
  };
}

function startsWithVariable({ parts }: Template): boolean {
  const [first] = parts;
  return parts.length > 1 && first !== undefined && !isVariable(first) && splitPattern(first) === undefined;
}

function matchResource(pattern: Pattern, resource: string, entry: PolicyText, unknowns: Unknown[]): Answer {
  if (matchesEverything(pattern)) {
    return 'yes';
  }
  const wanted = splitPattern(pattern);
  const fields = splitFields(resource);
  if (!wanted) {
    // AWS has completed short ARNs and has refused them; which of both is not documented any more.
    unknowns.push({ kind: 'policy-text', subject: entry.text });
    return 'unknown';
  }
  return answerOf(fields !== undefined && wanted.every((one, index) => matchesPattern(one, fields[index] ?? '')));
}
