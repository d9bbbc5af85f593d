/**
 * What one export of IAM says: roles with their trust policies (`get-role`, `list-roles`, `get-account-authorization-details`) and
 * SAML providers (`list-saml-providers`). Recognised by its keys.
 */
import type { SamlProvider } from '../access/aws/assertion-check.ts';
import type { AttachedPolicy, AwsRole } from '../access/aws/policy.ts';
import type { Tree } from '../syntax/language.ts';
import { findEntry, isMap, isScalar, type MapNode, type Placed } from '../syntax/tree.ts';
import { itemsAt, type OriginOf, readPolicyFacts } from './aws-policy-facts.ts';

export interface AccountContribution {
  readonly roles: readonly AwsRole[];
  readonly providers: readonly SamlProvider[];
  /** Accounts of which these are all roles, and all providers. */
  readonly wholeRoles: ReadonlySet<string>;
  readonly wholeProviders: ReadonlySet<string>;
}

/** Words of which a file has one if it says any of this. */
export function mayTellOfAccounts(text: string): boolean {
  return text.includes('"AssumeRolePolicyDocument"') || text.includes('"SAMLProviderList"');
}

export function readAccountContribution(uri: string, { root, text }: Tree): AccountContribution | undefined {
  if (!isMap(root) || !mayTellOfAccounts(text)) {
    return undefined;
  }
  const originOf: OriginOf = (offset) => ({ uri, offset });
  const single = findEntry(root, 'Role')?.value;
  const listed = [...itemsAt(root, 'Roles'), ...(isMap(single) ? [single] : [])];
  const detailed = readRoles(itemsAt(root, 'RoleDetailList'), originOf);
  const roles = [
    ...readRoles(listed, originOf),
    ...detailed,
    ...(findEntry(root, 'Arn') ? readRole(root, originOf) : []),
  ];
  const providers = itemsAt(root, 'SAMLProviderList')
    .filter(isMap)
    .flatMap((one) => readProvider(one, originOf));
  const truncated = findEntry(root, 'IsTruncated')?.value;
  const isWhole = !(isScalar(truncated) && truncated.node.text === 'true');
  return roles.length + providers.length === 0
    ? undefined
    : {
        roles,
        providers,
        wholeRoles: new Set(isWhole ? detailed.map(({ arn }) => accountOf(arn)) : []),
        wholeProviders: new Set(providers.map(({ arn }) => accountOf(arn))),
      };
}

/** The account in the ARN of a thing in IAM. */
export function accountOf(arn: string): string {
  return arn.split(':')[4] ?? '';
}

function textAt(map: Placed<MapNode>, key: string): string | undefined {
  const value = findEntry(map, key)?.value;
  return isScalar(value) && value.node.type !== 'null' ? value.node.text : undefined;
}

function readRoles(items: readonly Placed[], originOf: OriginOf): readonly AwsRole[] {
  return items.filter(isMap).flatMap((one) => readRole(one, originOf));
}

function readRole(map: Placed<MapNode>, originOf: OriginOf): readonly AwsRole[] {
  const arn = textAt(map, 'Arn');
  const document = findEntry(map, 'AssumeRolePolicyDocument')?.value;
  if (arn === undefined || !document) {
    return [];
  }
  const duration = Number(textAt(map, 'MaxSessionDuration'));
  const inline = itemsAt(map, 'RolePolicyList')
    .filter(isMap)
    .map((one): AttachedPolicy => {
      const name = textAt(one, 'PolicyName') ?? '';
      const policy = readPolicyFacts(findEntry(one, 'PolicyDocument')?.value, name, originOf);
      return { name, document: policy, origin: originOf(one.start) };
    });
  return [
    {
      arn,
      policies: inline,
      hasAllPolicies: false,
      trust: readPolicyFacts(document, arn.slice(arn.lastIndexOf('/') + 1), originOf),
      ...(Number.isInteger(duration) && duration > 0 ? { maxSessionDuration: duration } : {}),
      origin: originOf(map.start),
    },
  ];
}

function readProvider(map: Placed<MapNode>, originOf: OriginOf): readonly SamlProvider[] {
  const arn = textAt(map, 'Arn');
  const until = Date.parse(textAt(map, 'ValidUntil') ?? '');
  return arn === undefined
    ? []
    : [{ arn, ...(Number.isNaN(until) ? {} : { validUntil: until }), origin: originOf(map.start) }];
}
