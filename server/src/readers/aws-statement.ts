/** Statements of policies of AWS: as JSON and YAML have them, and as blocks of Terraform. */
import {
  entriesOf,
  entryAt,
  isMap,
  isScalar,
  type MapNode,
  type Placed,
  type PlacedEntry,
  type ScalarNode,
} from '../syntax/tree.ts';
import { isIntrinsic, type PolicyTexts, readPolicyText, readPolicyTexts } from './aws-policy-text.ts';
import type { Text } from './text.ts';

/** How elements are called: `NotAction`, or `not_actions` in a data source of Terraform. */
export type PolicyForm = 'json' | 'terraform';

/** Action or NotAction, Resource or NotResource. */
export interface StatementElement extends PolicyTexts {
  readonly entry: PlacedEntry;
  readonly negated: boolean;
}

/** The principals of one kind. */
export interface StatementPrincipals extends PolicyTexts {
  /** `AWS`, `Federated` …, as it is written; `*` where Principal is that and no map. */
  readonly kind: string;
  /** Where the kind is written. */
  readonly kindNode: Placed<ScalarNode>;
  /** Where the kind is a key: in which map, and which. */
  readonly key: { readonly map: Placed<MapNode>; readonly index: number } | undefined;
}

/** One key below one operator. */
export interface StatementTest extends PolicyTexts {
  readonly operator: Text;
  readonly key: Text;
  /** Where the operator is a key: in which map, and which. */
  readonly operatorKey: { readonly map: Placed<MapNode>; readonly index: number } | undefined;
}

export interface PolicyStatement {
  readonly form: PolicyForm;
  readonly map: Placed<MapNode>;
  readonly sid: Text | undefined;
  readonly effectEntry: PlacedEntry | undefined;
  readonly effectText: Text | undefined;
  /** Unknown where it is filled in, and where it is none of both. */
  readonly effect: 'allow' | 'deny' | 'unknown';
  /** Principal or NotPrincipal. */
  readonly principalEntry: PlacedEntry | undefined;
  readonly isPrincipalNegated: boolean;
  readonly principals: readonly StatementPrincipals[];
  /** Whether these are all. */
  readonly hasAllPrincipals: boolean;
  readonly action: StatementElement | undefined;
  readonly resource: StatementElement | undefined;
  readonly conditionEntry: PlacedEntry | undefined;
  readonly tests: readonly StatementTest[];
  readonly hasAllTests: boolean;
  /** Whether more may stand in it in the end. */
  readonly isOpen: boolean;
}

/** Whether entries are merged, spread or generated into a map, or its end is not there yet. */
export function isOpenMap({ node }: Placed<MapNode>): boolean {
  return (
    node.problems.some(({ code }) => code !== 'duplicate-key') ||
    node.children.some(
      ({ key }) => key.style === 'spread' || key.text === '<<' || key.text === 'dynamic' || key.text.startsWith('Fn::'),
    )
  );
}

/** The entry of just this name: names of elements are sensitive to case. The last one, as readers of JSON take it. */
export function entryNamed(map: Placed<MapNode>, name: string): PlacedEntry | undefined {
  const index = map.node.children.findLastIndex(({ key }) => key.text === name);
  return index < 0 ? undefined : entryAt(map, index);
}

// An edit leaves the statements before it where they were.
const statementAt = new WeakMap<MapNode, PolicyStatement>();

export function readStatement(map: Placed<MapNode>): PolicyStatement {
  const known = statementAt.get(map.node);
  if (known?.map.start === map.start) {
    return known;
  }
  const statement = makeStatement(map);
  statementAt.set(map.node, statement);
  return statement;
}

function makeStatement(map: Placed<MapNode>): PolicyStatement {
  const sid = entryNamed(map, 'Sid')?.value;
  const principalEntry = entryNamed(map, 'Principal') ?? entryNamed(map, 'NotPrincipal');
  const conditionEntry = entryNamed(map, 'Condition');
  const found = readTests(conditionEntry?.value);
  return {
    form: 'json',
    map,
    sid: isScalar(sid) ? readPolicyText(sid) : undefined,
    ...readEffect(entryNamed(map, 'Effect')),
    principalEntry,
    isPrincipalNegated: principalEntry?.key.node.text === 'NotPrincipal',
    ...readPrincipals(principalEntry),
    action: readElement(map, 'Action', 'NotAction'),
    resource: readElement(map, 'Resource', 'NotResource'),
    conditionEntry,
    tests: found.tests,
    hasAllTests: conditionEntry === undefined || found.complete,
    isOpen: isOpenMap(map),
  };
}

function readEffect(entry: PlacedEntry | undefined): Pick<PolicyStatement, 'effect' | 'effectEntry' | 'effectText'> {
  const effectText = isScalar(entry?.value) ? readPolicyText(entry.value) : undefined;
  const effect =
    effectText?.value === 'Allow' && effectText.known
      ? 'allow'
      : effectText?.value === 'Deny' && effectText.known
        ? 'deny'
        : 'unknown';
  return { effectEntry: entry, effectText, effect };
}

function readElement(map: Placed<MapNode>, name: string, negation: string): StatementElement | undefined {
  const entry = entryNamed(map, name) ?? entryNamed(map, negation);
  return entry && { entry, negated: entry.key.node.text === negation, ...readPolicyTexts(entry.value) };
}

function readPrincipals(entry: PlacedEntry | undefined): Pick<PolicyStatement, 'principals' | 'hasAllPrincipals'> {
  const value = entry?.value;
  if (isScalar(value) && value.node.text === '*') {
    const all = { kind: '*', kindNode: value, key: undefined, ...readPolicyTexts(value) };
    return { principals: [all], hasAllPrincipals: true };
  }
  if (!isMap(value) || isIntrinsic(value)) {
    return { principals: [], hasAllPrincipals: entry === undefined };
  }
  const principals = [...entriesOf(value)].map(
    ({ key, index, value: texts }): StatementPrincipals => ({
      kind: key.node.text,
      kindNode: key,
      key: { map: value, index },
      ...readPolicyTexts(texts),
    }),
  );
  return { principals, hasAllPrincipals: !isOpenMap(value) };
}

function readTests(value: Placed | undefined): { tests: readonly StatementTest[]; complete: boolean } {
  if (!isMap(value) || isIntrinsic(value)) {
    return { tests: [], complete: false };
  }
  const tests: StatementTest[] = [];
  let complete = !isOpenMap(value);
  for (const { key: operator, index, value: keys } of entriesOf(value)) {
    if (!isMap(keys) || isIntrinsic(keys)) {
      complete = false;
      continue;
    }
    complete &&= !isOpenMap(keys);
    for (const { key, value: values } of entriesOf(keys)) {
      tests.push({
        operator: readPolicyText(operator),
        key: readPolicyText(key),
        operatorKey: { map: value, index },
        ...readPolicyTexts(values),
      });
    }
  }
  return { tests, complete };
}

/** A block `statement` of `data "aws_iam_policy_document"`. Effect is Allow where the block says none. */
export function readStatementBlock(map: Placed<MapNode>): PolicyStatement {
  const blocks = [...entriesOf(map)];
  const sid = entryNamed(map, 'sid')?.value;
  const effect = readEffect(entryNamed(map, 'effect'));
  const principalBlocks = blocks.filter(({ key }) => /^(?:not_)?principals$/.test(key.node.text));
  const conditions = blocks.filter(({ key }) => key.node.text === 'condition');
  const principals = principalBlocks.flatMap(({ value }) => readPrincipalBlock(value));
  const tests = conditions.flatMap(({ value }) => readConditionBlock(value));
  const isOpen = isOpenMap(map);
  return {
    form: 'terraform',
    map,
    sid: isScalar(sid) ? readPolicyText(sid) : undefined,
    ...effect,
    effect: effect.effectEntry ? effect.effect : 'allow',
    principalEntry: principalBlocks[0],
    isPrincipalNegated: principalBlocks[0]?.key.node.text === 'not_principals',
    principals,
    hasAllPrincipals: !isOpen && principals.length === principalBlocks.length,
    action: readElement(map, 'actions', 'not_actions'),
    resource: readElement(map, 'resources', 'not_resources'),
    conditionEntry: conditions[0],
    tests,
    hasAllTests: !isOpen && tests.length === conditions.length,
    isOpen,
  };
}

function readPrincipalBlock(body: Placed | undefined): readonly StatementPrincipals[] {
  const type = isMap(body) ? entryNamed(body, 'type')?.value : undefined;
  if (!isMap(body) || !isScalar(type) || type.node.opaque.length > 0) {
    return [];
  }
  const texts = readPolicyTexts(entryNamed(body, 'identifiers')?.value);
  return [{ kind: type.node.text, kindNode: type, key: undefined, ...texts }];
}

function readConditionBlock(body: Placed | undefined): readonly StatementTest[] {
  const operator = isMap(body) ? entryNamed(body, 'test')?.value : undefined;
  const key = isMap(body) ? entryNamed(body, 'variable')?.value : undefined;
  if (!isMap(body) || !isScalar(operator) || !isScalar(key)) {
    return [];
  }
  const texts = readPolicyTexts(entryNamed(body, 'values')?.value);
  return [{ operator: readPolicyText(operator), key: readPolicyText(key), operatorKey: undefined, ...texts }];
}
