/** What files say of a SAML assertion, and what policies see of it by their condition keys. */
import type { Origin, Unknown } from '../decision.ts';
import type { AttributeValue } from '../okta/okta-attribute.ts';
import { parseIamArn } from './arn.ts';
import { encodeBase64 } from './condition-values.ts';
import { contextOf, type KeyValues, type RequestContext } from './request-context.ts';
import {
  PRINCIPAL_TAG_ATTRIBUTE,
  type RolePair,
  SESSION_NAME_ATTRIBUTE,
  SOURCE_IDENTITY_ATTRIBUTE,
  TRANSITIVE_TAG_KEYS_ATTRIBUTE,
} from './role-attribute.ts';
import { sha1 } from './sha1.ts';

export interface SamlAttribute {
  /** Compared with case. */
  readonly name: string;
  readonly values: readonly AttributeValue[];
  /** Whether these are all values. */
  readonly complete: boolean;
  /** What would have to be known for that. */
  readonly missing: readonly Unknown[];
  readonly origin?: Origin;
}

export interface Assertion {
  readonly issuer?: string;
  /** Of SubjectConfirmationData, and not the audience: this is what `saml:aud` is. */
  readonly recipient?: string;
  readonly nameId?: string;
  readonly nameIdFormat?: string;
  /** Milliseconds of epoch time. */
  readonly notBefore?: number;
  readonly notOnOrAfter?: number;
  readonly sessionNotOnOrAfter?: number;
  readonly attributes: readonly SamlAttribute[];
  /** Whether it has no other attributes. */
  readonly hasAllAttributes: boolean;
  /** Whether an issuer, recipient or subject that is not here is missing; unknown otherwise, as where it is computed. */
  readonly complete: boolean;
  readonly origin?: Origin;
}

/**
 * Which attributes become which keys
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html#saml-attribute-mapping).
 */
const EDUCATION = 'urn:oid:1.3.6.1.4.1.5923.1.';
const CLAIMS = 'http://schemas.xmlsoap.org/';
const KEYS: ReadonlyMap<string, string> = new Map([
  [`${EDUCATION}1.1.1`, 'saml:eduPersonAffiliation'],
  [`${EDUCATION}1.1.2`, 'saml:eduPersonNickname'],
  [`${EDUCATION}1.1.3`, 'saml:eduPersonOrgDN'],
  [`${EDUCATION}1.1.4`, 'saml:eduPersonOrgUnitDN'],
  [`${EDUCATION}1.1.5`, 'saml:eduPersonPrimaryAffiliation'],
  [`${EDUCATION}1.1.6`, 'saml:eduPersonPrincipalName'],
  [`${EDUCATION}1.1.7`, 'saml:eduPersonEntitlement'],
  [`${EDUCATION}1.1.8`, 'saml:eduPersonPrimaryOrgUnitDN'],
  [`${EDUCATION}1.1.9`, 'saml:eduPersonScopedAffiliation'],
  [`${EDUCATION}1.1.10`, 'saml:eduPersonTargetedID'],
  [`${EDUCATION}1.1.11`, 'saml:eduPersonAssurance'],
  [`${EDUCATION}2.1.2`, 'saml:eduOrgHomePageURI'],
  [`${EDUCATION}2.1.3`, 'saml:eduOrgIdentityAuthNPolicyURI'],
  [`${EDUCATION}2.1.4`, 'saml:eduOrgLegalName'],
  [`${EDUCATION}2.1.5`, 'saml:eduOrgSuperiorURI'],
  [`${EDUCATION}2.1.6`, 'saml:eduOrgWhitePagesURI'],
  ['urn:oid:2.5.4.3', 'saml:cn'],
  [`${CLAIMS}ws/2005/05/identity/claims/name`, 'saml:name'],
  [`${CLAIMS}claims/CommonName`, 'saml:commonName'],
  [`${CLAIMS}ws/2005/05/identity/claims/givenname`, 'saml:givenName'],
  [`${CLAIMS}ws/2005/05/identity/claims/surname`, 'saml:surname'],
  [`${CLAIMS}ws/2005/05/identity/claims/emailaddress`, 'saml:mail'],
  ['http://schemas.microsoft.com/ws/2008/06/identity/claims/primarygroupsid', 'saml:uid'],
  ['2.5.4.3', 'saml:commonName'],
  ['2.5.4.4', 'saml:surname'],
  ['2.4.5.42', 'saml:givenName'],
  ['2.5.4.45', 'saml:x500UniqueIdentifier'],
  ['0.9.2342.19200300100.1.1', 'saml:uid'],
  ['0.9.2342.19200300100.1.3', 'saml:mail'],
  ['0.9.2342.19200300.100.1.45', 'saml:organizationStatus'],
  [SESSION_NAME_ATTRIBUTE, 'sts:RoleSessionName'],
  [SOURCE_IDENTITY_ATTRIBUTE, 'sts:SourceIdentity'],
  [TRANSITIVE_TAG_KEYS_ATTRIBUTE, 'sts:TransitiveTagKeys'],
]);

/** The one attribute of a name, or undefined where there is none. Several of a name are taken for one. */
export function attributeNamed({ attributes }: Assertion, name: string): SamlAttribute | undefined {
  const found = attributes.filter((one) => one.name === name);
  const [first] = found;
  return first && found.length > 1
    ? {
        ...first,
        values: found.flatMap(({ values }) => values),
        complete: found.every(({ complete }) => complete),
        missing: found.flatMap(({ missing }) => missing),
      }
    : first;
}

/** The tags of the session, by key. */
export function sessionTagsOf({ attributes }: Assertion): readonly (readonly [string, SamlAttribute])[] {
  return attributes
    .filter(({ name }) => name.startsWith(PRINCIPAL_TAG_ATTRIBUTE))
    .map((one) => [one.name.slice(PRINCIPAL_TAG_ATTRIBUTE.length), one]);
}

function valuesOf({ values, complete }: SamlAttribute): KeyValues {
  return complete && values.every(({ certain }) => certain) ? values.map(({ text }) => text) : 'unknown';
}

/** What a trust policy sees of an assertion that is given for a role. */
export function contextOfAssertion(assertion: Assertion, pair: RolePair): RequestContext {
  const known: Record<string, KeyValues> = { ...subjectKeys(assertion, pair) };
  const given = (value: string | undefined): KeyValues =>
    value === undefined ? (assertion.complete ? 'absent' : 'unknown') : [value];
  known['saml:aud'] = given(assertion.recipient);
  known['saml:iss'] = given(assertion.issuer);
  const provider = parseIamArn(pair.provider);
  known['saml:doc'] = provider ? [`${provider.account}/${provider.name}`] : 'unknown';
  for (const attribute of assertion.attributes) {
    const key = KEYS.get(attribute.name);
    if (key !== undefined) {
      // "If you include more than one, only one claim will be mapped": nobody says which.
      known[key] = Object.hasOwn(known, key) ? 'unknown' : valuesOf(attribute);
    }
  }
  const tags = sessionTagsOf(assertion);
  for (const [key, attribute] of tags) {
    known[`aws:RequestTag/${key}`] = valuesOf(attribute);
  }
  if (tags.length > 0) {
    known['aws:TagKeys'] = tags.map(([key]) => key);
  }
  const isOfAssertion = (key: string) => /^(?:saml:|sts:|aws:requesttag\/|aws:tagkeys$)/.test(key);
  return contextOf(known, (key) => (assertion.hasAllAttributes && isOfAssertion(key) ? 'absent' : 'unknown'));
}

const SHORT_FORMATS: ReadonlyMap<string, string> = new Map([
  ['urn:oasis:names:tc:SAML:2.0:nameid-format:persistent', 'persistent'],
  ['urn:oasis:names:tc:SAML:2.0:nameid-format:transient', 'transient'],
]);

/** The keys of SAML that stay for the whole session. */
function subjectKeys({ issuer, nameId, nameIdFormat, complete }: Assertion, { provider }: RolePair) {
  const other: KeyValues = complete ? 'absent' : 'unknown';
  const arn = parseIamArn(provider);
  const qualifier =
    issuer !== undefined && arn ? [encodeBase64(sha1(`${issuer}${arn.account}/${arn.name}`))] : ('unknown' as const);
  return {
    'saml:sub': nameId === undefined ? other : [nameId],
    'saml:sub_type':
      nameIdFormat === undefined ? ('unknown' as const) : [SHORT_FORMATS.get(nameIdFormat) ?? nameIdFormat],
    'saml:namequalifier': qualifier,
  };
}

/** What other policies see of the session that an assertion began. */
export function contextOfSession(assertion: Assertion, pair: RolePair): RequestContext {
  const known: Record<string, KeyValues> = {
    ...subjectKeys(assertion, pair),
    ...roleKeys(pair.role),
    'aws:FederatedProvider': [pair.provider],
  };
  for (const [key, attribute] of sessionTagsOf(assertion)) {
    known[`aws:PrincipalTag/${key}`] = valuesOf(attribute);
  }
  const source = attributeNamed(assertion, SOURCE_IDENTITY_ATTRIBUTE);
  known['aws:SourceIdentity'] = source ? valuesOf(source) : assertion.hasAllAttributes ? 'absent' : 'unknown';
  return contextOf(known, (key) => (key.startsWith('saml:') ? 'absent' : 'unknown'));
}

/** What policies see of a session of a role of which no more is known, such as one of a meta instance profile. */
export function contextOfRole(role: string): RequestContext {
  return contextOf(roleKeys(role));
}

function roleKeys(role: string): Record<string, KeyValues> {
  const account = parseIamArn(role)?.account;
  return {
    'aws:PrincipalArn': [role],
    'aws:PrincipalType': ['AssumedRole'],
    'aws:username': 'absent',
    'aws:PrincipalAccount': account === undefined ? 'unknown' : [account],
  };
}
