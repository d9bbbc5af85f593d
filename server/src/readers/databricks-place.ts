/**
 * What the texts below a key are for, as far as Databricks is concerned: whether a secret reference there is put in when
 * a cluster starts, is passed on as it is, or is somebody else's business.
 */
import {
  type CallNode,
  findEntry,
  isMap,
  isScalar,
  type MapNode,
  type Placed,
  type SyntaxNode,
} from '../syntax/tree.ts';

export type SecretPlace =
  /** Nothing is known. */
  | 'elsewhere'
  /** Spark properties of a cluster. */
  | 'spark-conf'
  /** Environment variables of a cluster. */
  | 'environment'
  /** Environment text of nobody knows what. */
  | 'environment-file'
  /** An attribute of a cluster policy. */
  | 'policy'
  | 'docker'
  /** Environment variables and model credentials of a serving endpoint. */
  | 'serving'
  /** The configuration of a workspace's SQL warehouses. */
  | 'sql-configuration'
  /** `extra_configs` of a mount in Terraform, which the provider reads itself. */
  | 'mount'
  /** The `configuration` of a pipeline: seen in use, not documented. */
  | 'pipeline'
  /** Parameters of tasks and jobs, tags, apps and serverless environments: passed on as they are. */
  | 'parameters'
  | 'tags'
  | 'app'
  | 'serverless'
  /** Properties that a running program sets: `spark.conf.set(…)`. */
  | 'session'
  /** Options of a reader or writer: `.option("password", …)`. */
  | 'option'
  /** A part of a text that a program puts together. */
  | 'fragment'
  /** Text in a program or a script. */
  | 'code'
  | 'script';

const BY_KEY: Readonly<Record<string, SecretPlace>> = {
  spark_conf: 'spark-conf',
  sparkconf: 'spark-conf',
  newclustersparkconf: 'spark-conf',
  spark_env_vars: 'environment',
  sparkenvvars: 'environment',
  newclustersparkenvvars: 'environment',
  environment_vars: 'serving',
  external_model: 'serving',
  docker_image: 'docker',
  data_access_config: 'sql-configuration',
  sql_config_params: 'sql-configuration',
  extra_configs: 'mount',
  custom_tags: 'tags',
};

/** Where references are put in, by documentation or by the vendor's own tools. */
const RESOLVING: ReadonlySet<SecretPlace> = new Set([
  'spark-conf',
  'environment',
  'policy',
  'docker',
  'serving',
  'sql-configuration',
  'mount',
]);

/** Whether a text there is meant for Databricks to put a secret in. */
export function isResolving(place: SecretPlace): boolean {
  return RESOLVING.has(place);
}

/** Where texts are passed on as they are, so that a reference never becomes its secret. */
const PASSING: ReadonlySet<SecretPlace> = new Set(['parameters', 'tags', 'app', 'serverless', 'session', 'option']);

export function isPassing(place: SecretPlace): boolean {
  return PASSING.has(place);
}

/** Whether the text of a place is a program and no data, of which only parts are understood. */
export function isProgram(place: SecretPlace): boolean {
  return place === 'code' || place === 'script';
}

/** What the root of a language's text is, by the key under which it would stand elsewhere. */
export function placeOfRoot(rootKey: string | undefined): SecretPlace {
  switch (rootKey) {
    case 'spark_conf':
      return 'spark-conf';
    case 'env':
      return 'environment-file';
    case 'script':
      return 'script';
    case 'code':
    case 'query':
      return 'code';
    default:
      return 'elsewhere';
  }
}

/** Whether the root of a text that is such a place is a map of one property a line. */
export function isPropertyText(place: SecretPlace): boolean {
  return place === 'spark-conf' || place === 'environment-file';
}

/** The place of what stands under a key of a map. */
export function placeBelow(
  map: Placed<MapNode>,
  key: string,
  value: SyntaxNode | undefined,
  place: SecretPlace,
): SecretPlace {
  const name = key.toLowerCase();
  const known = BY_KEY[name];
  if (known !== undefined && (place === 'elsewhere' || place === 'code' || place === 'script')) {
    return known;
  }
  if (place === 'script' && (value?.kind === 'map' || value?.kind === 'list')) {
    // What a script puts together is passed on by it.
    return 'elsewhere';
  }
  if (place === 'serverless' || place === 'parameters' || place === 'policy') {
    return place;
  }
  if (isPolicyAttribute(name, value)) {
    return 'policy';
  }
  if (name.endsWith('_task') && value?.kind === 'map') {
    return 'parameters';
  }
  return placeByNeighbours(map, name, value) ?? place;
}

/** What a key of many meanings is by what stands beside it. */
function placeByNeighbours(map: Placed<MapNode>, name: string, value: SyntaxNode | undefined): SecretPlace | undefined {
  if (name === 'parameters' && (has(map, 'tasks') || has(map, 'job_clusters'))) {
    return 'parameters';
  }
  if (name === 'environments' && has(map, 'tasks')) {
    return 'serverless';
  }
  if (name === 'configuration' && (has(map, 'clusters') || has(map, 'libraries') || has(map, 'catalog'))) {
    return 'pipeline';
  }
  if (name === 'env' && value?.kind === 'list' && has(map, 'command')) {
    return 'app';
  }
  return undefined;
}

function has(map: Placed<MapNode>, key: string): boolean {
  return findEntry(map, key) !== undefined;
}

/** `"spark_conf.x": { "type": "fixed", "value": … }` */
function isPolicyAttribute(name: string, value: SyntaxNode | undefined): boolean {
  return (
    /^(?:spark_conf|spark_env_vars|docker_image)\./.test(name) &&
    value?.kind === 'map' &&
    value.children.some((entry) => entry.key.text === 'type')
  );
}

/** Which argument of a call is a text of a place. */
export function placeOfArgument({ callee, children }: CallNode, index: number, place: SecretPlace): SecretPlace {
  if (callee === '' && children.length > 1) {
    const isFormat = children.some((child) => child.kind === 'call' && child.callee === '.format');
    return isFormat ? place : 'fragment';
  }
  if (index === 1 && (/(?:^|\.)conf\.set$/.test(callee) || /\.config$/.test(callee))) {
    return 'session';
  }
  if (index === 1 && /\.option$/.test(callee)) {
    return 'option';
  }
  return place;
}

/** The `key` or `name` beside a `value`, in lists of pairs. */
export function nameBeside(map: Placed<MapNode>): string | undefined {
  const name = findEntry(map, 'key')?.value ?? findEntry(map, 'name')?.value;
  return isScalar(name) ? name.node.text : undefined;
}

/** Attributes of a cluster that are texts. */
const TEXTS = ['spark_version', 'data_security_mode', 'cluster_name', 'node_type_id', 'single_user_name'];

/** What stands beside the version of the runtime in a cluster. */
const OF_CLUSTERS = ['node_type_id', 'num_workers', 'autoscale', 'data_security_mode'];

/** Whether a value is a map that a cluster's page would show. */
export function isClusterMap(map: Placed<MapNode>): boolean {
  const isCluster =
    isMap(findEntry(map, 'spark_conf')?.value) ||
    isMap(findEntry(map, 'spark_env_vars')?.value) ||
    (has(map, 'spark_version') && OF_CLUSTERS.some((key) => has(map, key)));
  // A schema describes each attribute by a map.
  return isCluster && !TEXTS.some((key) => isMap(findEntry(map, key)?.value));
}
