/** What resources of S3 in policies are: buckets, objects, or either. */
import { splitFields } from '../../access/aws/arn.ts';
import { kindOfS3Action } from '../../access/aws/s3-actions.ts';
import type { PolicyStatement, StatementElement } from '../../readers/aws-statement.ts';
import type { Text } from '../../readers/text.ts';
import type { Placed } from '../../syntax/tree.ts';

/** `either`: both may match; `other`: nothing of S3; `unknown`: it is filled in later. */
export type S3Kind = 'bucket' | 'object' | 'either' | 'other' | 'unknown';

const VARIABLES = /[$&]\{[^{}]*\}/g;
const BUCKET_EXPRESSION = /^(?:data\.)?aws_s3_bucket\.[\w-]+(?:\[[^\]]*\])?\.arn$/;

export function kindOfText({ value, known }: Text): S3Kind {
  if (!known) {
    // What is filled in is the bucket, mostly; what stands behind a slash is an object of it in any case.
    return /^(?:arn:[^:]*:s3:::[^/*]+|\$\{aws_s3_bucket\.[^{}]*\.arn\})\/\*$/.test(value) ? 'object' : 'unknown';
  }
  const fields = splitFields(value);
  if (value === '*' || !fields) {
    return value === '*' ? 'either' : 'unknown';
  }
  const [, , service, region, account, resource] = fields;
  if (service !== 's3') {
    return /[*?$]/.test(service) ? 'either' : 'other';
  }
  if (region !== '' || account !== '') {
    return 'unknown';
  }
  const plain = resource.replace(VARIABLES, '*');
  return plain.includes('/') ? 'object' : /[*?]/.test(plain) ? 'either' : 'bucket';
}

function kindOfOther({ node }: Placed): S3Kind {
  return node.kind === 'opaque' && BUCKET_EXPRESSION.test(node.source ?? '') ? 'bucket' : 'unknown';
}

export function kindsOf({ texts, others }: StatementElement): readonly S3Kind[] {
  return [...texts.map(kindOfText), ...others.map(kindOfOther)];
}

/** The bucket that a resource names, where all of its name is there. */
export function bucketOf({ value, known }: Text): string | undefined {
  const resource = known ? splitFields(value)?.[5] : undefined;
  const bucket = resource?.split('/')[0];
  return bucket && !/[*?${}<>]/.test(bucket) ? bucket : undefined;
}

/** The actions of a statement that are about one kind of thing. */
export function actionsOn({ action }: PolicyStatement, kind: 'bucket' | 'object'): readonly Text[] {
  return action && !action.negated
    ? action.texts.filter(({ value, known }) => known && kindOfS3Action(value) === kind)
    : [];
}

/** Where actions of one kind stand with resources of the other only. */
export function mismatch(
  statement: PolicyStatement,
  kind: 'bucket' | 'object',
): { readonly actions: readonly Text[]; readonly areAll: boolean; readonly resource: StatementElement } | undefined {
  const actions = actionsOn(statement, kind);
  const { resource, action } = statement;
  if (actions.length === 0 || !resource || resource.negated || !action) {
    return undefined;
  }
  const kinds = kindsOf(resource);
  const wrong = kind === 'bucket' ? 'object' : 'bucket';
  const isWrong = kinds.includes(wrong) && kinds.every((one) => one === wrong || one === 'other');
  const areAll = action.complete && actions.length === action.texts.length;
  return isWrong ? { actions, areAll, resource } : undefined;
}
