/** Who asks, and whether an entry of Principal names them (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html). */
import type { Unknown } from '../decision.ts';
import type { Answer } from '../facts.ts';
import { anyOf, opposite } from './answers.ts';
import { isAccountId, parseIamArn } from './arn.ts';
import type { PolicyElement, PolicyPrincipal, PrincipalKind } from './policy.ts';

/** Somebody who signs in with an assertion of a SAML provider, and is nobody in AWS yet. */
export interface SamlCaller {
  readonly kind: 'saml';
  /** The ARN of the provider. */
  readonly provider: string;
}

/** A session of a role. */
export interface SessionCaller {
  readonly kind: 'session';
  /** The ARN of the role. */
  readonly role: string;
  /** Undefined where nobody knows how the session is called. */
  readonly sessionName?: string;
}

/** A user of IAM. */
export interface UserCaller {
  readonly kind: 'user';
  readonly arn: string;
}

/** For instance `ec2.amazonaws.com`. */
export interface ServiceCaller {
  readonly kind: 'service';
  readonly service: string;
}

export type Caller = SamlCaller | SessionCaller | UserCaller | ServiceCaller;

/** How much an entry of Principal that names the caller says by itself. */
export type Grade =
  /** Names the session, the user, the provider, the service, or everybody: grants by itself. */
  | 'direct'
  /** Names the role: grants by itself as far as a permissions boundary allows. */
  | 'role'
  /** Names the account, which then has to grant. */
  | 'account';

export type PrincipalMatch = Readonly<Record<Grade, Answer>>;

const NOBODY: PrincipalMatch = { direct: 'no', role: 'no', account: 'no' };
const EVERYBODY: PrincipalMatch = { direct: 'yes', role: 'no', account: 'no' };
const ACCOUNT_ONLY: PrincipalMatch = { direct: 'no', role: 'no', account: 'yes' };

/** The text by which a policy would name the caller. */
export function nameOfCaller(caller: Caller): string {
  switch (caller.kind) {
    case 'saml':
      return caller.provider;
    case 'session':
      return caller.role;
    case 'user':
      return caller.arn;
    case 'service':
      return caller.service;
  }
}

/** The account that the caller belongs to; undefined for a service. */
export function accountOfCaller(caller: Caller): string | undefined {
  return caller.kind === 'service' ? undefined : parseIamArn(nameOfCaller(caller))?.account;
}

/** @param unknowns gets what is not known */
export function matchPrincipals(
  element: PolicyElement<PolicyPrincipal> | undefined,
  caller: Caller,
  unknowns: Unknown[],
): PrincipalMatch {
  if (!element) {
    return NOBODY;
  }
  const matches = element.entries.map((entry) => matchEntry(entry, caller, unknowns));
  const grade = (name: Grade) => anyOf(matches.map((match) => match[name]));
  const match: PrincipalMatch = { direct: grade('direct'), role: grade('role'), account: grade('account') };
  // Whoever is not named is meant as everybody is.
  return element.negated ? { ...NOBODY, direct: opposite(anyOf([match.direct, match.role, match.account])) } : match;
}

/** Below which key of Principal a caller is named. */
const KEYS: Readonly<Record<Caller['kind'], PrincipalKind>> = {
  saml: 'Federated',
  service: 'Service',
  user: 'AWS',
  session: 'AWS',
};

function matchEntry(entry: PolicyPrincipal, caller: Caller, unknowns: Unknown[]): PrincipalMatch {
  const { kind, text } = entry;
  if (!entry.known) {
    return doubt(entry, unknowns);
  }
  if (kind === '*' || (kind === 'AWS' && text === '*')) {
    return EVERYBODY;
  }
  if (kind !== KEYS[caller.kind]) {
    return NOBODY;
  }
  switch (caller.kind) {
    case 'saml':
    case 'service':
      return text === '*' ? doubt(entry, unknowns) : exact(text, nameOfCaller(caller));
    case 'user':
      return namesAccount(text, caller.arn) ? ACCOUNT_ONLY : exact(text, caller.arn);
    case 'session':
      return matchSession(entry, caller, unknowns);
  }
}

/** Whether a text names the account of an ARN, by its number or by its root. */
function namesAccount(text: string, arn: string): boolean {
  const parsed = parseIamArn(arn);
  return (
    parsed !== undefined &&
    (isAccountId(text) ? text === parsed.account : text === `arn:${parsed.partition}:iam::${parsed.account}:root`)
  );
}

function exact(written: string, wanted: string): PrincipalMatch {
  return written === wanted ? EVERYBODY : NOBODY;
}

function doubt({ text }: PolicyPrincipal, unknowns: Unknown[]): PrincipalMatch {
  unknowns.push({ kind: 'policy-text', subject: text });
  return { ...NOBODY, direct: 'unknown' };
}

function matchSession(
  { text }: PolicyPrincipal,
  { role, sessionName }: SessionCaller,
  unknowns: Unknown[],
): PrincipalMatch {
  const arn = parseIamArn(role);
  if (!arn) {
    return NOBODY;
  }
  const { partition, account, name } = arn;
  if (text === role) {
    return { ...NOBODY, role: 'yes' };
  }
  if (namesAccount(text, role)) {
    return ACCOUNT_ONLY;
  }
  // The ARN of a session has the name of the role without its path.
  const sessions = `arn:${partition}:sts::${account}:assumed-role/${name}/`;
  if (!text.startsWith(sessions)) {
    return NOBODY;
  }
  if (sessionName === undefined) {
    unknowns.push({ kind: 'session-name', subject: role });
    return { ...NOBODY, direct: 'unknown' };
  }
  return exact(text, sessions + sessionName);
}
