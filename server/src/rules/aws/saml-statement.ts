/** What of a trust policy's statement is about federation with SAML. */
import { compileTemplate, matchesPattern } from '../../access/aws/pattern.ts';
import type { Answer } from '../../access/facts.ts';
import type { Policy } from '../../readers/aws-policy.ts';
import type {
  PolicyStatement,
  StatementElement,
  StatementPrincipals,
  StatementTest,
} from '../../readers/aws-statement.ts';
import type { Text } from '../../readers/text.ts';
import type { Placed } from '../../syntax/tree.ts';

export const SAML_ACTION = 'sts:AssumeRoleWithSAML';

/** What goes with the assuming of a role and assumes none. */
const ACCOMPANYING = new Set(['sts:tagsession', 'sts:setsourceidentity', 'sts:setcontext']);

export function isAccompanying(action: string): boolean {
  return ACCOMPANYING.has(action.toLowerCase());
}

export function matchesAction(pattern: string, action: string): boolean {
  const { constant = [] } = compileTemplate(pattern.toLowerCase(), { wildcards: true, variables: false });
  return matchesPattern(constant, action.toLowerCase());
}

/** Whether an element names an action. */
export function namesAction(element: StatementElement | undefined, action: string): Answer {
  if (!element) {
    return 'no';
  }
  const isNamed = element.texts.some(({ value, known }) => known && matchesAction(value, action));
  if (isNamed) {
    return element.negated ? 'no' : 'yes';
  }
  return element.complete ? (element.negated ? 'yes' : 'no') : 'unknown';
}

/** Whether a text is, or is meant to be, the ARN of a provider for SAML. */
export function isSamlProvider(value: string): boolean {
  return /:saml-providers?\//i.test(value);
}

function isProviderExpression({ node }: Placed): boolean {
  return node.kind === 'opaque' && /^(?:data\.)?aws_iam_saml_provider\./.test(node.source ?? '');
}

/** Whether principals are providers for SAML and nothing else. */
export function areSamlProviders({ kind, texts, others }: StatementPrincipals): boolean {
  return (
    kind === 'Federated' &&
    texts.length + others.length > 0 &&
    texts.every(({ value }) => isSamlProvider(value)) &&
    others.every(isProviderExpression)
  );
}

/** Whether a statement lets somebody in whom a provider for SAML vouches for. */
export function isSamlStatement(statement: PolicyStatement): boolean {
  return (
    statement.effect === 'allow' && namesAction(statement.action, SAML_ACTION) === 'yes' && !isForOthers(statement)
  );
}

/** Whether a wildcard names the action and the principals have nothing to do with it. */
function isForOthers({ action, principals }: PolicyStatement): boolean {
  const isSaid = action?.texts.some(({ value }) => value.toLowerCase() === SAML_ACTION.toLowerCase());
  return !isSaid && !principals.some(areSamlProviders);
}

export function testsOf({ tests }: PolicyStatement, key: string): readonly StatementTest[] {
  return tests.filter((test) => test.key.value.toLowerCase() === key);
}

export const AUDIENCE_KEY = 'saml:aud';

export function audiencesOf(policy: Policy): readonly Text[] {
  return policy.statements.flatMap((one) => testsOf(one, AUDIENCE_KEY).flatMap(({ texts }) => texts));
}

/** Whether an audience is the sign-in of the AWS console, of any region or partition. */
export function isConsole(value: string): boolean {
  return /signin\.(?:aws\.amazon\.com|amazonaws\.cn|amazonaws-us-gov\.com|amazonaws\.com)/i.test(value);
}

/** Whether an audience speaks of a workspace of Databricks. */
export function isDatabricks(value: string): boolean {
  return /databricks/i.test(value) || /\/saml\/consume\/?$/.test(value);
}
