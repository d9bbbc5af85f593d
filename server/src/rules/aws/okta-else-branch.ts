import { checkExpression } from '../../access/okta/okta-checker.ts';
import { nodesIn } from '../../access/okta/okta-nodes.ts';
import { type AwsOktaExpression, placeInExpression } from '../../readers/aws-okta-expression.ts';
import type { Span } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule, type Fix } from '../rule.ts';

const ROLE = '"arn:aws:iam::111122223333:role/a,arn:aws:iam::111122223333:saml-provider/okta"';

export const oktaElseBranch = defineRule({
  id: 'aws/okta-else-branch',
  appliesTo: 'aws/okta-expression',
  severity: 'warning',
  fixable: true,
  summary: 'A choice of roles whose other branch is missing, empty text or `null`.',
  why: `Who is not in the group gets what stands behind the colon. \`{}\` is the empty list and adds nothing. \`""\` and \`null\` may be sent as an empty value, which names no role: Databricks reports a malformed role attribute, for everybody who is not in the group. Without the branch Okta refuses the expression.`,
  sources: [
    'https://developer.okta.com/docs/reference/okta-expression-language/#conditional-expressions',
    'https://docs.databricks.com/archive/credential-passthrough/iam-federation.html#okta-example',
  ],
  *check(model) {
    for (const { code, span } of model.problems) {
      if (code === 'missing-else') {
        yield {
          at: placeInExpression(model, span),
          severity: 'error',
          unfinished: true,
          message: message('The choice has no other branch, and Okta refuses the expression. Write : {} behind it.'),
          fixes: () => complete(model, span),
        };
      }
    }
    for (const { code, span } of checkExpression(model.expression)) {
      if (code === 'empty-otherwise') {
        yield {
          at: placeInExpression(model, span),
          message: message(
            'Who is not in the group gets an empty value here, which names no role. Write {}: the empty list adds nothing.',
          ),
          fixes: () => write(model, span, '{}'),
        };
      }
    }
  },
  examples: [
    {
      language: 'okta-expression',
      flagged: `Arrays.flatten(isMemberOfGroupName("A") ? ${ROLE} : "")
${' '.repeat(124)}^^`,
      fixed: `Arrays.flatten(isMemberOfGroupName("A") ? ${ROLE} : {})`,
    },
    {
      language: 'okta-expression',
      flagged: `Arrays.flatten(isMemberOfGroupName("A") ? ${ROLE})
${' '.repeat(40)}^`,
      fixed: `Arrays.flatten(isMemberOfGroupName("A") ? ${ROLE} : {})`,
    },
    { language: 'okta-expression', clean: `Arrays.flatten(isMemberOfGroupName("A") ? ${ROLE} : {})` },
    { language: 'okta-expression', clean: `isMemberOfGroupName("A") ? user.login : ""` },
  ],
});

/** Behind what is chosen where the condition holds. */
function complete(model: AwsOktaExpression, { start }: Span): readonly Fix[] {
  const choices = [...nodesIn(model.expression)].filter((node) => node.kind === 'ternary');
  const choice = choices.find(
    ({ condition, consequence }) => condition.span.end <= start && start < consequence.span.start,
  );
  const end = choice?.consequence.span.end;
  return end === undefined ? [] : write(model, { start: end, end }, ' : {}');
}

function write({ scalar }: AwsOktaExpression, span: Span, text: string): readonly Fix[] {
  return [{ title: message('Write {}'), safe: true, changes: [{ verb: 'replaceText', scalar, span, text }] }];
}
