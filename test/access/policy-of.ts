/** Policies for tests, from JSON as AWS takes it. */

import type {
  AwsRole,
  ConditionTest,
  Policy,
  PolicyElement,
  PolicyPrincipal,
  PolicyText,
  PrincipalKind,
  Statement,
} from '../../server/src/access/aws/policy.ts';
import type { Origin } from '../../server/src/access/decision.ts';

type Texts = string | readonly string[];

export interface StatementJson {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: '*' | Partial<Record<PrincipalKind, Texts>>;
  readonly NotPrincipal?: '*' | Partial<Record<PrincipalKind, Texts>>;
  readonly Action?: Texts;
  readonly NotAction?: Texts;
  readonly Resource?: Texts;
  readonly NotResource?: Texts;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, Texts>>>>;
}

export interface PolicyJson {
  readonly Version?: string;
  readonly Statement: StatementJson | readonly StatementJson[];
}

let offset = 0;

function origin(): Origin {
  offset++;
  return { uri: 'file:///policy.json', offset };
}

function list(texts: Texts): readonly string[] {
  return typeof texts === 'string' ? [texts] : texts;
}

export function textOf(text: string, known = true): PolicyText {
  return { text, known, origin: origin() };
}

function elementOf(plain: Texts | undefined, negated: Texts | undefined): PolicyElement<PolicyText> | undefined {
  const texts = plain ?? negated;
  return texts === undefined
    ? undefined
    : { negated: plain === undefined, entries: list(texts).map((one) => textOf(one)) };
}

const KINDS: readonly PrincipalKind[] = ['AWS', 'Federated', 'Service', 'CanonicalUser'];

function principalsOf({ Principal, NotPrincipal }: StatementJson): PolicyElement<PolicyPrincipal> | undefined {
  const written = Principal ?? NotPrincipal;
  if (written === undefined) {
    return undefined;
  }
  const entries: readonly PolicyPrincipal[] =
    written === '*'
      ? [{ ...textOf('*'), kind: '*' }]
      : KINDS.flatMap((kind) => list(written[kind] ?? []).map((text) => ({ ...textOf(text), kind })));
  return { negated: Principal === undefined, entries };
}

export function testsOf(condition: StatementJson['Condition'] = {}): readonly ConditionTest[] {
  return Object.entries(condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => ({
      operator,
      key,
      known: true,
      values: list(values).map((one) => textOf(one)),
      origin: origin(),
    })),
  );
}

function statementOf(json: StatementJson): Statement {
  const principals = principalsOf(json);
  const actions = elementOf(json.Action, json.NotAction);
  const resources = elementOf(json.Resource, json.NotResource);
  return {
    ...(json.Sid === undefined ? {} : { sid: json.Sid }),
    effect: json.Effect === 'Allow' ? 'allow' : 'deny',
    ...(principals ? { principals } : {}),
    ...(actions ? { actions } : {}),
    ...(resources ? { resources } : {}),
    conditions: testsOf(json.Condition),
    origin: origin(),
  };
}

function statementsOf({ Statement: written }: PolicyJson): readonly StatementJson[] {
  return 'Effect' in written ? [written] : written;
}

export function policyOf(json: PolicyJson, name = 'policy'): Policy {
  return {
    name,
    version: json.Version,
    statements: statementsOf(json).map(statementOf),
    complete: true,
    origin: origin(),
  };
}

export interface RoleJson {
  readonly arn: string;
  readonly trust?: PolicyJson;
  readonly policies?: readonly PolicyJson[];
  readonly boundary?: PolicyJson;
  readonly maxSessionDuration?: number;
}

export function roleOf({ arn, trust, policies = [], boundary, maxSessionDuration }: RoleJson): AwsRole {
  const attach = (json: PolicyJson, index: number) => {
    return { name: `policy-${index}`, document: policyOf(json, `policy-${index}`), origin: origin() };
  };
  return {
    arn,
    trust: trust && policyOf(trust, ''),
    policies: policies.map(attach),
    hasAllPolicies: true,
    ...(boundary ? { boundary: attach(boundary, policies.length) } : {}),
    ...(maxSessionDuration === undefined ? {} : { maxSessionDuration }),
    origin: origin(),
  };
}
