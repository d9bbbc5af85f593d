/** Roles on command lines: what the Azure CLI and Azure PowerShell are given to assign, by name or by id. */
import { guidsIn, isGuid } from '../access/azure/guid.ts';
import type { Change } from '../syntax/change.ts';
import { type CommandNode, type CommandOption, isScalar, type Placed, type ScalarNode } from '../syntax/tree.ts';
import { isPath, namingAt, type RoleReference, replaceName } from './azure-role-reference.ts';
import { readText } from './text.ts';

/** The words behind `az` of the commands that take a role, and the option that they take it by. */
const AZ_COMMANDS: readonly (readonly string[])[] = [
  ['role', 'assignment', 'create'],
  ['role', 'assignment', 'delete'],
  ['role', 'assignment', 'list'],
  ['ad', 'sp', 'create-for-rbac'],
];
const CMDLETS = /^(?:New|Get|Remove|Set)-AzRoleAssignment$/i;

export function readRolesInCommand({ node, start }: Placed<CommandNode>): readonly RoleReference[] {
  const words = node.line.map((word) => word.node.text);
  const isAz = words[0] === 'az' && AZ_COMMANDS.some((command) => command.every((word, at) => words[at + 1] === word));
  const isCmdlet = CMDLETS.test(words[0] ?? '');
  if (!isAz && !isCmdlet) {
    return [];
  }
  return node.options.flatMap((option): RoleReference[] => {
    const name = option.name.node.text.toLowerCase();
    if (isAz ? name !== '--role' : !/^-roledefinition(?:name|id)$/.test(name)) {
      return [];
    }
    const reference = readOption(option, start, isCmdlet && name === '-roledefinitionname');
    return reference ? [reference] : [];
  });
}

/** @param renames whether the option takes names only, and another one ids */
function readOption({ name, value }: CommandOption, start: number, renames: boolean): RoleReference | undefined {
  const placed = value && { node: value.node, start: start + value.start };
  if (!isScalar(placed)) {
    return undefined;
  }
  const text = readText(placed, 'plain');
  const guid = [...guidsIn(text.value)].at(-1);
  const isName = text.known && !guid && !isGuid(text.value) && !isPath(text.value) && text.value.trim() !== '';
  const naming = isName ? { span: { start: 0, end: text.value.length }, value: text.value } : undefined;
  return {
    kind: 'azure/role-reference',
    text,
    name: naming,
    guid: guid && namingAt(guid.start, guid.guid),
    takes: renames ? 'name' : 'id',
    isKnownPlace: true,
    isInId: false,
    isGiven: true,
    writeId: (id) => [
      ...(naming ? [replaceName(text, naming, id)] : []),
      ...(renames ? [renameOption({ node: name.node, start: start + name.start })] : []),
    ],
  };
}

/** `-RoleDefinitionName` to `-RoleDefinitionId`, in the case it has. */
function renameOption(scalar: Placed<ScalarNode>): Change {
  const { text } = scalar.node;
  return { verb: 'replaceText', scalar, span: { start: text.length - 'Name'.length, end: text.length }, text: 'Id' };
}
