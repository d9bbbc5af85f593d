/** A cluster's configuration as far as it decides who sees what its references become. */
import { readReferences, type SecretReference } from '../access/databricks/secret-reference.ts';
import type { Answer } from '../access/facts.ts';
import { ChildMemo } from '../syntax/child-memo.ts';
import {
  type EntryNode,
  entriesOf,
  findEntry,
  isMap,
  isScalar,
  type MapNode,
  type Placed,
  type PlacedEntry,
  type ScalarNode,
} from '../syntax/tree.ts';
import { isKnownKey } from './databricks-name.ts';
import { type NamePart, oddNamesIn } from './databricks-property-name.ts';
import { readText, type Text } from './text.ts';

export interface Cluster {
  readonly kind: 'databricks/cluster';
  /** The map of the cluster, or of its Spark properties where nothing else is known; placed at the start of the model. */
  readonly map: Placed<MapNode>;
  readonly conf: Placed<MapNode> | undefined;
  readonly environment: Placed<MapNode> | undefined;
  /** The properties and variables whose whole value is a sound reference. */
  readonly confReferences: readonly ClusterReference[];
  readonly environmentReferences: readonly ClusterReference[];
  /** The names that may be none. */
  readonly oddNames: readonly NamePart[];
  /** Whether the map is the properties of a cluster of which nothing else is known. */
  readonly isProperties: boolean;
  /** Whether it is made for one job, or may be, so that nobody attaches to it. */
  readonly isJob: boolean;
  /** Whether more may belong to it than stands here: properties alone, merged maps, expressions. */
  readonly isOpen: boolean;
}

export interface ClusterReference {
  readonly scalar: Placed<ScalarNode>;
  readonly reference: SecretReference;
}

/** @param isProperties whether the map is the Spark properties of a cluster of which nothing else is known */
export function readCluster(map: Placed<MapNode>, isProperties: boolean, isJob: boolean): Cluster {
  const conf = isProperties ? map : mapAt(map, 'spark_conf');
  const environment = isProperties ? undefined : mapAt(map, 'spark_env_vars');
  return {
    kind: 'databricks/cluster',
    map,
    conf,
    environment,
    confReferences: referencesIn(conf),
    environmentReferences: referencesIn(environment),
    oddNames: [...oddNamesIn(conf, 'property', isProperties), ...oddNamesIn(environment, 'variable', false)],
    isProperties,
    isJob: isJob || (!isProperties && textAt(map, 'cluster_source')?.text.value === 'JOB'),
    isOpen: isProperties || hasOpenPart(map),
  };
}

/** What merges in YAML, and what repeats blocks in Terraform. */
const OPENING = /^(?:<<|dynamic)$/;

function hasOpenPart(map: Placed<MapNode>): boolean {
  return [...entriesOf(map)].some(
    ({ key, value }) =>
      OPENING.test(key.node.text) ||
      (/^spark_(?:conf|env_vars)$/.test(key.node.text) && value !== undefined && !isMap(value)),
  );
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

function referencesIn(map: Placed<MapNode> | undefined): readonly ClusterReference[] {
  if (!map) {
    return [];
  }
  return references
    .collect('', map.node.children, wholeReference)
    .map(({ index, found: { value, reference } }) => new PlacedReference(map, index, value, reference));
}

/** A reference that is not asked where it stands before somebody wants to know: a text of properties may have very many. */
class PlacedReference implements ClusterReference {
  readonly reference: SecretReference;
  readonly #map: Placed<MapNode>;
  readonly #index: number;
  readonly #value: ScalarNode;

  constructor(map: Placed<MapNode>, index: number, value: ScalarNode, reference: SecretReference) {
    this.reference = reference;
    this.#map = map;
    this.#index = index;
    this.#value = value;
  }

  get scalar(): Placed<ScalarNode> {
    const { node, start } = this.#map;
    const valueStart = node.children[this.#index]?.valueStart ?? 0;
    return { node: this.#value, start: start + (node.starts[this.#index] ?? 0) + valueStart };
  }
}

interface WholeReference {
  readonly value: ScalarNode;
  readonly reference: SecretReference;
}

const references = new ChildMemo<EntryNode, WholeReference>();

/** The reference that the whole value of an entry is. */
function wholeReference({ value }: EntryNode): WholeReference | undefined {
  if (value?.kind !== 'scalar' || !value.text.includes('{{secrets/')) {
    return undefined;
  }
  const [reference] = readReferences(value.text, value.opaque);
  return reference && isWhole(reference, value) ? { value, reference } : undefined;
}

/** Anything else is no reference to Databricks, or finds no secret. */
function isWhole({ span, flaws, blanks }: SecretReference, { text }: ScalarNode): boolean {
  return flaws.length === 0 && blanks.length === 0 && span.start === 0 && span.end === text.length;
}

/** Who may attach: in words of the API. Unknown where it is not given or filled in later. */
export function accessModeOf({ map, isProperties }: Cluster): ClusterText | undefined {
  const mode = isProperties ? undefined : textAt(map, 'data_security_mode');
  return mode?.text.known ? mode : undefined;
}

/** Whether a Spark property is true. A property that is nowhere set is not. */
export function isTrue({ conf, isOpen }: Cluster, property: string): Answer {
  const entry = conf && findEntry(conf, property);
  if (!entry) {
    return isOpen || (conf && mayHoldMore(conf)) ? 'unknown' : 'no';
  }
  const text = textAt(conf, property)?.text;
  return text?.known ? (text.value.trim().toLowerCase() === 'true' ? 'yes' : 'no') : 'unknown';
}

function mayHoldMore(map: Placed<MapNode>): boolean {
  return [...entriesOf(map)].some(({ key }) => OPENING.test(key.node.text) || !isKnownKey(key));
}
