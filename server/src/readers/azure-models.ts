/** What of Azure stands at a node beside role definitions: roles on command lines, in calls, in Terraform. */
import {
  type CallNode,
  type CommandNode,
  entriesOf,
  isMap,
  type MapNode,
  type Placed,
  type PlacedEntry,
} from '../syntax/tree.ts';
import { readRoleInCall } from './azure-role-in-call.ts';
import { readRolesInCommand } from './azure-role-in-command.ts';
import { readAssignedRole, readLookedUpRole } from './azure-role-in-terraform.ts';
import type { RoleReference } from './azure-role-reference.ts';
import { type Below, NONE } from './below.ts';

export function readAzureCall(call: Placed<CallNode>): readonly Below[] {
  const model = readRoleInCall({ node: call.node, start: 0 });
  return model ? [{ model, start: call.start }] : NONE;
}

export function readAzureCommand(command: Placed<CommandNode>): readonly Below[] {
  return readRolesInCommand({ node: command.node, start: 0 }).map((model) => ({ model, start: command.start }));
}

type ReadBody = (body: Placed<MapNode>, root: Placed<MapNode>) => RoleReference | undefined;

/** By the word of the block and its type. */
const BLOCKS: Readonly<Record<string, ReadBody>> = {
  'resource azurerm_role_assignment': readAssignedRole,
  'data azurerm_role_definition': readLookedUpRole,
};

/** The roles in a block of Terraform at the root of a file. Places count from the same beginning as those of the entry. */
export function readAzureBlock(root: Placed<MapNode>, { key, value }: PlacedEntry): readonly Below[] {
  const [type] = isMap(value) ? [...entriesOf(value)] : [];
  const read = type && BLOCKS[`${key.node.text} ${type.key.node.text}`];
  const found: Below[] = [];
  for (const { value: body } of read && isMap(type.value) ? entriesOf(type.value) : []) {
    const model = read && isMap(body) ? read({ node: body.node, start: 0 }, root) : undefined;
    if (model && body) {
      found.push({ model, start: body.start });
    }
  }
  return found;
}
