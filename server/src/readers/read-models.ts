/** Finds every model in a tree, wherever it stands: the table of readers and the walk that asks them. */
import { json } from '../syntax/json.ts';
import { embeddedFrame, type Frame, parseEmbedded, type Tree } from '../syntax/language.ts';
import {
  type CommandNode,
  type EntryNode,
  findEntry,
  isMap,
  isScalar,
  type MapNode,
  type Placed,
  type ScalarNode,
  type SyntaxNode,
} from '../syntax/tree.ts';
import { readRoleArgument } from './azure-role-argument.ts';
import { readRoleDefinition } from './azure-role-definition.ts';
import { readRoleReferences } from './azure-role-reference.ts';
import type { Model } from './model.ts';
import { NodeMemo } from './node-memo.ts';
import type { Dialect, Place } from './text.ts';

/** A model in a file, and in which tree it stands. */
export interface FoundModel {
  readonly model: Model;
  /** Where the model starts in the tree of the frame. */
  readonly start: number;
  readonly frame: Frame;
}

/** A model below a node, or a scalar below it whose text is a tree of its own. Places count from the start of the node. */
type Below =
  | { readonly model: Model; readonly start: number }
  | { readonly scalar: ScalarNode; readonly start: number; readonly tree: Tree };

/** Words in lower case of which a file has at least one if it has any model at all. */
export const MODEL_MARKS = /actions"|actions'|assignable_?scope|roledefinition/i;

const NONE: readonly Below[] = [];
const below = new NodeMemo<SyntaxNode, readonly Below[]>();

export function readModels(frame: Frame): readonly FoundModel[] {
  const { root } = frame.tree;
  return root
    ? place(readNode(root.node, { dialect: 'plain', standing: 'root', generated: false }), root.start, frame)
    : [];
}

function place(found: readonly Below[], start: number, frame: Frame): FoundModel[] {
  return found.flatMap((one): FoundModel[] => {
    const at = start + one.start;
    if ('model' in one) {
      return [{ model: one.model, start: at, frame }];
    }
    return [...readModels(embeddedFrame(frame, { node: one.scalar, start: at }, one.tree))];
  });
}

function readNode(node: SyntaxNode, around: Place): readonly Below[] {
  if (node.kind === 'scalar' || node.kind === 'opaque') {
    return [];
  }
  const memo = below.of(`${around.dialect} ${around.standing} ${around.generated}`);
  const found = memo.get(node) ?? findIn(node, around);
  memo.set(node, found);
  return found;
}

function findIn(node: Exclude<SyntaxNode, ScalarNode>, around: Place): readonly Below[] {
  switch (node.kind) {
    case 'map':
      return readMap(node, around);
    case 'list':
    case 'call': {
      if (node.kind === 'list' && node.flat) {
        return NONE;
      }
      const isOnly = around.standing === 'root' && node.children.length === 1;
      return readChildren(node, () => ({ ...around, standing: isOnly ? 'only-item' : 'inside' }));
    }
    case 'command':
      return readCommand(node);
    default:
      return [];
  }
}

function readMap(node: MapNode, around: Place): readonly Below[] {
  const map: Placed<MapNode> = { node, start: 0 };
  const dialect = isTemplate(map) ? 'arm' : around.dialect;
  const found: Below[] = [];
  const generated = around.generated || isGenerated(map);
  const role = readRoleDefinition(map, { ...around, dialect });
  if (role) {
    found.push({ model: role, start: 0 });
  }
  for (const reference of role || generated ? [] : readRoleReferences(map, dialect)) {
    found.push({ model: reference, start: 0 });
  }
  const children = readChildren(node, (child) => ({
    dialect,
    generated,
    standing: child.kind === 'entry' && child.key.text.toLowerCase() === 'properties' ? 'properties' : 'inside',
  }));
  return found.length > 0 ? [...found, ...children] : children;
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

function readChildren(
  node: { readonly children: readonly (SyntaxNode | EntryNode)[]; readonly starts: readonly number[] },
  around: (child: SyntaxNode | EntryNode) => Place,
): readonly Below[] {
  let found: Below[] | undefined;
  for (const [index, child] of node.children.entries()) {
    const value = child.kind === 'entry' ? child.value : child;
    if (!value || value.kind === 'scalar') {
      continue;
    }
    const inside = readNode(value, around(child));
    if (inside.length > 0) {
      const start = (node.starts[index] ?? 0) + (child.kind === 'entry' ? child.valueStart : 0);
      found ??= [];
      for (const one of inside) {
        found.push({ ...one, start: start + one.start });
      }
    }
  }
  return found ?? [];
}

/** What a command is given in its arguments: values that are nodes themselves, and texts in another language. */
function readCommand(node: CommandNode): readonly Below[] {
  const command: Placed<CommandNode> = { node, start: 0 };
  const found: Below[] = [];
  const argument = readRoleArgument(command);
  if (argument) {
    found.push({ scalar: argument.node, start: argument.start, tree: parseEmbedded(argument.node, json) });
  }
  for (const { value } of node.options) {
    if (value && !isScalar(value)) {
      found.push(
        ...readNode(value.node, { dialect: 'plain', standing: 'inside', generated: false }).map((one) => ({
          ...one,
          start: value.start + one.start,
        })),
      );
    }
  }
  return found;
}

/** How the texts of a whole file are to be read. */
export function dialectOf({ root }: Tree): Dialect {
  return isMap(root) && isTemplate(root) ? 'arm' : 'plain';
}

/** Whether any node of a tree may hold a model; used before a file is read at all. */
export function mayHoldModels(text: string): boolean {
  return MODEL_MARKS.test(text);
}
