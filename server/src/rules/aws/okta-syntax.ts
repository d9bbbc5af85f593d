import { nodesIn, type OktaProblem, type OktaProblemCode, type Stretch } from '../../access/okta/okta-nodes.ts';
import { type AwsOktaExpression, placeInExpression } from '../../readers/aws-okta-expression.ts';
import { type Message, message } from '../message.ts';
import { defineRule, type Fix } from '../rule.ts';

export const oktaSyntax = defineRule({
  id: 'aws/okta-syntax',
  appliesTo: 'aws/okta-expression',
  severity: 'error',
  fixable: true,
  summary: 'What the expression language of Okta does not take, at the place.',
  why: `Okta refuses to save the expression, or evaluates it to nothing, and the user has no role. Its language is a part of that of Spring: lists stand in braces, \`{}\` being the empty one, equality is \`==\`, and texts stand in plain quotes, which word processors and chat programs replace.`,
  sources: ['https://developer.okta.com/docs/reference/okta-expression-language/'],
  *check(model) {
    for (const problem of model.problems) {
      if (problem.code !== 'missing-else') {
        yield {
          at: placeInExpression(model, problem.span),
          unfinished: UNFINISHED.has(problem.code),
          message: TEXTS[problem.code],
          fixes: () => repair(model, problem),
        };
      }
    }
  },
  examples: [
    {
      language: 'okta-expression',
      flagged: `Arrays.flatten(isMemberOfGroupName("GroupA") ? "arn:aws:iam::111122223333:role/a,arn:aws:iam::111122223333:saml-provider/okta" : [])
${' '.repeat(129)}^`,
      fixed: `Arrays.flatten(isMemberOfGroupName("GroupA") ? "arn:aws:iam::111122223333:role/a,arn:aws:iam::111122223333:saml-provider/okta" : {})`,
    },
    {
      language: 'okta-expression',
      flagged: `isMemberOfGroupName(“GroupA”) ? user.login : user.email
                    ^^^^^^^^`,
      fixed: `isMemberOfGroupName("GroupA") ? user.login : user.email`,
    },
    {
      language: 'yaml',
      flagged: `okta:
  attributes:
    https://aws.amazon.com/SAML/Attributes/RoleSessionName: 'isMemberOfGroupName("a") AND user.department = "x" ? user.login : user.email'
                                                                                                          ^`,
    },
    {
      language: 'okta-expression',
      clean: `Arrays.flatten(isMemberOfGroupName("GroupA") ? "\${role_a}" : {}, isMemberOfGroupName("\${group}") ? "{{ role_b }}" : {})`,
    },
  ],
});

/** What more text may mend. */
const UNFINISHED: ReadonlySet<OktaProblemCode> = new Set([
  'empty',
  'missing-expression',
  'missing-name',
  'unclosed-parenthesis',
  'unclosed-bracket',
  'unclosed-brace',
  'unclosed-text',
]);

const TEXTS: Readonly<Record<OktaProblemCode, Message>> = {
  empty: message('There is no expression here.'),
  'missing-expression': message('A value is missing here. Okta refuses the expression.'),
  'missing-else': message('The choice has no other branch.'),
  'missing-colon': message('A colon is missing here. Okta refuses the expression.'),
  'missing-comma': message('A comma is missing here. Okta refuses the expression.'),
  'missing-name': message('A name is missing behind the dot. Okta refuses the expression.'),
  'unclosed-parenthesis': message('This parenthesis is not closed. Okta refuses the expression.'),
  'unclosed-bracket': message('This bracket is not closed. Okta refuses the expression.'),
  'unclosed-brace': message('This brace is not closed. Okta refuses the expression.'),
  'unclosed-text': message('The closing quote is missing. Okta refuses the expression.'),
  unmatched: message('This closes nothing that is open. Okta refuses the expression.'),
  'square-list': message('Lists stand in braces: write {} for the empty list. Okta refuses square brackets here.'),
  assignment: message('This would assign a value, which Okta refuses. Equality is ==.'),
  'typographic-quotes': message(
    'These quotes are typographic, as word processors and chat programs write them. Okta takes plain ones only.',
  ),
  'single-sign': message('This sign is written twice. Okta refuses the expression.'),
  'not-callable': message('Only a function can be called. Okta refuses the expression.'),
  'too-deep': message('This is nested too deep to be read.'),
  unexpected: message('Nothing can stand here. Okta refuses the expression.'),
};

function repair({ scalar, expression }: AwsOktaExpression, { code, span }: OktaProblem): readonly Fix[] {
  const written = scalar.node.text.slice(span.start, span.end);
  const replace = (title: Message, text: string, at: Stretch = span): readonly Fix[] => [
    { title, safe: true, changes: [{ verb: 'replaceText', scalar, span: at, text }] },
  ];
  const inner = written.slice(1, -1);
  const repairList = (): readonly Fix[] => {
    const list = [...nodesIn(expression)].find((node) => node.kind === 'list' && node.span.start === span.start);
    const whole = list ? scalar.node.text.slice(list.span.start, list.span.end) : '';
    return list && whole.endsWith(']') ? replace(message('Write braces'), `{${whole.slice(1, -1)}}`, list.span) : [];
  };
  switch (code) {
    case 'square-list':
      return repairList();
    case 'assignment':
      return written === '=' ? replace(message('Write =='), '==') : [];
    case 'typographic-quotes':
      return inner.includes('"') ? [] : replace(message('Write plain quotes'), `"${inner}"`);
    default:
      return [];
  }
}
