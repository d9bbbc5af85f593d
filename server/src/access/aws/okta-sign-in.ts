/** The assertion that Okta sends for a user, computed from the expressions of its attribute statements. */
import type { Origin } from '../decision.ts';
import { evaluateAttribute, type OktaOptions } from '../okta/okta-attribute.ts';
import type { OktaExpression } from '../okta/okta-nodes.ts';
import type { OktaUser } from '../okta/okta-user.ts';
import type { Assertion, SamlAttribute } from './assertion.ts';

export interface AttributeStatement {
  /** For instance `https://aws.amazon.com/SAML/Attributes/Role`. */
  readonly name: string;
  readonly expression: OktaExpression;
  readonly origin?: Origin;
}

/** What the application in Okta is known to send beside its attributes. */
export interface OktaApplication {
  readonly statements: readonly AttributeStatement[];
  /** Whether these are all statements. */
  readonly hasAllStatements: boolean;
  readonly issuer?: string;
  /** The single sign-on URL of the application: the SAML URL of the workspace. */
  readonly recipient?: string;
}

export interface OktaAssertion {
  readonly assertion: Assertion;
  /** The names of attributes that have other values where Okta takes texts with commas the other way. */
  readonly dependsOnCommas: readonly string[];
}

export function assertionOfUser(
  user: OktaUser,
  application: OktaApplication,
  options: OktaOptions = {},
): OktaAssertion {
  const dependsOnCommas = new Set<string>();
  const attributes = application.statements.map(({ name, expression, origin }): SamlAttribute => {
    const { values, complete, missing, dependsOnCommas: depends } = evaluateAttribute(expression, user, options);
    if (depends) {
      dependsOnCommas.add(name);
    }
    return { name, values, complete, missing, ...(origin ? { origin } : {}) };
  });
  const { issuer, recipient, hasAllStatements } = application;
  return {
    assertion: {
      ...(issuer === undefined ? {} : { issuer }),
      ...(recipient === undefined ? {} : { recipient }),
      attributes,
      hasAllAttributes: hasAllStatements,
      // What Okta sends as the subject is a setting of its own.
      complete: false,
    },
    dependsOnCommas: [...dependsOnCommas],
  };
}
