/** Finds every model in a tree, wherever it stands: the walk that asks the readers, and what it remembers. */

import { ChildMemo } from '../syntax/child-memo.ts';
import { embeddedFrame, type Frame, type Tree } from '../syntax/language.ts';
import { toDecoded } from '../syntax/offset-map.ts';
import {
  type CallNode,
  type EntryNode,
  entryAt,
  findEntry,
  isMap,
  isScalar,
  type ListNode,
  type MapNode,
  type Placed,
  type PlacedEntry,
  type ScalarNode,
  type SyntaxNode,
  spanOfText,
} from '../syntax/tree.ts';
import { readAccessTestFile } from './access-test.ts';
import { readFederationMap, readSamlElement, readWholeText } from './aws-federation-models.ts';
import { readConditionEntry, readConditionsInCall } from './azure-condition.ts';
import { type Deployed, isDeployed, readDeployment } from './azure-deployment.ts';
import { readAzureBlock, readAzureCall, readAzureCommand, readAzureEntry, readAzureMap } from './azure-models.ts';
import { type Below, NONE, shift } from './below.ts';
import {
  readCallModels,
  readCommandModels,
  readEntryModels,
  readMapModels,
  readProperty,
  readTextModels,
} from './databricks-models.ts';
import { NOTHING_SHARED, readPrograms, type SharedByCells, sharedBy } from './databricks-notebook.ts';
import { fileSystemCells } from './databricks-passthrough-code.ts';
import { isPropertyText, placeBelow, placeOfArgument } from './databricks-place.ts';
import { cellsBelow } from './embedded-text.ts';
import type { Model } from './model.ts';
import { NodeMemo } from './node-memo.ts';
import type { Part } from './part.ts';
import { type Dialect, type Place, placeInside, placeOfFile, wordOfPlace } from './text.ts';
import { isElement } from './xml-element.ts';

/** A model in a file, and in which tree it stands. */
export interface FoundModel {
  readonly model: Model;
  /** Where the model starts in the tree of the frame. */
  readonly start: number;
  readonly frame: Frame;
}

const below = new NodeMemo<SyntaxNode, readonly Below[]>();
const belowEntry = new NodeMemo<EntryNode, readonly Below[]>();
const belowItems = new ChildMemo<SyntaxNode, readonly Below[]>();
const belowProperties = new ChildMemo<EntryNode, readonly Below[]>();

// Rules, inventories and features ask for the same file, one after the other.
const modelsOf = new WeakMap<Frame, readonly FoundModel[]>();

/** Every model in a tree and in the trees within it. */
export function readModels(frame: Frame, around?: Place): readonly FoundModel[] {
  if (around) {
    return modelsIn(frame, around, NOTHING_SHARED);
  }
  const models = modelsOf.get(frame) ?? modelsIn(frame, placeOfFile(frame.tree), NOTHING_SHARED);
  modelsOf.set(frame, models);
  return models;
}

/** @param around what surrounds the tree, where it stands in another one */
function modelsIn(frame: Frame, around: Place, shared: SharedByCells): readonly FoundModel[] {
  const { root } = frame.tree;
  if (!root) {
    return [];
  }
  const found = readNode(root.node, around);
  const cells = found.flatMap((one) => ('tree' in one ? [one.tree] : []));
  const here = sharedBy(frame.tree, cells, shared);
  const wholes = [
    ...readPrograms(frame.tree, shared, here),
    readDeployment(root, deployedAmong(found), dialectOf(frame.tree)),
  ];
  const models: FoundModel[] = wholes.flatMap((model) => (model ? [{ model, start: root.start, frame }] : []));
  const tests = readAccessTestFile(root);
  if (tests) {
    models.push({ model: tests, start: 0, frame });
  }
  models.push(...fileSystemCells(frame.tree, here.mark).map((cell) => ({ ...cell, frame })));
  for (const one of found) {
    const start = root.start + one.start;
    if ('model' in one) {
      models.push({ model: one.model, start, frame });
    } else {
      models.push(...modelsIn(embeddedFrame(frame, { node: one.scalar, start }, one.tree), one.around, here));
    }
  }
  return models;
}

function deployedAmong(found: readonly Below[]): readonly Part<Deployed>[] {
  return found.flatMap((one) =>
    'model' in one && isDeployed(one.model) ? [{ model: one.model, start: one.start }] : [],
  );
}

/** The innermost tree in which a place of a tree stands, and the place in it. */
export function frameAt(
  frame: Frame,
  offset: number,
  around: Place = placeOfFile(frame.tree),
): { readonly frame: Frame; readonly offset: number; readonly around: Place } {
  const { root } = frame.tree;
  for (const one of root ? readNode(root.node, around) : NONE) {
    if ('model' in one) {
      continue;
    }
    const scalar = { node: one.scalar, start: one.start + (root?.start ?? 0) };
    const span = spanOfText(scalar);
    if (span.start <= offset && offset <= span.end) {
      const inner = toDecoded(one.scalar.map, offset - scalar.start);
      return frameAt(embeddedFrame(frame, scalar, one.tree), inner, one.around);
    }
  }
  return { frame, offset, around };
}

function readNode(node: SyntaxNode, around: Place): readonly Below[] {
  if (node.kind === 'opaque') {
    return NONE;
  }
  if (node.kind === 'scalar') {
    return readWholeText(node, around) ?? readTextModels(node, around);
  }
  const memo = below.of(wordOfPlace(around));
  const found = memo.get(node) ?? findIn(node, around);
  memo.set(node, found);
  return found;
}

function findIn(node: Exclude<SyntaxNode, ScalarNode>, around: Place): readonly Below[] {
  switch (node.kind) {
    case 'map':
      return around.standing === 'root' && isPropertyText(around.secrets)
        ? readProperties(node, around)
        : readMap(node, around);
    case 'list': {
      const isOnly = around.standing === 'root' && node.children.length === 1;
      return readItems(node, { ...around, standing: isOnly ? 'only-item' : 'inside' });
    }
    case 'call': {
      const element = { node, start: 0 };
      return isElement(element) ? readSamlElement(element) : readCall(node, around);
    }
    case 'command':
      return [...readAzureCommand({ node, start: 0 }), ...readCommandModels({ node, start: 0 }, around, readNode)];
    default:
      return NONE;
  }
}

function readMap(node: MapNode, around: Place): readonly Below[] {
  const map: Placed<MapNode> = { node, start: 0 };
  const cells = cellsBelow(map, around);
  if (cells) {
    return cells;
  }
  const dialect = isTemplate(map) ? 'arm' : around.dialect;
  const found: Below[] = [];
  const generated = around.generated || isGenerated(map);
  const own: Place = { ...around, dialect, generated };
  const azure = readAzureMap(map, own);
  found.push(...azure);
  // The parts of a role are its own.
  const place = azure.some(isRole) ? { ...own, generated: true } : own;
  found.push(...readMapModels(map, around), ...readFederationMap(map, around));
  if (around.standing === 'root') {
    for (const entry of blocksOf(map)) {
      found.push(...readAzureBlock(map, entry));
    }
  }
  for (const [index, entry] of node.children.entries()) {
    if (entry.value && entry.value.kind !== 'opaque') {
      const start = node.starts[index] ?? 0;
      found.push(...shift(readEntry(map, entry, place), start));
    }
  }
  return found.length > 0 ? found : NONE;
}

function isRole(one: Below): boolean {
  return 'model' in one && one.model.kind === 'azure/role-definition';
}

/** The blocks of Terraform at the root of a file. */
function* blocksOf(map: Placed<MapNode>): Generator<PlacedEntry> {
  for (const [index, { key }] of map.node.children.entries()) {
    const entry = key.text === 'resource' || key.text === 'data' ? entryAt(map, index) : undefined;
    if (entry) {
      yield entry;
    }
  }
}

/**
 * A type of resource with its version that is none of a role, and what Cosmos DB calls roles of its own. Blocks of
 * Terraform that make roles are read as such, and what a module is given means what the module says.
 */
const OTHER_KIND =
  /^(?!Microsoft\.Authorization\/roleDefinitions@)[\w.]+\/[\w./]+@\d{4}-|^(?:(?:cosmos)?sqlRoleDefinitions?|azurerm_role_definition)$/i;

function readEntry(map: Placed<MapNode>, entry: EntryNode, around: Place): readonly Below[] {
  const key = entry.key.text;
  const value = entry.value;
  const inside = placeInside(around, {
    standing: key.toLowerCase() === 'properties' ? 'properties' : 'inside',
    secrets: placeBelow(map, key, value, around.secrets),
    // A variable of a bundle that holds a cluster mostly holds one for jobs.
    definesRoles: around.definesRoles && !OTHER_KIND.test(key) && !(around.standing === 'root' && key === 'module'),
    isJob: around.isJob || /^(?:new_cluster|job_clusters?|variables)$/.test(key),
  });
  const own = readEntryModels(map, entry, around, inside, belowEntry);
  const found = own ?? (value ? shift(readNode(value, inside), entry.valueStart) : NONE);
  const assigned = [...readAzureEntry(entry), ...readConditionEntry(entry, around)];
  return assigned.length > 0 ? [...assigned, ...found] : found;
}

function readItems(node: ListNode, around: Place): readonly Below[] {
  const items = belowItems.collect(wordOfPlace(around), node.children, (child) => something(readNode(child, around)));
  return items.flatMap(({ index, found }) => shift(found, node.starts[index] ?? 0));
}

/** A text of one property a line, which may have very many: each stands for itself, and none is a map or a list. */
function readProperties(node: MapNode, around: Place): readonly Below[] {
  const inside: Place = { ...around, standing: 'inside' };
  const entries = belowProperties.collect(wordOfPlace(around), node.children, (entry) =>
    something(readProperty(entry, around, inside, belowEntry)),
  );
  return [
    ...readMapModels({ node, start: 0 }, around),
    ...entries.flatMap(({ index, found }) => shift(found, node.starts[index] ?? 0)),
  ];
}

function something(found: readonly Below[]): readonly Below[] | undefined {
  return found.length > 0 ? found : undefined;
}

/** What writes its argument as a text in JSON: that is a document of its own. */
const WRITES_JSON = 'jsonencode';

function readCall(node: CallNode, around: Place): readonly Below[] {
  const call = { node, start: 0 };
  const found: Below[] = [
    ...readCallModels(call, around),
    ...readAzureCall(call),
    ...readConditionsInCall(node, around),
  ];
  const isDocument = node.callee === WRITES_JSON;
  for (const [index, child] of node.children.entries()) {
    const inside: Place = {
      ...around,
      standing: isDocument ? 'root' : 'inside',
      definesRoles: isDocument || around.definesRoles,
      secrets: placeOfArgument(node, index, around.secrets),
    };
    found.push(...shift(readNode(child, inside), node.starts[index] ?? 0));
  }
  return found;
}

/** Whether a map is an ARM template, whose texts in brackets are expressions. */
function isTemplate(map: Placed<MapNode>): boolean {
  const schema = findEntry(map, '$schema')?.value;
  if (isScalar(schema) && /deploymentTemplate\.json/i.test(schema.node.text)) {
    return true;
  }
  return findEntry(map, 'contentVersion') !== undefined && findEntry(map, 'resources') !== undefined;
}

/** Whether a map is a template that Bicep compiled. */
function isGenerated(map: Placed<MapNode>): boolean {
  const metadata = findEntry(map, 'metadata')?.value;
  return isMap(metadata) && findEntry(metadata, '_generator') !== undefined;
}

/** How the texts of a whole file are to be read. */
export function dialectOf({ root, language }: Tree): Dialect {
  // A language whose texts stand for one key of something else has no templates.
  return language.rootKey === undefined && isMap(root) && isTemplate(root) ? 'arm' : 'plain';
}
