/** Texts in policies of AWS, and whether it is known what they will be. */
import { isList, isMap, isScalar, itemsOf, type ListNode, type Placed, type ScalarNode } from '../syntax/tree.ts';
import { hasTemplateToken, type Text } from './text.ts';

/**
 * Variables that AWS itself fills in when it decides (`${aws:username}`, `${saml:sub}`, `${*}`; Terraform writes `&{…}`).
 * All other `${…}` are filled in before the policy is sent (`${AWS::Region}`, `${self:custom.bucket}`).
 */
const VARIABLE =
  /[$&]\{(?:(?:aws|saml|sts|s3|iam|ec2|kms|ldap|redshift|transfer|cognito-identity\.amazonaws\.com|accounts\.google\.com|www\.amazon\.com|graph\.facebook\.com):[^:${}][^${}]*|[*?$])\}/g;

export function readPolicyText(scalar: Placed<ScalarNode>): Text {
  const { node } = scalar;
  const isWhole = !node.problems.some(({ code }) => code === 'unclosed-string');
  const known =
    isWhole && node.tag === undefined && node.opaque.length === 0 && !hasTemplateToken(node.text.replace(VARIABLE, ''));
  return { scalar, value: node.text, known };
}

/** Texts of an element: one, or a list of them. */
export interface PolicyTexts {
  readonly texts: readonly Text[];
  /** What stands among them and is no text: expressions, functions of CloudFormation. */
  readonly others: readonly Placed[];
  /** The list that they stand in. */
  readonly list: Placed<ListNode> | undefined;
  /** Whether these are all and all of them are known. */
  readonly complete: boolean;
}

export function readPolicyTexts(value: Placed | undefined): PolicyTexts {
  const list = isList(value) && value.node.tag === undefined ? value : undefined;
  const items = list ? [...itemsOf(list)] : value ? [value] : [];
  const texts: Text[] = [];
  const others: Placed[] = [];
  for (const item of items) {
    if (isScalar(item) && item.node.type !== 'null') {
      texts.push(readPolicyText(item));
    } else if (!(isScalar(item) && item.node.text === '')) {
      others.push(item);
    }
  }
  const isOpen = list?.node.problems.some(({ code }) => code === 'unclosed') ?? false;
  return { texts, others, list, complete: others.length === 0 && !isOpen && texts.every(({ known }) => known) };
}

/** `{ "Ref": … }`, `{ "Fn::Sub": … }`, `!If […]`: what it gives, only CloudFormation knows. */
export function isIntrinsic(value: Placed | undefined): boolean {
  if (!value || value.node.kind === 'opaque' || value.node.kind === 'call' || value.node.tag !== undefined) {
    return true;
  }
  const [only, ...more] = isMap(value) ? value.node.children : [];
  return only !== undefined && more.length === 0 && /^(?:Fn::\w+|Ref|Condition)$/.test(only.key.text);
}
