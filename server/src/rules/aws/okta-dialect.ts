import { checkExpression, type OktaFlaw } from '../../access/okta/okta-checker.ts';
import { placeInExpression } from '../../readers/aws-okta-expression.ts';
import { type Message, message } from '../message.ts';
import { nearestName } from '../nearest-name.ts';
import { defineRule } from '../rule.ts';

export const oktaDialect = defineRule({
  id: 'aws/okta-dialect',
  appliesTo: 'aws/okta-expression',
  severity: 'warning',
  fixable: false,
  summary: 'Functions and attributes that attribute statements of Okta do not have.',
  why: `Okta has two expression languages. Attribute statements of SAML take the older one: \`user.login\` and \`isMemberOfGroupName("…")\`. \`user.profile.login\` and \`user.isMemberOf({…})\` are of Identity Engine, for policies, and \`Groups.startsWith(…)\` is for claims of groups; in an attribute statement they fail, and the user has no role.`,
  sources: [
    'https://developer.okta.com/docs/reference/okta-expression-language/',
    'https://developer.okta.com/docs/reference/okta-expression-language-in-identity-engine/',
  ],
  *check(model) {
    if (model.problems.length > 0) {
      return;
    }
    for (const flaw of checkExpression(model.expression)) {
      const told = describe(flaw);
      if (told) {
        yield { at: placeInExpression(model, flaw.span), message: told };
      }
    }
  },
  examples: [
    {
      language: 'okta-expression',
      flagged: `isMemberOfGroupName("A") ? user.profile.login : user.login
                                ^^^^^^^`,
    },
    {
      language: 'okta-expression',
      flagged: `user.isMemberOf({'group.profile.name': 'A'}) ? isMemberOfGroupName("B") : false
^^^^^^^^^^^^^^^`,
    },
    {
      language: 'okta-expression',
      flagged: `Arrays.flatten(Groups.startsWith("OKTA", "aws-", 10), isMemberOfGroupNam("A") ? user.login : {})
               ^^^^^^^^^^^^^^^^^
                                                      ^^^^^^^^^^^^^^^^^^`,
    },
    { language: 'okta-expression', clean: `isMemberOfGroupName("A") ? String.toUpperCase(user.login) : user.email` },
  ],
});

function describe(flaw: OktaFlaw): Message | undefined {
  switch (flaw.code) {
    case 'identity-engine':
      return message(
        '{0} is of Identity Engine, another language. Attribute statements take user.login and isMemberOfGroupName("…").',
        flaw.name,
      );
    case 'group-claim-only':
      return message('{0} works in claims of groups only, not in an attribute statement.', flaw.name);
    case 'undocumented-method':
      return message(
        'Okta documents no methods of values, such as {0}. Functions have a name before them: String.…',
        flaw.name,
      );
    case 'unknown-function': {
      const near = nearestName(flaw.name, flaw.known);
      return near === undefined
        ? message('Okta has no function {0}.', flaw.name)
        : message('Okta has no function {0}. Is {1} meant?', flaw.name, near);
    }
    case 'attribute-case':
      return message('Attributes are told apart with case: write {0}.', flaw.replacement);
    default:
      return undefined;
  }
}
