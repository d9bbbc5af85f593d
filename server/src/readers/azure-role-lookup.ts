/** Commands that look a role up, change it or delete it: they name a role, and assign none. */
import { guidsIn } from '../access/azure/guid.ts';
import { type CommandNode, isScalar, type Placed } from '../syntax/tree.ts';
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
