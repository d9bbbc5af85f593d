/** What of Azure stands at a node: role definitions, roles on command lines, in calls, in Terraform, and vaults. */
import {
  type CallNode,
  type CommandNode,
  type EntryNode,
  entriesOf,
  isMap,
  type MapNode,
  type Placed,
  type PlacedEntry,
} from '../syntax/tree.ts';
import { readAssignmentInCommand } from './azure-assignment-in-command.ts';
import { readConditionsInCommand } from './azure-condition-in-command.ts';
import { readTerraformPolicies, readTerraformVault, readVaultEntry, readVaultMap } from './azure-key-vault.ts';
import { readPolicyRoles } from './azure-policy-role.ts';
import { readAssignmentEntry, readAssignmentMap } from './azure-role-assignment.ts';
import { readRoleBlock } from './azure-role-block.ts';
import { readRoleDefinition } from './azure-role-definition.ts';
import { readRoleInCall } from './azure-role-in-call.ts';
import { readRolesInCommand } from './azure-role-in-command.ts';
import { lookedUpSubscription, readAssignedRole, readLookedUpRole } from './azure-role-in-terraform.ts';
import { readExistingRole, readRoleLookup } from './azure-role-lookup.ts';
import { readRoleReferences } from './azure-role-reference.ts';
import { type Below, NONE, shift } from './below.ts';
import type { Model } from './model.ts';
import { NodeMemo } from './node-memo.ts';
import type { Place } from './text.ts';

/** What a map is: a role, or an assignment of one and what refers to it. */
export function readAzureMap(map: Placed<MapNode>, place: Place): readonly Below[] {
  const role = place.definesRoles ? readRoleDefinition(map, place) : undefined;
  if (role) {
    return [{ model: role, start: 0 }];
  }
  if (place.generated) {
    return NONE;
  }
  const assignment = readAssignmentMap(map, place.dialect, place.standing);
  const vault = readVaultMap(map, place.dialect);
  const models = [
    ...readRoleReferences(map, place.dialect, place.standing),
    ...readPolicyRoles(map, place.dialect),
    ...(assignment ? [assignment] : []),
    ...(vault ? [vault] : []),
  ];
  return models.map((model) => ({ model, start: 0 }));
}

/**
 * Whether a model says that its file is about access, so that mistakes in its text are worth saying: a policy only says
 * in passing what its identity needs.
 */
export function isAboutAccess(model: Model): boolean {
  return !(model.kind === 'azure/role-reference' && model.isInPolicy !== undefined);
}

/** What an entry is by its key: a role that is there already, assignments and vaults. Places count from the start of the entry. */
export function readAzureEntry(entry: EntryNode): readonly Below[] {
  const existing = readExistingRole(entry);
  if (existing) {
    return [{ model: existing, start: 0 }];
  }
  const assignments = readAssignmentEntry(entry);
  const vaults = readVaultEntry(entry);
  return vaults.length > 0 ? [...assignments, ...vaults] : assignments;
}

export function readAzureCall(call: Placed<CallNode>): readonly Below[] {
  const model = readRoleInCall({ node: call.node, start: 0 });
  return model ? [{ model, start: call.start }] : NONE;
}

export function readAzureCommand(command: Placed<CommandNode>): readonly Below[] {
  const placed = { node: command.node, start: 0 };
  const assignment = readAssignmentInCommand(placed);
  const lookup = readRoleLookup(placed);
  const models = [...readRolesInCommand(placed), ...(lookup ? [lookup] : []), ...(assignment ? [assignment] : [])];
  const conditions = readConditionsInCommand(placed).map(({ model, start }) => ({
    model,
    start: command.start + start,
  }));
  return [...models.map((model) => ({ model, start: command.start })), ...conditions];
}

type ReadBody = (body: Placed<MapNode>, root: Placed<MapNode>) => Model | undefined;

/** By the word of the block and its type. */
const BLOCKS: Readonly<Record<string, ReadBody>> = {
  'resource azurerm_role_assignment': readAssignedRole,
  'resource azurerm_role_definition': readRoleBlock,
  'data azurerm_role_definition': readLookedUpRole,
  'resource azurerm_key_vault': readTerraformVault,
  'resource azurerm_key_vault_access_policy': readTerraformPolicies,
};

/** The roles and vaults in a block of Terraform at the root of a file. Places count from the same beginning as those of the entry. */
export function readAzureBlock(root: Placed<MapNode>, { key, value }: PlacedEntry): readonly Below[] {
  if (!isMap(value)) {
    return NONE;
  }
  // Of the rest of the file only the subscription counts that it looks up.
  const known = blocks.of(`${key.node.text} ${lookedUpSubscription(root)}`);
  let found = known.get(value.node);
  if (!found) {
    found = readBlock(root, key.node.text, { node: value.node, start: 0 });
    known.set(value.node, found);
  }
  return found.length > 0 ? shift(found, value.start) : NONE;
}

const blocks = new NodeMemo<MapNode, readonly Below[]>();

/** Places count from the start of the value. */
function readBlock(root: Placed<MapNode>, word: string, value: Placed<MapNode>): readonly Below[] {
  const [type] = entriesOf(value);
  const read = type && BLOCKS[`${word} ${type.key.node.text}`];
  const found: Below[] = [];
  for (const { value: body } of read && isMap(type.value) ? entriesOf(type.value) : []) {
    const model = read && isMap(body) ? read({ node: body.node, start: 0 }, root) : undefined;
    if (model && body) {
      found.push({ model, start: body.start });
    }
  }
  return found;
}
