/** Policies as the evaluator takes them, of those that were read from files. What has no meaning is left out. */
import type {
  ConditionTest,
  Policy as DecidedPolicy,
  PolicyElement,
  PolicyPrincipal,
  PolicyText,
  PrincipalKind,
  Statement,
} from '../access/aws/policy.ts';
import type { Origin } from '../access/decision.ts';
import { type Placed, type ScalarNode, spanOf, spanOfText } from '../syntax/tree.ts';
import type { Policy } from './aws-policy.ts';
import type { PolicyStatement, StatementElement, StatementPrincipals, StatementTest } from './aws-statement.ts';
import type { Text } from './text.ts';

/** Where a place of the model is; places count from its start. */
export type OriginOf = (place: number) => Origin;

/** @param name what the policy is called, empty where it has no name */
export function decidedPolicy(policy: Policy, name: string, originOf: OriginOf): DecidedPolicy {
  const { form, version, versionEntry, statements, hasAllStatements, whole } = policy;
  const known = statements.flatMap((statement) => decidedStatement(statement, originOf) ?? []);
  return {
    name,
    // The data source of Terraform writes the current version where none is said.
    version: version?.known
      ? version.value
      : versionEntry
        ? undefined
        : form === 'terraform'
          ? '2012-10-17'
          : undefined,
    statements: known,
    complete: hasAllStatements && known.length === statements.length && statements.every(({ isOpen }) => !isOpen),
    origin: originOf(whole.start),
  };
}

function decidedStatement(statement: PolicyStatement, originOf: OriginOf): Statement | undefined {
  const { effect, sid, action, resource, principalEntry, tests, hasAllTests, conditionEntry, map } = statement;
  if (effect === 'unknown') {
    return undefined;
  }
  const conditions = tests.map((test) => decidedTest(test, originOf));
  const origin = originOf(map.start);
  return {
    ...(sid?.known ? { sid: sid.value } : {}),
    effect,
    ...(principalEntry ? { principals: decidedPrincipals(statement, originOf) } : {}),
    ...(action ? { actions: decidedElement(action, originOf) } : {}),
    ...(resource ? { resources: decidedElement(resource, originOf) } : {}),
    conditions: hasAllTests
      ? conditions
      : [
          ...conditions,
          {
            operator: '',
            key: '',
            known: false,
            values: [],
            origin: conditionEntry ? originOf(conditionEntry.key.start) : origin,
          },
        ],
    origin,
  };
}

function decidedText({ value, known, scalar }: Text, originOf: OriginOf): PolicyText {
  // Terraform writes the variables of policies with another sign.
  return { text: value.replaceAll('&{', '${'), known, origin: originOf(spanOfText(scalar).start) };
}

/** What is filled in later: its text is what the file says of it. */
function decidedOther(other: Placed, originOf: OriginOf): PolicyText {
  const text = other.node.kind === 'opaque' ? (other.node.source ?? '') : '';
  return { text, known: false, origin: originOf(spanOf(other).start) };
}

function decidedElement({ negated, texts, others }: StatementElement, originOf: OriginOf): PolicyElement<PolicyText> {
  return {
    negated,
    entries: [...texts.map((text) => decidedText(text, originOf)), ...others.map((one) => decidedOther(one, originOf))],
  };
}

const KINDS: readonly PrincipalKind[] = ['AWS', 'Federated', 'Service', 'CanonicalUser'];

function decidedPrincipals(statement: PolicyStatement, originOf: OriginOf): PolicyElement<PolicyPrincipal> {
  const { principals, hasAllPrincipals, isPrincipalNegated, principalEntry } = statement;
  const entries = principals.flatMap((one) => decidedKind(one, originOf));
  const place = principalEntry?.key ?? statement.map;
  const open: readonly PolicyPrincipal[] = hasAllPrincipals
    ? []
    : [{ kind: 'AWS', text: '', known: false, origin: originOf(place.start) }];
  return { negated: isPrincipalNegated, entries: [...entries, ...open] };
}

function decidedKind({ kind, texts, others }: StatementPrincipals, originOf: OriginOf): readonly PolicyPrincipal[] {
  const known = kind === '*' ? kind : KINDS.find((one) => one === kind);
  return known === undefined
    ? []
    : [...texts.map((text) => decidedText(text, originOf)), ...others.map((one) => decidedOther(one, originOf))].map(
        (text) => ({ ...text, kind: known }),
      );
}

function decidedTest({ operator, key, texts, others }: StatementTest, originOf: OriginOf): ConditionTest {
  const place: Placed<ScalarNode> = key.scalar;
  return {
    operator: operator.value,
    key: key.value.replaceAll('&{', '${'),
    known: operator.known && key.known,
    values: [...texts.map((text) => decidedText(text, originOf)), ...others.map((one) => decidedOther(one, originOf))],
    origin: originOf(place.start),
  };
}
