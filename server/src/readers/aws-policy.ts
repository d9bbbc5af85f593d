/**
 * Policies of AWS, found by what they contain: trust policies of roles, policies of buckets and other resources, identity
 * policies. Knows no language and no service: what its texts mean is for the rules and the evaluator.
 */
import {
  entriesOf,
  isList,
  isMap,
  isScalar,
  itemsOf,
  type MapNode,
  type Placed,
  type PlacedEntry,
} from '../syntax/tree.ts';
import { isIntrinsic, readPolicyText } from './aws-policy-text.ts';
import {
  entryNamed,
  isOpenMap,
  type PolicyForm,
  type PolicyStatement,
  readStatement,
  readStatementBlock,
} from './aws-statement.ts';
import type { Text } from './text.ts';

interface PolicyDocument {
  readonly form: PolicyForm;
  /** Placed at the start of the model. */
  readonly whole: Placed<MapNode>;
  readonly versionEntry: PlacedEntry | undefined;
  readonly version: Text | undefined;
  readonly statements: readonly PolicyStatement[];
  /** Whether these are all. */
  readonly hasAllStatements: boolean;
}

/** Who may assume a role. */
export interface TrustPolicy extends PolicyDocument {
  readonly kind: 'aws/trust-policy';
}

/** What may be done: by the identity that has the policy, or with the resource that has it. */
export interface AccessPolicy extends PolicyDocument {
  readonly kind: 'aws/policy';
  /** Of a resource where any statement names principals. */
  readonly of: 'identity' | 'resource';
}

export type Policy = TrustPolicy | AccessPolicy;

/** Names of elements by which a map shows that it is a statement. */
const ELEMENTS = new Set(['Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Principal', 'NotPrincipal']);
const VERSION = /^20(?:12-10-17|08-10-17)/;
/** Policies of other clouds have the same form; their versions are `1` and `2.0`, and their resources no ARNs. */
const OTHER_VERSION = /^\d(?:\.\d)?$/;
const OTHER_RESOURCE = /^(?:acs|qcs|crn|oss):/;

function isStatement({ node }: Placed<MapNode>): boolean {
  return node.children.filter(({ key }) => ELEMENTS.has(key.text)).length >= 2;
}

/** Whether a map is a policy: it has a list of statements, or a version of policies beside one that is still empty. */
export function isPolicyMap(map: Placed<MapNode>): boolean {
  const value = entryNamed(map, 'Statement')?.value;
  const version = value && entryNamed(map, 'Version')?.value;
  if (isScalar(version) && OTHER_VERSION.test(version.node.text)) {
    return false;
  }
  if (
    isMap(value)
      ? isStatement(value)
      : isList(value) && [...itemsOf(value)].some((one) => isMap(one) && isStatement(one))
  ) {
    return true;
  }
  return isScalar(version) && VERSION.test(version.node.text);
}

export function readPolicy(map: Placed<MapNode>): Policy | undefined {
  const entry = entryNamed(map, 'Statement');
  if (!entry || !isPolicyMap(map)) {
    return undefined;
  }
  const value = entry.value;
  const items = isList(value) && value.node.tag === undefined ? [...itemsOf(value)] : value ? [value] : [];
  const maps = items.filter(isMap).filter((one) => !isIntrinsic(one));
  const statements = maps.map(readStatement);
  if (statements.some(({ resource }) => resource?.texts.some(({ value: text }) => OTHER_RESOURCE.test(text)))) {
    return undefined;
  }
  const versionEntry = entryNamed(map, 'Version');
  return classify({
    form: 'json',
    whole: map,
    versionEntry,
    version: isScalar(versionEntry?.value) ? readPolicyText(versionEntry.value) : undefined,
    statements,
    hasAllStatements: maps.length === items.length && !isOpenMap(map),
  });
}

/** `data "aws_iam_policy_document"`. */
export function readPolicyBlock(body: Placed<MapNode>): Policy | undefined {
  const blocks = [...entriesOf(body)].filter(({ key }) => key.node.text === 'statement');
  const maps = blocks.map(({ value }) => value).filter(isMap);
  const isMerged = entryNamed(body, 'source_policy_documents') ?? entryNamed(body, 'override_policy_documents');
  const older = entryNamed(body, 'source_json') ?? entryNamed(body, 'override_json');
  const versionEntry = entryNamed(body, 'version');
  return classify({
    form: 'terraform',
    whole: body,
    versionEntry,
    version: isScalar(versionEntry?.value) ? readPolicyText(versionEntry.value) : undefined,
    statements: maps.map(readStatementBlock),
    hasAllStatements: maps.length === blocks.length && !isMerged && !older && !isOpenMap(body),
  });
}

const TRUST_ACTION = /^sts:(?:AssumeRole|TagSession|SetSourceIdentity|SetContext|\*)/i;

/** Policies of endpoints name STS and its callers too, and they have resources: a provider or a service is let into roles only. */
function isForRole({ principals }: PolicyStatement): boolean {
  return principals.some(({ kind }) => kind === 'Federated' || kind === 'Service');
}

function classify(document: PolicyDocument): Policy {
  const { statements } = document;
  const trusts = (one: PolicyStatement): boolean =>
    one.action?.texts.some(({ value }) => TRUST_ACTION.test(value)) ?? false;
  const hasPrincipal = statements.some(({ principalEntry }) => principalEntry);
  const isTrust = hasPrincipal
    ? statements.some((one) => one.principalEntry && trusts(one) && (!one.resource || isForRole(one)))
    : statements.length > 0 && statements.every((one) => trusts(one) && !one.resource && !one.isOpen);
  return isTrust
    ? { ...document, kind: 'aws/trust-policy' }
    : { ...document, kind: 'aws/policy', of: hasPrincipal ? 'resource' : 'identity' };
}
