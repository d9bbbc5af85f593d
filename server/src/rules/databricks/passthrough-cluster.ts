/** What a cluster or a policy says of credential passthrough. */
import { type Cluster, type ClusterText, textAt } from '../../readers/databricks-cluster.ts';
import { type ClusterPolicy, fixedValue } from '../../readers/databricks-cluster-policy.ts';
import { entriesOf, findEntry, isMap } from '../../syntax/tree.ts';

export type ClusterLike = Cluster | ClusterPolicy;

const ENABLED = 'spark.databricks.passthrough.enabled';

/** An attribute of every cluster that is meant, where it is known. */
export function attributeOf(model: ClusterLike, name: string): ClusterText | undefined {
  if (model.kind === 'databricks/cluster-policy') {
    return known(fixedValue(model, name));
  }
  return model.isProperties ? undefined : known(textAt(model.map, name));
}

/** A Spark property, where it is known. */
export function propertyOf(model: ClusterLike, name: string): ClusterText | undefined {
  return known(
    model.kind === 'databricks/cluster-policy' ? fixedValue(model, `spark_conf.${name}`) : textAt(model.conf, name),
  );
}

function known(text: ClusterText | undefined): ClusterText | undefined {
  return text?.text.known ? text : undefined;
}

export function isSetTo(text: ClusterText | undefined, value: string): boolean {
  return text?.text.value.trim().toLowerCase() === value;
}

/** The access mode, in words of the API. */
export function modeOf(model: ClusterLike): string | undefined {
  return attributeOf(model, 'data_security_mode')?.text.value.trim().toUpperCase();
}

/** The text that turns passthrough on: the property, or the access mode that is made for it. */
export function passthroughMark(model: ClusterLike): ClusterText | undefined {
  const enabled = propertyOf(model, ENABLED);
  if (isSetTo(enabled, 'true')) {
    return enabled;
  }
  return modeOf(model) === 'LEGACY_PASSTHROUGH' ? attributeOf(model, 'data_security_mode') : undefined;
}

/** Whether nothing is said of passthrough by name. */
export function isSilentOnPassthrough(model: ClusterLike): boolean {
  return model.kind === 'databricks/cluster-policy'
    ? findEntry(model.map, `spark_conf.${ENABLED}`) === undefined
    : model.conf === undefined || findEntry(model.conf, ENABLED) === undefined;
}

/** Whether several people share the cluster, each with their own credentials: what was called high concurrency. */
export function isHighConcurrency(model: ClusterLike): boolean {
  return (
    modeOf(model) === 'LEGACY_PASSTHROUGH' ||
    isSetTo(propertyOf(model, 'spark.databricks.cluster.profile'), 'serverless')
  );
}

/** Sizes of machines as the clouds name them: `i3.xlarge`; `Standard_DS3_v2`, `n2-highmem-4`. */
const AWS_MACHINE = /^[a-z][a-z0-9-]{1,12}\.(?:\d{0,3}x?large|medium|metal)/;
const OTHER_MACHINE = /^(?:Standard_|[a-z]\d[a-z]?-(?:standard|highmem|highcpu|custom))/i;
const AWS_PROPERTY = /(?:^|\.)fs\.s3[an]?\.|^spark\.databricks\.(?:credentials\.assumed|hive\.metastore\.glueCatalog)/;
const OTHER_PROPERTY = /(?:^|\.)fs\.(?:azure|adl|gs)\.|passthrough\.adls/;

/** Which cloud a cluster is for, where its file shows it: the same settings mean other credentials elsewhere. */
export function isOnAws(model: ClusterLike): 'yes' | 'no' | 'unknown' {
  const machine = attributeOf(model, 'node_type_id') ?? attributeOf(model, 'driver_node_type_id');
  const size = machine?.text.value ?? '';
  const names = [...namesIn(model)];
  if (
    OTHER_MACHINE.test(size) ||
    names.some((name) => /^(?:azure|gcp)_attributes\b/.test(name) || OTHER_PROPERTY.test(name))
  ) {
    return 'no';
  }
  const isAws =
    AWS_MACHINE.test(size) || names.some((name) => /^aws_attributes\b/.test(name) || AWS_PROPERTY.test(name));
  return isAws ? 'yes' : 'unknown';
}

function* namesIn(model: ClusterLike): Generator<string> {
  for (const { key } of entriesOf(model.map)) {
    yield key.node.text;
  }
  if (model.kind === 'databricks/cluster' && model.conf && model.conf !== model.map) {
    for (const { key } of entriesOf(model.conf)) {
      yield key.node.text;
    }
  }
}

/** Whether an attribute that stands nowhere is not set: not where a policy or something that is merged may set it. */
export function lacks(cluster: Cluster, attribute: string): boolean {
  return (
    !cluster.isOpen &&
    findEntry(cluster.map, attribute) === undefined &&
    findEntry(cluster.map, 'policy_id') === undefined
  );
}

/** The map of what only AWS has. */
export function awsAttributesOf({ map, isProperties }: Cluster) {
  const value = isProperties ? undefined : findEntry(map, 'aws_attributes')?.value;
  return isMap(value) ? value : undefined;
}
