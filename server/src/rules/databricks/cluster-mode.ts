/** Access modes of clusters, by who may attach to them. */
import { accessModeOf, type Cluster, type ClusterText } from '../../readers/databricks-cluster.ts';

/** No isolation: everybody who is attached is as good as the cluster itself. The second is Terraform's former name. */
const OPEN = /^(?:NONE|NO_ISOLATION)$/;
const SHARED = /^(?:NONE|NO_ISOLATION|USER_ISOLATION|DATA_SECURITY_MODE_STANDARD|LEGACY_TABLE_ACL|LEGACY_PASSTHROUGH)$/;

/** The mode of a cluster without isolation to which people attach, where the file says so. */
export function openMode(cluster: Cluster): ClusterText | undefined {
  return modeLike(cluster, OPEN);
}

/** The mode of a cluster to which several people attach, where the file says so. */
export function sharedMode(cluster: Cluster): ClusterText | undefined {
  return modeLike(cluster, SHARED);
}

function modeLike(cluster: Cluster, pattern: RegExp): ClusterText | undefined {
  const mode = cluster.isJob ? undefined : accessModeOf(cluster);
  return mode && pattern.test(mode.text.value.toUpperCase()) ? mode : undefined;
}
