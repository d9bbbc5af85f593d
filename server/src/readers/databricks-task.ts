/** A task of a job, or a job of one task, that brings its own cluster. */
import { findEntry, isMap, type MapNode, type Placed } from '../syntax/tree.ts';
import { type Cluster, readCluster } from './databricks-cluster.ts';
import { libraryPathsIn } from './databricks-library.ts';
import type { Text } from './text.ts';

export interface Task {
  readonly kind: 'databricks/task';
  readonly cluster: Cluster;
  /** The paths of its libraries, placed as the cluster is: from the start of the model. */
  readonly libraries: readonly Text[];
}

/** Undefined where a map is no task, or one without libraries, of which there is nothing to say. */
export function readTask(map: Placed<MapNode>): Task | undefined {
  const cluster = findEntry(map, 'new_cluster')?.value;
  if (!isMap(cluster)) {
    return undefined;
  }
  const libraries = [...libraryPathsIn(map)];
  return libraries.length > 0
    ? { kind: 'databricks/task', cluster: readCluster(cluster, false, true), libraries }
    : undefined;
}
