/** Plays the federation with AWS for an assertion or a user, and puts what comes of it into words. */
import type { Assertion } from '../../access/aws/assertion.ts';
import { attributeNamed } from '../../access/aws/assertion.ts';
import { assertionOfUser } from '../../access/aws/okta-sign-in.ts';
import { ROLE_ATTRIBUTE, SESSION_NAME_ATTRIBUTE } from '../../access/aws/role-attribute.ts';
import { type HeaderValue, type SignIn, type SignInRole, signIn } from '../../access/aws/sign-in.ts';
import type { FederationInventory } from '../../inventory/aws-federation-inventory.ts';
import type { SaidAssertion } from '../../inventory/aws-saml-contribution.ts';
import { type Message, message } from '../../rules/message.ts';
import type { ShownReason, ShownUnknown } from './access-answer.ts';
import { describeAwsReason, describeAwsUnknown } from './describe-aws-reason.ts';

export interface ShownRole {
  /** The value of the attribute. */
  readonly value: string;
  readonly role: string | undefined;
  readonly provider: string | undefined;
  /** Undefined where a fact is missing. */
  readonly outcome: 'assumed' | HeaderValue | undefined;
  /** Whether it is certain that the value is sent. */
  readonly certain: boolean;
  /** How long the session lasts, where it begins. */
  readonly seconds: number | undefined;
  readonly reasons: readonly ShownReason[];
  readonly unknowns: readonly ShownUnknown[];
}

export interface SignInAnswer {
  readonly user: string | undefined;
  readonly header: HeaderValue | null;
  /** Whether what is not known might change the header. */
  readonly isOpen: boolean;
  readonly roles: readonly ShownRole[];
  readonly reasons: readonly ShownReason[];
  readonly unknowns: readonly ShownUnknown[];
  /** What is to be said of how it was found. */
  readonly notes: readonly Message[];
  /** What no file can tell. */
  readonly preconditions: readonly Message[];
}

/** What keeps a sign-in from being played. */
export interface UnplayedSignIn {
  readonly refusal: Message;
}

/** See https://docs.databricks.com/archive/credential-passthrough/iam-federation.html#requirements. */
const PRECONDITIONS: readonly Message[] = [
  message('The workspace is on the Premium plan or above, and signs in with SAML.'),
  message(
    'Unified login is off. Accounts made after June 21, 2023, or without single sign-on before December 12, 2024, have to ask Databricks for it.',
  ),
  message(
    'For jobs and JDBC, IAM role entitlements are synchronised from SAML. Then every sign-in overwrites the roles that were given through SCIM.',
  ),
  message('The signature of the assertion is right: it is not checked here.'),
];

export function playAssertion(
  { assertion, isEncrypted, issuedAt }: SaidAssertion,
  inventory: FederationInventory,
): SignInAnswer | UnplayedSignIn {
  if (isEncrypted) {
    return { refusal: message('the assertion is encrypted: nothing in it can be read. Have it decrypted first') };
  }
  // An assertion that was saved has ended long ago; what counts is when it was sent.
  const played = signIn(assertion, inventory.facts(issuedAt));
  return show(assertion.nameId ?? sessionNameOf(assertion), played, []);
}

export function playUser(login: string, inventory: FederationInventory): SignInAnswer | UnplayedSignIn {
  const user = inventory.user(login);
  if (!user) {
    return {
      refusal: message(
        'no file says which groups "{0}" is in; the users of Okta stand in *.inventory.yaml under okta: users',
        login,
      ),
    };
  }
  const application = inventory.application(login);
  if (application.statements.length === 0) {
    return {
      refusal: message(
        'no file says which attributes Okta sends; they stand in *.inventory.yaml under okta: attributes, in Terraform or in an export',
      ),
    };
  }
  const facts = inventory.facts(undefined);
  const { assertion, dependsOnCommas } = assertionOfUser(user, application);
  const played = signIn(assertion, facts);
  const notes: Message[] = [];
  if (dependsOnCommas.includes(ROLE_ATTRIBUTE)) {
    const split = signIn(assertionOfUser(user, application, { commas: 'always' }).assertion, facts);
    if (keyOf(split) !== keyOf(played)) {
      notes.push(
        message(
          'Okta says that its functions of arrays take a text with commas apart, and Databricks documents an expression that works only where they do not. This answer follows Databricks; the other way the header would be {0}. Look at the preview of the assertion in Okta.',
          split.header ?? '—',
        ),
      );
    }
  }
  return show(login, played, notes);
}

function keyOf({ header, roles }: SignIn): string {
  return `${header} ${roles.map(({ value, outcome }) => `${value} ${outcome}`).join('\n')}`;
}

function sessionNameOf(assertion: Assertion): string | undefined {
  return attributeNamed(assertion, SESSION_NAME_ATTRIBUTE)?.values[0]?.text;
}

function show(
  user: string | undefined,
  { header, isOpen, roles, reasons, unknowns }: SignIn,
  notes: readonly Message[],
): SignInAnswer {
  return {
    user,
    header,
    isOpen,
    roles: roles.map(showRole),
    reasons: reasons.map(showReason),
    unknowns: unknowns.map(showUnknown),
    notes,
    preconditions: PRECONDITIONS,
  };
}

function showRole({ value, certain, role, provider, outcome, reasons, unknowns, duration }: SignInRole): ShownRole {
  return {
    value,
    certain,
    role,
    provider,
    outcome: outcome === 'undetermined' ? undefined : outcome,
    seconds: outcome === 'assumed' ? duration?.seconds : undefined,
    reasons: reasons.map(showReason),
    unknowns: unknowns.map(showUnknown),
  };
}

function showReason(reason: SignIn['reasons'][number]): ShownReason {
  const { id, effect, origin } = reason;
  return { id, effect, origin, message: describeAwsReason(reason) };
}

function showUnknown(unknown: SignIn['unknowns'][number]): ShownUnknown {
  return { ...unknown, message: describeAwsUnknown(unknown) };
}
