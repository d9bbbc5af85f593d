/**
 * Values of the SAML attribute that names roles: one role and one provider, parted by a comma
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html#saml_role-attribute).
 * AWS takes both orders in practice; Databricks takes the role first.
 */
import { type ArnFlaw, arnFlaws, parseArn } from './arn.ts';

export const ROLE_ATTRIBUTE = 'https://aws.amazon.com/SAML/Attributes/Role';
export const SESSION_NAME_ATTRIBUTE = 'https://aws.amazon.com/SAML/Attributes/RoleSessionName';
export const SESSION_DURATION_ATTRIBUTE = 'https://aws.amazon.com/SAML/Attributes/SessionDuration';
export const SOURCE_IDENTITY_ATTRIBUTE = 'https://aws.amazon.com/SAML/Attributes/SourceIdentity';
export const TRANSITIVE_TAG_KEYS_ATTRIBUTE = 'https://aws.amazon.com/SAML/Attributes/TransitiveTagKeys';
/** The key of the tag follows. */
export const PRINCIPAL_TAG_ATTRIBUTE = 'https://aws.amazon.com/SAML/Attributes/PrincipalTag:';

/** Half-open, in UTF-16 code units of the value. */
export interface ValueStretch {
  readonly start: number;
  readonly end: number;
}

/** Why a value is no pair. */
export type RoleValueFlaw =
  | 'empty'
  | 'one-part'
  /** More than two parts: several pairs in one value, as lists that were joined give. */
  | 'several-pairs'
  /** A semicolon where a comma should be. */
  | 'separator'
  /** Blanks around the comma. */
  | 'blank'
  | 'two-roles'
  | 'two-providers'
  /** A part that is no ARN. */
  | 'no-arn'
  /** The ARN of something else, for instance of a user or of a session. */
  | 'other-kind';

export interface RoleValuePart {
  readonly text: string;
  readonly kind: 'role' | 'saml-provider' | 'other' | 'none';
  readonly span: ValueStretch;
}

export interface RolePair {
  readonly role: string;
  readonly provider: string;
  readonly order: 'role-first' | 'provider-first';
}

export interface RoleValue {
  readonly parts: readonly RoleValuePart[];
  /** Undefined where the value is none. */
  readonly pair: RolePair | undefined;
  readonly flaws: readonly RoleValueFlaw[];
  /** Blanks around the whole, which not everybody who reads the value takes away. */
  readonly hasOuterBlanks: boolean;
  /** What is wrong with the ARNs of a pair. */
  readonly arnFlaws: readonly { readonly part: RoleValuePart; readonly flaw: ArnFlaw }[];
}

export function parseRoleValue(value: string): RoleValue {
  const parts = splitParts(value);
  const hasOuterBlanks = value.trim() !== value;
  const flaw = flawOfParts(value, parts);
  const [first, second] = parts;
  if (flaw || !first || !second) {
    return { parts, pair: undefined, flaws: flaw ? [flaw] : ['empty'], hasOuterBlanks, arnFlaws: [] };
  }
  const isRoleFirst = first.kind === 'role';
  const [role, provider] = isRoleFirst ? [first, second] : [second, first];
  const flaws: readonly RoleValueFlaw[] = hasInnerBlanks(value, first, second) ? ['blank'] : [];
  return {
    parts,
    pair: {
      role: role.text,
      provider: provider.text,
      order: isRoleFirst ? 'role-first' : 'provider-first',
    },
    flaws,
    hasOuterBlanks,
    arnFlaws: [
      ...arnFlaws(role.text, 'role').map((one) => ({ part: role, flaw: one })),
      ...arnFlaws(provider.text, 'saml-provider').map((one) => ({ part: provider, flaw: one })),
    ],
  };
}

/** The value as it should be written, where that is sure. */
export function repairRoleValue({ pair, arnFlaws: flaws }: RoleValue): string | undefined {
  return pair && flaws.length === 0 ? `${pair.role},${pair.provider}` : undefined;
}

/** Names of roles may have commas: a part begins behind a comma only where an ARN does, if any does. */
function splitParts(value: string): readonly RoleValuePart[] {
  if (value.trim() === '') {
    return [];
  }
  const pieces: ValueStretch[] = [];
  let start = 0;
  for (const text of value.split(',')) {
    pieces.push({ start, end: start + text.length });
    start += text.length + 1;
  }
  const joined: ValueStretch[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (last && !value.slice(piece.start, piece.end).trimStart().startsWith('arn:')) {
      joined[joined.length - 1] = { start: last.start, end: piece.end };
    } else {
      joined.push(piece);
    }
  }
  return (joined.length > 1 ? joined : pieces).map((piece) => readPart(value, piece));
}

function readPart(value: string, { start, end }: ValueStretch): RoleValuePart {
  const written = value.slice(start, end);
  const text = written.trim();
  const from = start + (written.length - written.trimStart().length);
  return { text, kind: kindOf(text), span: { start: from, end: from + text.length } };
}

/** What a part is meant to be; its ARN may be wrong. */
function kindOf(text: string): RoleValuePart['kind'] {
  if (!text.startsWith('arn:')) {
    return 'none';
  }
  const colon = text.lastIndexOf(':', text.indexOf('/') < 0 ? text.length : text.indexOf('/'));
  const resource = text.slice(colon + 1);
  if (resource.startsWith('saml-provider')) {
    return 'saml-provider';
  }
  return resource.startsWith('role/') || resource.startsWith('roles/') ? 'role' : parseArn(text) ? 'other' : 'none';
}

function flawOfParts(value: string, parts: readonly RoleValuePart[]): RoleValueFlaw | undefined {
  const kinds = parts.map(({ kind }) => kind);
  if (parts.length === 0) {
    return 'empty';
  }
  if (parts.length === 1) {
    return value.includes(';') ? 'separator' : 'one-part';
  }
  if (parts.length > 2) {
    return 'several-pairs';
  }
  if (kinds.includes('none')) {
    return 'no-arn';
  }
  if (kinds.includes('other')) {
    return 'other-kind';
  }
  return kinds[0] !== kinds[1] ? undefined : kinds[0] === 'role' ? 'two-roles' : 'two-providers';
}

function hasInnerBlanks(value: string, first: RoleValuePart, second: RoleValuePart): boolean {
  return value.slice(first.span.end, second.span.start) !== ',';
}

const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;

/** Whether STS takes a text for the name of a session. */
export function isSessionName(text: string): boolean {
  return SESSION_NAME.test(text);
}

/** Whether STS takes a text for a source identity. */
export function isSourceIdentity(text: string): boolean {
  return SESSION_NAME.test(text) && !text.startsWith('aws:');
}

/** A role that IAM Identity Center manages: it is not for AssumeRoleWithSAML. */
export function isReservedRole(name: string): boolean {
  return name.startsWith('AWSReservedSSO_');
}
