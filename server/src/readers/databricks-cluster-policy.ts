/** A cluster policy: attributes of clusters by their dotted names, each with what the policy makes of it. */
import { entriesOf, findEntry, isMap, isScalar, type MapNode, type Placed } from '../syntax/tree.ts';
import { type ClusterText, textAt } from './databricks-cluster.ts';

export interface ClusterPolicy {
  readonly kind: 'databricks/cluster-policy';
  /** Placed at the start of the model. */
  readonly map: Placed<MapNode>;
}

/** Attributes that no other map has, by a name that a policy writes. */
const ATTRIBUTE =
  /^(?:spark_conf\.|spark_env_vars\.|aws_attributes\.|(?:spark_version|data_security_mode|single_user_name|node_type_id|cluster_type)$)/;
const KIND = /^(?:fixed|forbidden|allowlist|blocklist|regex|range|unlimited)$/;

export function readClusterPolicy(map: Placed<MapNode>): ClusterPolicy | undefined {
  for (const { key, value } of entriesOf(map)) {
    const type = ATTRIBUTE.test(key.node.text) && isMap(value) ? findEntry(value, 'type')?.value : undefined;
    if (isScalar(type) && KIND.test(type.node.text)) {
      return { kind: 'databricks/cluster-policy', map };
    }
  }
  return undefined;
}

/** The value that the policy gives to an attribute of every cluster. */
export function fixedValue({ map }: ClusterPolicy, attribute: string): ClusterText | undefined {
  const body = findEntry(map, attribute)?.value;
  return isMap(body) && textAt(body, 'type')?.text.value === 'fixed' ? textAt(body, 'value') : undefined;
}
