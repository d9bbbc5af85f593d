/** A cluster's configuration as far as it decides who sees what its references become. */
import { readReferences } from '../access/databricks/secret-reference.ts';
import {
  entriesOf,
  findEntry,
  isMap,
  isScalar,
  type MapNode,
  type Placed,
  type PlacedEntry,
  type ScalarNode,
} from '../syntax/tree.ts';
import { readText, type Text } from './text.ts';

export interface Cluster {
  readonly kind: 'databricks/cluster';
  /** The map of the cluster, or of its Spark properties where nothing else is known; placed at the start of the model. */
  readonly map: Placed<MapNode>;
  readonly conf: Placed<MapNode> | undefined;
  readonly environment: Placed<MapNode> | undefined;
  /** Whether it is made for one job, so that nobody attaches to it. */
  readonly isJob: boolean;
  /** Whether more may belong to it than stands here: properties alone, merged maps, expressions. */
  readonly isOpen: boolean;
}

/** @param isProperties whether the map is the Spark properties of a cluster of which nothing else is known */
export function readCluster(map: Placed<MapNode>, isProperties: boolean, isJob: boolean): Cluster {
  const conf = isProperties ? map : mapAt(map, 'spark_conf');
  const environment = isProperties ? undefined : mapAt(map, 'spark_env_vars');
  const isOpen =
    isProperties ||
    [...entriesOf(map)].some(
      ({ key, value }) =>
        key.node.text === '<<' ||
        key.node.text === 'dynamic' ||
        (/^spark_(?:conf|env_vars)$/.test(key.node.text) && value !== undefined && !isMap(value)),
    );
  return { kind: 'databricks/cluster', map, conf, environment, isJob, isOpen };
}

function mapAt(map: Placed<MapNode>, key: string): Placed<MapNode> | undefined {
  const value = findEntry(map, key)?.value;
  return isMap(value) ? value : undefined;
}

/** A property or attribute with its text. */
export interface ClusterText {
  readonly entry: PlacedEntry;
  readonly text: Text;
}

export function textAt(map: Placed<MapNode> | undefined, key: string): ClusterText | undefined {
  const entry = map && findEntry(map, key);
  const value = entry?.value;
  return entry && isScalar(value) ? { entry, text: readText(value, 'plain') } : undefined;
}

/** The entries of a map whose values have sound references, with the scalar of each. */
export function* referencesIn(map: Placed<MapNode> | undefined): Generator<Placed<ScalarNode>> {
  for (const { value } of map ? entriesOf(map) : []) {
    if (isScalar(value) && value.node.text.includes('{{secrets/')) {
      const [first] = readReferences(value.node.text, value.node.opaque);
      if (first && first.flaws.length === 0 && first.blanks.length === 0) {
        yield value;
      }
    }
  }
}

/** Who may attach: in words of the API. Unknown where it is not given or filled in later. */
export function accessModeOf({ map, isOpen }: Cluster): ClusterText | undefined {
  const mode =
    isOpen && findEntry(map, 'data_security_mode') === undefined ? undefined : textAt(map, 'data_security_mode');
  return mode?.text.known ? mode : undefined;
}
