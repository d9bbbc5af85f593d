/**
 * Which actions of S3 are about a bucket and which about an object
 * (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html). The lists are not complete: that
 * an action is in neither says nothing.
 */

const OBJECT_ACTIONS: readonly string[] = [
  'AbortMultipartUpload',
  'BypassGovernanceRetention',
  'DeleteObject',
  'DeleteObjectTagging',
  'DeleteObjectVersion',
  'DeleteObjectVersionTagging',
  'GetObject',
  'GetObjectAcl',
  'GetObjectAttributes',
  'GetObjectLegalHold',
  'GetObjectRetention',
  'GetObjectTagging',
  'GetObjectTorrent',
  'GetObjectVersion',
  'GetObjectVersionAcl',
  'GetObjectVersionAttributes',
  'GetObjectVersionTagging',
  'ListMultipartUploadParts',
  'PutObject',
  'PutObjectAcl',
  'PutObjectLegalHold',
  'PutObjectRetention',
  'PutObjectTagging',
  'PutObjectVersionAcl',
  'PutObjectVersionTagging',
  'RestoreObject',
];

const BUCKET_ACTIONS: readonly string[] = [
  'CreateBucket',
  'DeleteBucket',
  'DeleteBucketPolicy',
  'GetAccelerateConfiguration',
  'GetBucketAcl',
  'GetBucketCORS',
  'GetBucketLocation',
  'GetBucketLogging',
  'GetBucketNotification',
  'GetBucketOwnershipControls',
  'GetBucketPolicy',
  'GetBucketPolicyStatus',
  'GetBucketPublicAccessBlock',
  'GetBucketTagging',
  'GetBucketVersioning',
  'GetBucketWebsite',
  'GetEncryptionConfiguration',
  'GetLifecycleConfiguration',
  'ListBucket',
  'ListBucketMultipartUploads',
  'ListBucketVersions',
  'PutBucketAcl',
  'PutBucketPolicy',
  'PutBucketTagging',
  'PutBucketVersioning',
  'PutEncryptionConfiguration',
  'PutLifecycleConfiguration',
];

const kinds = new Map<string, 'bucket' | 'object'>([
  ...OBJECT_ACTIONS.map((name) => [`s3:${name}`.toLowerCase(), 'object'] as const),
  ...BUCKET_ACTIONS.map((name) => [`s3:${name}`.toLowerCase(), 'bucket'] as const),
]);

/** What an action is about; undefined where that is not known. */
export function kindOfS3Action(action: string): 'bucket' | 'object' | undefined {
  return kinds.get(action.toLowerCase());
}
