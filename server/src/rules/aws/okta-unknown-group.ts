import { groupsIn } from '../../access/okta/okta-groups.ts';
import { placeInExpression } from '../../readers/aws-okta-expression.ts';
import { message } from '../message.ts';
import { nearestName } from '../nearest-name.ts';
import { defineRule } from '../rule.ts';

const INVENTORY = `okta:
  users:
    ada@contoso.com: [data-engineers, analysts]`;

export const oktaUnknownGroup = defineRule({
  id: 'aws/okta-unknown-group',
  appliesTo: 'aws/okta-expression',
  asksInventory: true,
  severity: 'warning',
  fixable: true,
  summary: 'A group that no file names, and that is nearly one that a file does.',
  why: `Groups are compared letter by letter, with case. A name that no group has is no mistake for Okta: nobody is a member, and everybody is without the role. The rule speaks only where a known group of the inventory has nearly that name, since no file lists all groups.`,
  sources: ['https://developer.okta.com/docs/reference/okta-expression-language/#group-functions'],
  *check(model, { federation }) {
    const known = federation.groupNames();
    for (const { by, text, span } of known.length > 0 ? groupsIn(model.expression) : []) {
      const near = by === 'name' && !known.includes(text) ? nearGroup(text, known) : undefined;
      if (near !== undefined) {
        const inside = { start: span.start + 1, end: span.end - 1 };
        yield {
          at: placeInExpression(model, inside),
          message: message(
            'No file names a group "{0}", and there is "{1}". Names are compared letter by letter: nobody would be a member.',
            text,
            near,
          ),
          fixes: () => [
            {
              title: message('Write "{0}"', near),
              safe: false,
              changes: [{ verb: 'replaceText', scalar: model.scalar, span: inside, text: near }],
            },
          ],
        };
      }
    }
  },
  examples: [
    {
      language: 'okta-expression',
      inventory: INVENTORY,
      flagged: `isMemberOfGroupName("Data-Engineers") ? user.login : user.email
                     ^^^^^^^^^^^^^^`,
      fixed: `isMemberOfGroupName("data-engineers") ? user.login : user.email`,
    },
    {
      language: 'okta-expression',
      inventory: INVENTORY,
      flagged: `isMemberOfGroupName("data-enginers") ? user.login : user.email
                     ^^^^^^^^^^^^^`,
    },
    {
      language: 'okta-expression',
      inventory: INVENTORY,
      clean: `isMemberOfGroupName("analysts") AND isMemberOfGroupName("everybody else") ? user.login : user.email`,
    },
    { language: 'okta-expression', clean: `isMemberOfGroupName("data-enginers") ? user.login : user.email` },
  ],
});

function nearGroup(name: string, known: readonly string[]): string | undefined {
  return known.find((one) => one.toLowerCase() === name.toLowerCase()) ?? nearestName(name, known);
}
