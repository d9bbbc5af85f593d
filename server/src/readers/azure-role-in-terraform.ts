/**
 * Roles in Terraform: `role_definition_name` and `role_definition_id` of an assignment, and the data source that looks a
 * role up by its name. The id of an assignment has to begin with the subscription, in which the service gives it back:
 * without it each plan replaces the assignment (terraform-provider-azurerm, issues 3398 and 4258).
 */
import { guidsIn, isGuid } from '../access/azure/guid.ts';
import { parseScope } from '../access/azure/scope.ts';
import type { Change } from '../syntax/change.ts';
import { entriesOf, findEntry, isMap, isScalar, type MapNode, type Placed, type PlacedEntry } from '../syntax/tree.ts';
import { type NamedRole, namingAt, type RoleReference, replaceId } from './azure-role-reference.ts';
import { readText, type Text } from './text.ts';

const ROLE_PATH = '/providers/Microsoft.Authorization/roleDefinitions/';

/** @param root of the file, where the subscription may be looked up */
export function readAssignedRole(body: Placed<MapNode>, root: Placed<MapNode>): RoleReference | undefined {
  const byName = findEntry(body, 'role_definition_name');
  const byId = findEntry(body, 'role_definition_id');
  const text = textOf(byName) ?? textOf(byId);
  if (!text || (byName && byId)) {
    return undefined;
  }
  const [guid] = [...guidsIn(text.value)].slice(-1);
  const isName = byName !== undefined && text.known && !guid && text.value.trim() !== '';
  const prefix = isName ? subscriptionOf(body, root) : undefined;
  return {
    kind: 'azure/role-reference',
    text,
    name: isName ? namingAt(0, text.value) : undefined,
    guid: guid && namingAt(guid.start, guid.guid),
    takes: 'name',
    takesNames: byName !== undefined,
    isKnownPlace: prefix !== undefined,
    isInId: false,
    isGiven: true,
    writeName: (role) => (byId ? writeName(body, byId, 'role_definition_name', text, role) : []),
    writeId: (id) =>
      isName && prefix && byName && isThereOnce(body, byName) ? writeTerraformId(body, byName, text, prefix, id) : [],
  };
}

type Prefix = string | { readonly expression: string };

function writeTerraformId(
  map: Placed<MapNode>,
  { index }: PlacedEntry,
  { scalar }: Text,
  prefix: Prefix,
  id: string,
): readonly Change[] {
  return [
    { verb: 'replaceTemplate', scalar, parts: [prefix, `${ROLE_PATH}${id}`] },
    { verb: 'renameKey', map, index, key: 'role_definition_id' },
  ];
}

/** The name in place of the id, under the argument that takes names. */
function writeName(
  map: Placed<MapNode>,
  entry: PlacedEntry,
  key: string,
  text: Text,
  role: NamedRole,
): readonly Change[] {
  const guid = [...guidsIn(text.value)].at(-1);
  const changes = replaceId(text, guid && namingAt(guid.start, guid.guid), role);
  return changes.length > 0 && isThereOnce(map, entry)
    ? [...changes, { verb: 'renameKey', map, index: entry.index, key }]
    : [];
}

/** An argument that is given twice is refused, and renaming one of the two would make two of it. */
function isThereOnce(map: Placed<MapNode>, { key }: PlacedEntry): boolean {
  return [...entriesOf(map)].filter((entry) => entry.key.node.text === key.node.text).length === 1;
}

/** The subscription of the assignment's scope, or the one that the file looks up; undefined where neither is there. */
function subscriptionOf(body: Placed<MapNode>, root: Placed<MapNode>): Prefix | undefined {
  const scope = textOf(findEntry(body, 'scope'));
  const literal =
    scope?.known && !parseScope(scope.value).flaw ? /^\/subscriptions\/[^/]+/i.exec(scope.value)?.[0] : undefined;
  return literal ?? lookedUp(root);
}

const subscriptions = new WeakMap<MapNode, string>();

function lookedUp(root: Placed<MapNode>): Prefix | undefined {
  const known = lookedUpSubscription(root);
  return known === undefined ? undefined : { expression: known };
}

/** `data.azurerm_subscription.NAME.id` of the first such data source of a file. */
export function lookedUpSubscription(root: Placed<MapNode>): string | undefined {
  const known = subscriptions.get(root.node) ?? findLookUp(root);
  subscriptions.set(root.node, known);
  return known === '' ? undefined : known;
}

function findLookUp(root: Placed<MapNode>): string {
  for (const { key, value } of entriesOf(root)) {
    const type = key.node.text === 'data' && isMap(value) ? findEntry(value, 'azurerm_subscription')?.value : undefined;
    const [label] = isMap(type) ? [...entriesOf(type)] : [];
    if (label) {
      return `data.azurerm_subscription.${label.key.node.text}.id`;
    }
  }
  return '';
}

/** A data source that looks a role up; the resource of the same type, which defines one, has permissions. */
export function readLookedUpRole(body: Placed<MapNode>): RoleReference | undefined {
  const entry = findEntry(body, 'name');
  const byId = findEntry(body, 'role_definition_id');
  if (findEntry(body, 'permissions') || (entry && byId)) {
    return undefined;
  }
  return byId ? readLookedUpById(body, byId) : entry && readLookedUpByName(body, entry);
}

function readLookedUpById(body: Placed<MapNode>, entry: PlacedEntry): RoleReference | undefined {
  const text = textOf(entry);
  if (!text?.known || !isGuid(text.value)) {
    return undefined;
  }
  return {
    kind: 'azure/role-reference',
    text,
    name: undefined,
    guid: namingAt(0, text.value),
    takes: 'id',
    isKnownPlace: true,
    isInId: false,
    takesNames: false,
    // It is only looked at, and may be there for somebody to see whether there is such a role.
    isGiven: false,
    writeId: () => [],
    writeName: (role) => writeName(body, entry, 'name', text, role),
  };
}

function readLookedUpByName(body: Placed<MapNode>, entry: PlacedEntry): RoleReference | undefined {
  const text = textOf(entry);
  if (!text) {
    return undefined;
  }
  return {
    kind: 'azure/role-reference',
    text,
    name: text.known && text.value.trim() !== '' ? namingAt(0, text.value) : undefined,
    guid: undefined,
    takes: 'name',
    takesNames: true,
    isKnownPlace: true,
    isInId: false,
    isGiven: true,
    writeName: () => [],
    writeId: (id) =>
      isThereOnce(body, entry)
        ? [
            { verb: 'replaceText', scalar: text.scalar, span: { start: 0, end: text.value.length }, text: id },
            { verb: 'renameKey', map: body, index: entry.index, key: 'role_definition_id' },
          ]
        : [],
  };
}

function textOf(entry: PlacedEntry | undefined): Text | undefined {
  const value = entry?.value;
  return isScalar(value) && value.node.type === 'string' ? readText(value, 'plain') : undefined;
}
