/** A cluster's configuration as far as it decides who sees what its references become. */
import type { PropertyKind } from '../access/databricks/property-name.ts';
import { readReferences, type SecretReference } from '../access/databricks/secret-reference.ts';
import type { Answer } from '../access/facts.ts';
import {
  entriesOf,
  entryAt,
  findEntry,
  isMap,
  isScalar,
  type MapNode,
  type Placed,
  type PlacedEntry,
  type ScalarNode,
} from '../syntax/tree.ts';
import { isKnownKey } from './databricks-name.ts';
import { isOddEntry, type NamePart, oddName } from './databricks-property-name.ts';
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
  readonly entry: PlacedEntry;
  readonly scalar: Placed<ScalarNode>;
  readonly reference: SecretReference;
}

/** @param isProperties whether the map is the Spark properties of a cluster of which nothing else is known */
export function readCluster(map: Placed<MapNode>, isProperties: boolean, isJob: boolean): Cluster {
  const conf = isProperties ? map : mapAt(map, 'spark_conf');
  const environment = isProperties ? undefined : mapAt(map, 'spark_env_vars');
  const properties = lookThrough(conf, 'property', isProperties);
  const variables = lookThrough(environment, 'variable', false);
  return {
    kind: 'databricks/cluster',
    map,
    conf,
    environment,
    confReferences: properties.references,
    environmentReferences: variables.references,
    oddNames: [...properties.oddNames, ...variables.oddNames],
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

interface Found {
  readonly references: readonly ClusterReference[];
  readonly oddNames: readonly NamePart[];
}

/** Looks through all entries once: a text of one property a line may have tens of thousands of them. */
function lookThrough(map: Placed<MapNode> | undefined, of: PropertyKind, isText: boolean): Found {
  const references: ClusterReference[] = [];
  const oddNames: NamePart[] = [];
  const children = map?.node.children ?? [];
  for (let index = 0; index < children.length; index++) {
    const child = children[index];
    const value = child?.value;
    const mayRefer = value?.kind === 'scalar' && value.text.includes('{{secrets/');
    const isOdd = child !== undefined && isOddEntry(child, of, isText);
    const entry = map && (mayRefer || isOdd) ? entryAt(map, index) : undefined;
    if (entry && isOdd) {
      oddNames.push(...oddName(of, entry.key, 0));
    }
    if (entry && mayRefer && isScalar(entry.value)) {
      references.push(...referenceIn(entry, entry.value));
    }
  }
  return { references, oddNames };
}

function referenceIn(entry: PlacedEntry, scalar: Placed<ScalarNode>): readonly ClusterReference[] {
  const [reference] = readReferences(scalar.node.text, scalar.node.opaque);
  return reference && isWhole(reference, scalar.node) ? [{ entry, scalar, reference }] : [];
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
