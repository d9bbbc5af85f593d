/** The properties that a role has not yet, in the case of those that it has. */
import type { CompletionItem } from 'vscode-languageserver-types';
import { blockKeys, bodyKeys, inCaseOf } from '../../rules/azure/role-keys.ts';
import { type Message, message, render } from '../../rules/message.ts';
import { entriesOf, type MapNode, type Placed } from '../../syntax/tree.ts';
import { type Completer, type CompletionRequest, escapeSnippet } from './completer.ts';

const KIND = 10;
const SNIPPET = 2;

/** What a key takes, as a snippet. */
const VALUES: Readonly<Record<string, string>> = {
  Actions: '[$0]',
  NotActions: '[$0]',
  DataActions: '[$0]',
  NotDataActions: '[$0]',
  AssignableScopes: '["$0"]',
  Permissions: '[{ $0 }]',
  IsCustom: 'true',
  Type: '"CustomRole"',
};

const MEANINGS: Readonly<Record<string, Message>> = {
  Name: message('the display name'),
  RoleName: message('the display name'),
  Description: message('what the role is for'),
  Actions: message('control operations that the role grants'),
  NotActions: message('control operations taken out of Actions; no deny'),
  DataActions: message('data operations that the role grants'),
  NotDataActions: message('data operations taken out of DataActions; no deny'),
  AssignableScopes: message('where the role can be assigned'),
  Permissions: message('one object with the lists of operations'),
};

export const completeKey: Completer = (request) => {
  const { place, role } = request;
  const container = place.around[0]?.container;
  if (place.slot !== 'key' || !role || container?.node.kind !== 'map') {
    return undefined;
  }
  const map = { node: container.node, start: container.start };
  const known = keysOf(request, map);
  if (!known) {
    return undefined;
  }
  const present = new Set(
    [...entriesOf(map)]
      .filter(({ index }) => index !== place.entry?.index)
      .map(({ key }) => key.node.text.toLowerCase()),
  );
  const items = known.filter((key) => !present.has(key.toLowerCase())).map((key) => keyItem(request, key));
  return { items, incomplete: false };
};

/** The keys of the part of the role that a map is. */
function keysOf({ role }: CompletionRequest, { node }: Placed<MapNode>): readonly string[] | undefined {
  const { body, shape, permissions } = role?.model ?? {};
  if (!shape || body?.node === node) {
    return shape && bodyKeys(shape);
  }
  return permissions?.some(({ map }) => map.node === node) ? blockKeys(shape) : undefined;
}

function keyItem(request: CompletionRequest, name: string): CompletionItem {
  const { place, snippets, rangeOf, translations, role, isJson } = request;
  const key = role ? inCaseOf(role.model, name) : name;
  const { scalar, entry, offset } = place;
  const span = scalar ? { start: scalar.start, end: scalar.start + scalar.node.width } : { start: offset, end: offset };
  // Where there is a value already, and where each language writes values in its own way, only the key is written.
  const hasColon = !isJson || (entry !== undefined && (entry.value !== undefined || entryHasColon(place)));
  const value = VALUES[name] ?? '"$0"';
  const written = isJson ? JSON.stringify(key) : key;
  const whole = `${escapeSnippet(written)}: ${value}`;
  const newText = hasColon ? written : snippets ? whole : `${written}: ${value.replace('$0', '')}`;
  const meaning = MEANINGS[name];
  return {
    label: key,
    kind: KIND,
    ...(meaning ? { detail: render(meaning, translations) } : {}),
    filterText: written,
    insertTextFormat: !hasColon && snippets ? SNIPPET : 1,
    textEdit: { range: rangeOf(span), newText },
  };
}

function entryHasColon({ around, entry }: CompletionRequest['place']): boolean {
  const node = around[0]?.container.node;
  const child = node?.kind === 'map' && entry ? node.children[entry.index] : undefined;
  return child !== undefined && child.width > child.key.width;
}
