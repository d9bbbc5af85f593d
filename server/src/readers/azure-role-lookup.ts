/** Places that look a role up, or delete it: they name a role, and assign none. Commands, and resources that are there already. */
import { guidsIn } from '../access/azure/guid.ts';
import { bodyOf } from '../syntax/body-of.ts';
import { type CommandNode, type EntryNode, findEntry, isMap, isScalar, type Placed } from '../syntax/tree.ts';
import { isPath, namingAt, type RoleNaming } from './azure-role-reference.ts';
import { readText, type Text } from './text.ts';

export interface RoleLookup {
  readonly kind: 'azure/role-lookup';
  readonly text: Text;
  /** The name, where the role is looked up by one. */
  readonly name: RoleNaming | undefined;
  /** The GUID, where it is looked up by its id. */
  readonly guid: RoleNaming | undefined;
}

const CMDLETS = /^(?:Get|Remove)-AzRoleDefinition$/i;
const VERBS: ReadonlySet<string> = new Set(['list', 'show', 'delete']);
/** By which option each of the two takes the role. */
const AZ_OPTIONS: ReadonlySet<string> = new Set(['--name', '-n', '--id', '--ids']);
const CMDLET_OPTIONS: ReadonlySet<string> = new Set(['-name', '-id']);

export function readRoleLookup({ node, start }: Placed<CommandNode>): RoleLookup | undefined {
  const line = node.line.map((word) => word.node.text);
  const isAz = line[0] === 'az' && line[1] === 'role' && line[2] === 'definition' && VERBS.has(line[3] ?? '');
  const isCmdlet = CMDLETS.test(line[0] ?? '');
  if (!isAz && !isCmdlet) {
    return undefined;
  }
  const options = isAz ? AZ_OPTIONS : CMDLET_OPTIONS;
  const option = node.options.find(({ name }) => options.has(name.node.text.toLowerCase()))?.value;
  // The cmdlets take the name without its option, too.
  const value = option ?? (isCmdlet ? node.words[1] : undefined);
  const scalar = value && { node: value.node, start: start + value.start };
  return isScalar(scalar) ? lookup(readText(scalar, 'plain')) : undefined;
}

const ROLE_TYPE = /^Microsoft\.Authorization\/roleDefinitions@/i;

/** `resource role 'Microsoft.Authorization/roleDefinitions@…' existing = { name: '…' }`. Places count from the entry. */
export function readExistingRole({ key, value, valueStart }: EntryNode): RoleLookup | undefined {
  if (key.style !== 'existing-type' || !ROLE_TYPE.test(key.text)) {
    return undefined;
  }
  const body = bodyOf(value && { node: value, start: valueStart });
  const name = isMap(body) ? findEntry(body, 'name')?.value : undefined;
  return isScalar(name) && name.node.type === 'string' ? lookup(readText(name, 'plain')) : undefined;
}

function lookup(text: Text): RoleLookup | undefined {
  const guid = [...guidsIn(text.value)].at(-1);
  const isName = text.known && !guid && !isPath(text.value) && text.value.trim() !== '';
  return guid || isName
    ? {
        kind: 'azure/role-lookup',
        text,
        name: isName ? namingAt(0, text.value) : undefined,
        guid: guid && namingAt(guid.start, guid.guid),
      }
    : undefined;
}
