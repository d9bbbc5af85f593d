/** Tasks of jobs with the cluster that they run on: their own, or one that the job brings for several. */
import { entriesOf, findEntry, isList, isMap, itemsOf, type MapNode, type Placed } from '../syntax/tree.ts';
import { type Cluster, readCluster, textAt } from './databricks-cluster.ts';
import { libraryPathsIn } from './databricks-library.ts';
import type { Text } from './text.ts';

export interface Task {
  readonly kind: 'databricks/task';
  readonly cluster: Cluster;
  /** The paths of its libraries, placed as the cluster is: from the start of the model. */
  readonly libraries: readonly Text[];
}

/** The task that a map is, or those of the job that it is; none without libraries, of which there is nothing to say. */
export function readTasks(map: Placed<MapNode>): readonly Task[] {
  const own = findEntry(map, 'new_cluster')?.value;
  if (isMap(own)) {
    return taskOf(own, map);
  }
  const clusters = new Map<string, Placed<MapNode>>();
  for (const one of mapsUnder(map, /^job_clusters?$/)) {
    const key = keyOf(one);
    const cluster = findEntry(one, 'new_cluster')?.value;
    if (key !== undefined && isMap(cluster)) {
      clusters.set(key, cluster);
    }
  }
  if (clusters.size === 0) {
    return [];
  }
  return [...mapsUnder(map, /^tasks?$/)].flatMap((task) => {
    const cluster = clusters.get(keyOf(task) ?? '');
    return cluster ? taskOf(cluster, task) : [];
  });
}

function taskOf(cluster: Placed<MapNode>, task: Placed<MapNode>): readonly Task[] {
  const libraries = [...libraryPathsIn(task)];
  return libraries.length > 0
    ? [{ kind: 'databricks/task', cluster: readCluster(cluster, false, true), libraries }]
    : [];
}

function keyOf(map: Placed<MapNode>): string | undefined {
  const key = textAt(map, 'job_cluster_key')?.text;
  return key?.known ? key.value : undefined;
}

/** The maps below keys of a name: in lists in the API and in bundles, as blocks in Terraform. */
function* mapsUnder(map: Placed<MapNode>, name: RegExp): Generator<Placed<MapNode>> {
  for (const { key, value } of entriesOf(map)) {
    if (!name.test(key.node.text)) {
      continue;
    }
    if (isMap(value)) {
      yield value;
    } else if (isList(value)) {
      yield* [...itemsOf(value)].filter(isMap);
    }
  }
}
