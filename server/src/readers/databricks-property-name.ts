/**
 * Names of Spark properties and of environment variables that no cluster takes as they are, wherever they are given.
 * Which of them are wrong is for a rule to say; names of the usual signs are not even looked at.
 */
import { isValidName, type PropertyKind } from '../access/databricks/property-name.ts';
import { ChildMemo } from '../syntax/child-memo.ts';
import { type EntryNode, entryAt, type MapNode, type Placed, type ScalarNode, type Span } from '../syntax/tree.ts';
import { isKnownKey } from './databricks-name.ts';
import type { Setting } from './databricks-setting.ts';
import type { Part } from './part.ts';

export interface PropertyName {
  readonly kind: 'databricks/property-name';
  readonly of: PropertyKind;
  readonly scalar: Placed<ScalarNode>;
  /** Where in the scalar's text the name stands: attributes of policies have something before it. */
  readonly span: Span;
  readonly value: string;
}

export type NamePart = Part<PropertyName>;

/** What in YAML, Terraform and policies stands in the place of a name. */
const NO_NAME = /^(?:<<|\*|dynamic)$/;

/**
 * The names in a map of settings that no cluster takes.
 * @param isText whether the map is a text of one property a line, which may be something else altogether
 */
export function oddNamesIn(map: Placed<MapNode> | undefined, of: PropertyKind, isText: boolean): readonly NamePart[] {
  if (!map) {
    return [];
  }
  const isOdd = ({ key, value }: EntryNode): true | undefined => {
    const isSetting = value?.kind !== 'map' && value?.kind !== 'list';
    const mayMatter = !isText || /^["']?spark\./.test(key.text);
    return (isSetting && mayMatter && !isValidName(of, key.text)) || undefined;
  };
  return oddEntries.collect(`${of} ${isText}`, map.node.children, isOdd).flatMap(({ index }) => {
    const entry = entryAt(map, index);
    return entry ? oddName(of, entry.key, 0) : [];
  });
}

const oddEntries = new ChildMemo<EntryNode, true>();

/** The variable of a line of environment text that has a reference; any other line may be meant for anything. */
export function oddNameInSetting({ name, place, references }: Setting): readonly NamePart[] {
  // A colon at its end was meant to part name and value, and is no part of the name.
  const isVariable = place === 'environment-file' && references.length > 0;
  return name && isVariable && !name.node.text.endsWith(':') ? oddName('variable', name, 0) : [];
}

/** The name in an attribute of a policy: `spark_env_vars.NAME`. Places count from the entry. */
export function oddNameInAttribute({ key }: EntryNode): readonly NamePart[] {
  const prefix = /^spark_(?:conf|env_vars)\./.exec(key.text)?.[0];
  return prefix === undefined
    ? []
    : oddName(prefix === 'spark_conf.' ? 'property' : 'variable', { node: key, start: 0 }, prefix.length);
}

export function oddName(of: PropertyKind, scalar: Placed<ScalarNode>, start: number): readonly NamePart[] {
  const { text } = scalar.node;
  const value = text.slice(start);
  if (isValidName(of, value) || NO_NAME.test(value) || !isKnownKey(scalar)) {
    return [];
  }
  const span = { start, end: text.length };
  return [{ model: { kind: 'databricks/property-name', of, scalar, span, value }, start: 0 }];
}
