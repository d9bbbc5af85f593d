import { spanIn } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';
import { exampleScopes } from './example-role.ts';

export const placeholder = defineRule({
  id: 'azure/placeholder',
  appliesTo: 'azure/assignable-scope',
  severity: 'warning',
  fixable: true,
  summary: 'A placeholder that was left in a scope.',
  why: `Samples write \`{subscriptionId}\`, \`<sub-id>\`, \`enter-subscription-id-here\` or a GUID of zeros where an id belongs. Sent to Azure as it stands, the scope is refused, or the role is created where nobody finds it. What a tool fills in, such as \`\${subscription_id}\`, is not meant.`,
  sources: ['https://learn.microsoft.com/azure/key-vault/general/rbac-guide#creating-custom-roles'],
  *check({ text, scope: { flaw } }) {
    if (!text.known || flaw?.code !== 'placeholder') {
      return;
    }
    const { from, to, correction } = flaw;
    const part = text.value.slice(from, to);
    const at = spanIn(text.scalar, from, to);
    if (correction === undefined) {
      yield {
        at,
        message: message(
          '"{0}" is a placeholder. Azure refuses the role as long as it stands there. Put the id in its place.',
          part,
        ),
      };
      return;
    }
    yield {
      at,
      message: message(
        'The id is right, but the brackets of the sample are still around it. Azure refuses the role. Remove them.',
      ),
      fixes: () => [
        {
          title: message('Remove the brackets'),
          safe: true,
          changes: [{ verb: 'replaceText', scalar: text.scalar, span: { start: from, end: to }, text: correction }],
        },
      ],
    };
  },
  examples: [
    {
      flagged: exampleScopes(`    "/subscriptions/{subscriptionId}"
                    ^^^^^^^^^^^^^^^^`),
    },
    {
      flagged: exampleScopes(`    "/subscriptions/<6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b>"
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`),
      fixed: exampleScopes(`    "/subscriptions/6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"`),
    },
    {
      flagged: exampleScopes(`    "/subscriptions/enter-subscription-id-here",
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^
    "/subscriptions/00000000-0000-0000-0000-000000000000",
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    "SUBSCRIPTION_ID"
     ^^^^^^^^^^^^^^^`),
    },
    {
      clean: exampleScopes(
        `    "/subscriptions/$SUBSCRIPTION_ID", "/subscriptions/\${sub}", "/subscriptions/{{ cookiecutter.subscription_id }}", "/subscriptions/#{sub}#", "/subscriptions/__SUB__"`,
      ),
    },
  ],
});
