/**
 * Amazon Resource Names: `arn:partition:service:region:account:resource`, and what is wrong with those of IAM.
 * Sources: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html and the service models of IAM and STS.
 */

export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  /** Everything behind the fifth colon. */
  readonly resource: string;
}

/** The partitions there are. */
export const PARTITIONS: readonly string[] = [
  'aws',
  'aws-cn',
  'aws-us-gov',
  'aws-eusc',
  'aws-iso',
  'aws-iso-b',
  'aws-iso-e',
  'aws-iso-f',
];

/** The fields of an ARN, or undefined for a text that has not the form of one. */
export function parseArn(text: string): Arn | undefined {
  const fields = splitFields(text);
  if (fields?.[0] !== 'arn') {
    return undefined;
  }
  const [, partition, service, region, account, resource] = fields;
  return { partition, service, region, account, resource };
}

/** The six fields of a text or pattern that colons part; the last keeps its own colons. */
export function splitFields(text: string): readonly [string, string, string, string, string, string] | undefined {
  const fields: string[] = [];
  let from = 0;
  for (let count = 0; count < 5; count++) {
    const colon = text.indexOf(':', from);
    if (colon < 0) {
      return undefined;
    }
    fields.push(text.slice(from, colon));
    from = colon + 1;
  }
  const [prefix = '', partition = '', service = '', region = '', account = ''] = fields;
  return [prefix, partition, service, region, account, text.slice(from)];
}

/** The kinds of things in IAM that federation names. */
export type IamKind = 'role' | 'saml-provider' | 'instance-profile' | 'user';

/** The ARN of a thing in IAM, or of the account itself. */
export interface IamArn {
  readonly partition: string;
  readonly account: string;
  /** What stands before the first slash, for instance `role`; `root` for the account. */
  readonly kind: string;
  /** With a slash at both ends; `/` where there is none. */
  readonly path: string;
  readonly name: string;
}

/** Takes an ARN of IAM apart, whether or not its fields are right. */
export function parseIamArn(text: string): IamArn | undefined {
  const arn = parseArn(text);
  if (arn?.service !== 'iam' || arn.region !== '') {
    return undefined;
  }
  const { partition, account, resource } = arn;
  const first = resource.indexOf('/');
  if (first < 0) {
    return { partition, account, kind: resource, path: '/', name: '' };
  }
  const last = resource.lastIndexOf('/');
  return {
    partition,
    account,
    kind: resource.slice(0, first),
    path: resource.slice(first, last + 1),
    name: resource.slice(last + 1),
  };
}

/** What is wrong with a text that is to be the ARN of a thing in IAM. */
export type ArnFlaw =
  /** Does not begin with `arn:`, or has fewer than six fields. */
  | 'fields'
  | 'partition'
  | 'service'
  /** IAM has no regions. */
  | 'region'
  /** No twelve digits. */
  | 'account'
  /** `roles/…`, `saml-providers/…`: the usual slip of the pen. */
  | 'plural-kind'
  /** Another kind of thing. */
  | 'kind'
  | 'path'
  /** Empty, too long, or with a character that names have not. */
  | 'name'
  /** Shorter than 20 or longer than 2048. */
  | 'length'
  /** Blanks before or behind it. */
  | 'blank';

/** The names of IAM, by kind (service model of IAM: roleNameType, SAMLProviderNameType, instanceProfileNameType, userNameType). */
const NAMES: Readonly<Record<IamKind, RegExp>> = {
  role: /^[\w+=,.@-]{1,64}$/,
  'saml-provider': /^[\w.-]{1,128}$/,
  'instance-profile': /^[\w+=,.@-]{1,128}$/,
  user: /^[\w+=,.@-]{1,64}$/,
};
const PATH = /^\/(?:[\x21-\x7e]{1,510}\/)?$/;
const ACCOUNT = /^\d{12}$/;

export function isAccountId(text: string): boolean {
  return ACCOUNT.test(text);
}

/** What is wrong with the ARN of a thing of a kind, in the order of its fields; empty where nothing is. */
export function arnFlaws(text: string, kind: IamKind): readonly ArnFlaw[] {
  const trimmed = text.trim();
  const blank: readonly ArnFlaw[] = trimmed === text ? [] : ['blank'];
  const arn = parseArn(trimmed);
  if (!arn) {
    return [...blank, 'fields'];
  }
  const flaws: ArnFlaw[] = [...blank];
  const check = (right: boolean, flaw: ArnFlaw) => {
    if (!right) {
      flaws.push(flaw);
    }
  };
  check(PARTITIONS.includes(arn.partition), 'partition');
  check(arn.service === 'iam', 'service');
  check(arn.region === '', 'region');
  check(isAccountId(arn.account), 'account');
  const slash = arn.resource.indexOf('/');
  const written = slash < 0 ? arn.resource : arn.resource.slice(0, slash);
  const rest = slash < 0 ? '' : arn.resource.slice(slash + 1);
  if (written !== kind) {
    flaws.push(written === `${kind}s` ? 'plural-kind' : 'kind');
  } else {
    const last = rest.lastIndexOf('/');
    // Providers have no path: a slash is a wrong character of the name.
    const hasPath = kind !== 'saml-provider';
    check(!hasPath || PATH.test(`/${rest.slice(0, last + 1)}`), 'path');
    check(NAMES[kind].test(hasPath ? rest.slice(last + 1) : rest), 'name');
  }
  check(trimmed.length >= 20 && trimmed.length <= 2048, 'length');
  return flaws;
}
