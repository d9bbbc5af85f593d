/** What is wrong with an ARN that stands in a policy, where, and what would be right. */
import { PARTITIONS, splitFields } from '../../access/aws/arn.ts';
import { type Message, message } from '../message.ts';
import { findPlaceholder } from './placeholder-text.ts';

export interface FoundFlaw {
  readonly start: number;
  readonly end: number;
  readonly message: Message;
  /** What should stand there instead. */
  readonly right?: string;
}

/** Kinds of things in IAM, and how they are miswritten. */
const PLURALS = /^(roles|users|groups|policies|saml-providers|oidc-providers|instance-profiles)\//;
const SINGULAR: Readonly<Record<string, string>> = { policies: 'policy' };
/** What has an account and a region among the ARNs of S3. */
const WITH_ACCOUNT =
  /^(?:accesspoint|job|storage-lens|storage-lens-group|async-request|access-grants|outpost|multiregionaccesspoint|\*)/;

function hasPattern(text: string): boolean {
  return /[*?]|[$&]\{/.test(text);
}

export function findArnFlaw(value: string): FoundFlaw | undefined {
  const fields = splitFields(value);
  const lost = /^arn:[\w-]+:iam:(?=\d{12}:)/.exec(value)?.[0].length;
  if (lost !== undefined) {
    return {
      start: lost - 1,
      end: lost,
      message: message('A colon is missing here: IAM has no region, so two colons stand before the account.'),
      right: '::',
    };
  }
  if (fields?.[0] !== 'arn' || findPlaceholder(value)) {
    return undefined;
  }
  const [, partition, service, region, account, resource] = fields;
  const starts = [4, 5 + partition.length, 6 + partition.length + service.length];
  const regionStart = starts[2] ?? 0;
  const accountStart = regionStart + region.length + 1;
  const resourceStart = accountStart + account.length + 1;
  if (!hasPattern(partition) && partition !== '' && !PARTITIONS.includes(partition)) {
    return {
      start: 4,
      end: 4 + partition.length,
      message: message('"{0}" is no partition of AWS. There are {1}.', partition, PARTITIONS),
    };
  }
  if (/^\d+$/.test(account) && account.length !== 12) {
    return {
      start: accountStart,
      end: accountStart + account.length,
      message: message('The id of an account has 12 digits; this one has {0}. AWS refuses the policy.', account.length),
    };
  }
  if (service === 'iam') {
    return findIamFlaw({ region, regionStart, resource, resourceStart });
  }
  if (
    service === 's3' &&
    (region !== '' || account !== '') &&
    !hasPattern(region + account) &&
    !WITH_ACCOUNT.test(resource)
  ) {
    return {
      start: regionStart,
      end: resourceStart - 1,
      message: message(
        'The ARN of a bucket or object has no region and no account: "arn:{0}:s3:::{1}". This one matches nothing.',
        partition,
        resource,
      ),
      right: ':',
    };
  }
  return undefined;
}

interface IamFields {
  readonly region: string;
  readonly regionStart: number;
  readonly resource: string;
  readonly resourceStart: number;
}

function findIamFlaw({ region, regionStart, resource, resourceStart }: IamFields): FoundFlaw | undefined {
  if (region !== '' && !hasPattern(region)) {
    return {
      start: regionStart,
      end: regionStart + region.length,
      message: message('IAM has no regions: nothing stands between these colons.'),
      right: '',
    };
  }
  const plural = PLURALS.exec(resource)?.[1];
  if (plural !== undefined) {
    const right = SINGULAR[plural] ?? plural.slice(0, -1);
    return {
      start: resourceStart,
      end: resourceStart + plural.length,
      message: message('"{0}" is written "{1}" in an ARN. As it stands, it names nothing.', plural, right),
      right,
    };
  }
  return undefined;
}
