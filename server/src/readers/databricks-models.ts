/** What of Databricks stands at a node: the readers of its models, asked by the walk over a tree. */

import { json } from '../syntax/json.ts';
import { parseEmbedded } from '../syntax/language.ts';
import {
  type CallNode,
  type CommandNode,
  type EntryNode,
  entriesOf,
  isList,
  isMap,
  isScalar,
  itemsOf,
  type MapNode,
  type Placed,
  type ScalarNode,
  type SyntaxNode,
} from '../syntax/tree.ts';
import { readRoleArgument } from './azure-role-argument.ts';
import { type Below, NONE, shift } from './below.ts';
import { readCluster } from './databricks-cluster.ts';
import { readClusterPolicy } from './databricks-cluster-policy.ts';
import { isClusterMap, isPropertyText, isResolving, nameBeside } from './databricks-place.ts';
import { oddNameInAttribute } from './databricks-property-name.ts';
import { readSecretCommand } from './databricks-secret-command.ts';
import { readBody, readScope, TERRAFORM_TYPES } from './databricks-secret-objects.ts';
import { readSecretUse } from './databricks-secret-use.ts';
import { readEntrySetting, readTextSetting } from './databricks-setting.ts';
import { readTasks } from './databricks-task.ts';
import { cellBelow, jsonBelow, mayEmbed, scriptBelow } from './embedded-text.ts';
import type { NodeMemo } from './node-memo.ts';
import { type Place, wordOfPlace } from './text.ts';

/** What a map is as a whole. */
export function readMapModels(map: Placed<MapNode>, around: Place): readonly Below[] {
  if (around.standing === 'root' && isPropertyText(around.secrets)) {
    return around.secrets === 'spark-conf' ? [{ model: readCluster(map, true, around.isJob), start: 0 }] : NONE;
  }
  const found: Below[] = [];
  if (isClusterMap(map)) {
    found.push({ model: readCluster(map, false, around.isJob), start: 0 });
  }
  for (const model of [readClusterPolicy(map), ...readTasks(map)]) {
    if (model) {
      found.push({ model, start: 0 });
    }
  }
  const body = readBody(map, around.isArgument ? 'argument' : 'body');
  if (body) {
    found.push({ model: body, start: 0 });
  }
  return found;
}

/**
 * What an entry of a map is, or undefined where its value is to be walked through as any other.
 * @param inside what surrounds its value
 * @param memo what is remembered of entries there
 */
export function readEntryModels(
  map: Placed<MapNode>,
  entry: EntryNode,
  around: Place,
  inside: Place,
  memo: NodeMemo<EntryNode, readonly Below[]>,
): readonly Below[] | undefined {
  const { value } = entry;
  if (value?.kind === 'scalar') {
    const label = entry.key.text === 'value' ? nameBeside(map) : undefined;
    return readTextEntry(entry, value, label, around, inside, memo);
  }
  if (inside.secrets === 'policy' && around.secrets !== 'policy' && value?.kind === 'map') {
    return readPolicyAttribute(entry, { node: value, start: entry.valueStart }, inside);
  }
  const key = entry.key.text;
  const readResource = TERRAFORM_TYPES[key];
  if (readResource && value?.kind === 'map') {
    return [...placedMaps({ node: value, start: entry.valueStart })].map((body) => ({
      model: readResource({ node: body.node, start: 0 }),
      start: body.start,
    }));
  }
  if (key === 'secret_scopes' && value?.kind === 'map') {
    return [...placedMaps({ node: value, start: entry.valueStart })].map((body) => ({
      model: readScope({ node: body.node, start: 0 }, 'bundle', 'name'),
      start: body.start,
    }));
  }
  return undefined;
}

/** What a line of a text of properties is. */
export function readProperty(
  entry: EntryNode,
  around: Place,
  inside: Place,
  memo: NodeMemo<EntryNode, readonly Below[]>,
): readonly Below[] {
  return entry.value?.kind === 'scalar' ? readTextEntry(entry, entry.value, undefined, around, inside, memo) : NONE;
}

function* placedMaps(map: Placed<MapNode>): Generator<Placed<MapNode>> {
  for (const { value } of entriesOf(map)) {
    if (isMap(value)) {
      yield value;
    }
  }
}

function readTextEntry(
  entry: EntryNode,
  value: ScalarNode,
  label: string | undefined,
  around: Place,
  inside: Place,
  memo: NodeMemo<EntryNode, readonly Below[]>,
): readonly Below[] {
  // Only few texts have anything to say, and remembering the others would cost more than looking at them again.
  const mayMatter =
    value.text.length > 7
      ? mayEmbed(value.text) || isResolving(inside.secrets)
      : value.text.length > 3 && isResolving(inside.secrets);
  if (!mayMatter && entry.key.style !== 'cell-language') {
    return NONE;
  }
  const known = label === undefined ? memo.of(wordOfPlace(inside)).get(entry) : undefined;
  if (known) {
    return known;
  }
  const placed = { node: value, start: entry.valueStart };
  const embedded =
    (entry.key.style === 'cell-language' ? cellBelow(entry, around) : undefined) ??
    jsonBelow(placed, inside) ??
    scriptBelow(entry.key.text, placed, around);
  const setting = embedded ? undefined : readEntrySetting(entry, { ...inside, place: inside.secrets, label });
  const found: readonly Below[] = embedded ? [embedded] : setting ? [{ model: setting, start: 0 }] : NONE;
  if (label === undefined) {
    memo.of(wordOfPlace(inside)).set(entry, found);
  }
  return found;
}

/** `"spark_conf.x": { "type": "fixed", "value": "…" }`: its texts are named by the attribute. */
function readPolicyAttribute(entry: EntryNode, body: Placed<MapNode>, inside: Place): readonly Below[] {
  const label = entry.key.text.replace(/^(?:spark_conf|spark_env_vars)\./, '');
  const around = { ...inside, place: inside.secrets, isDatabricks: true, label };
  const found: Below[] = [...oddNameInAttribute(entry)];
  for (const { key, value } of entriesOf(body)) {
    if (!/^(?:value|defaultValue|values|pattern)$/.test(key.node.text)) {
      continue;
    }
    const texts = isScalar(value) ? [value] : isList(value) ? [...itemsOf(value)].filter(isScalar) : [];
    for (const { node, start } of texts) {
      const setting = readTextSetting(node, around);
      // What a pattern looks like says nothing of the values that it lets through.
      if (setting && (key.node.text !== 'pattern' || setting.references.length > 0)) {
        found.push({ model: setting, start });
      }
    }
  }
  return found;
}

/** A text that stands under no key. */
export function readTextModels(node: ScalarNode, around: Place): readonly Below[] {
  if (node.text.length < 8 || !mayEmbed(node.text)) {
    return NONE;
  }
  const embedded = jsonBelow({ node, start: 0 }, around);
  if (embedded) {
    return [embedded];
  }
  const setting = readTextSetting(node, { ...around, place: around.secrets, label: undefined });
  return setting ? [{ model: setting, start: 0 }] : NONE;
}

export function readCallModels(call: Placed<CallNode>, around: Place): readonly Below[] {
  const use = readSecretUse(call, around.isQuery);
  return use ? [{ model: use, start: call.start }] : NONE;
}

/** What a command is given in its arguments: values that are nodes themselves, and texts in another language. */
export function readCommandModels(
  command: Placed<CommandNode>,
  around: Place,
  readNode: (node: SyntaxNode, around: Place) => readonly Below[],
): readonly Below[] {
  const { node } = command;
  const found: Below[] = [];
  const inside: Place = { ...around, standing: 'inside' };
  const role = readRoleArgument(command);
  if (role) {
    found.push({
      scalar: role.node,
      start: role.start,
      tree: parseEmbedded(role.node, json),
      around: { ...around, standing: 'root', definesRoles: true },
    });
  }
  const secrets = readSecretCommand(command, around.usesLegacyTool);
  if (secrets) {
    found.push({ model: secrets, start: command.start });
  }
  // A format is no document yet.
  const isFormat = node.line[0]?.node.text === 'printf';
  for (const word of role || isFormat ? [] : node.line) {
    const place = { node: word.node, start: command.start + word.start };
    const text = jsonBelow(place, { ...inside, secrets: 'elsewhere', isArgument: true });
    if (text) {
      found.push(text);
    }
  }
  const { input } = node;
  const document =
    input && isScalar(input)
      ? jsonBelow({ node: input.node, start: command.start + input.start }, { ...inside, secrets: 'elsewhere' })
      : undefined;
  if (document) {
    found.push(document);
  }
  for (const nested of node.nested ?? []) {
    found.push(...shift(readNode(nested.node, inside), command.start + nested.start));
  }
  return found;
}
