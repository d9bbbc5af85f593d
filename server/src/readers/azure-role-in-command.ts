/** Roles on command lines: what the Azure CLI and Azure PowerShell are given to assign, by name or by id. */
import { guidsIn, isGuid } from '../access/azure/guid.ts';
import type { Change } from '../syntax/change.ts';
import { type CommandNode, type CommandOption, isScalar, type Placed, type ScalarNode } from '../syntax/tree.ts';
import {
  GOES_WITH_NAME,
  isPath,
  namingAt,
  type RoleReference,
  replaceId,
  replaceName,
} from './azure-role-reference.ts';
import { readText } from './text.ts';

/** The words behind `az` of the commands that take a role, and the option that they take it by. */
const AZ_COMMANDS: readonly (readonly string[])[] = [
  ['role', 'assignment', 'create'],
  ['role', 'assignment', 'delete'],
  ['role', 'assignment', 'list'],
  ['ad', 'sp', 'create-for-rbac'],
];
const CMDLET_OPTION = /^-roledefinition(?:name|id)$/;
const CMDLETS = /^(?:New|Get|Remove|Set)-AzRoleAssignment$/i;

export function readRolesInCommand({ node, start }: Placed<CommandNode>): readonly RoleReference[] {
  const words = node.line.map((word) => word.node.text);
  const isAz = words[0] === 'az' && AZ_COMMANDS.some((command) => command.every((word, at) => words[at + 1] === word));
  const isCmdlet = CMDLETS.test(words[0] ?? '');
  if (!isAz && !isCmdlet) {
    return [];
  }
  const named = node.options.map(({ name }) => name.node.text.toLowerCase());
  const roles = named.filter((name) => (isAz ? name === '--role' : CMDLET_OPTION.test(name)));
  const isOnly = roles.length === 1;
  const way = (name: string): Way => ({
    renames: isAz ? undefined : name.endsWith('id') ? 'Id' : 'Name',
    mayRename: isOnly && (name.endsWith('id') || takesIdBeside(named, words)),
  });
  return node.options.flatMap((option, index): RoleReference[] => {
    const name = named[index] ?? '';
    const reference = roles.includes(name) ? readOption(option, start, way(name)) : undefined;
    return reference ? [reference] : [];
  });
}

/** How an option takes a role. */
interface Way {
  /** What of its name changes, where it takes names only, or ids only. */
  readonly renames: 'Name' | 'Id' | undefined;
  readonly mayRename: boolean;
}

/**
 * Whether a cmdlet takes the id of a role beside its other parameters: not with another name of the principal, and not
 * with another way to say where. A new assignment takes it with the scope only.
 */
function takesIdBeside(options: readonly string[], words: readonly string[]): boolean {
  if (options.some((option) => GOES_WITH_NAME.test(option.slice(1)))) {
    return false;
  }
  const saysWhere = options.includes('-scope') || words.some((word) => word.startsWith('@'));
  return saysWhere || !options.includes('-objectid') || !/^New-/i.test(words[0] ?? '');
}

function readOption({ name, value }: CommandOption, start: number, way: Way): RoleReference | undefined {
  const placed = value && { node: value.node, start: start + value.start };
  if (!isScalar(placed)) {
    return undefined;
  }
  const text = readText(placed, 'plain');
  const option = { node: name.node, start: start + name.start };
  const guid = [...guidsIn(text.value)].at(-1);
  const isName = text.known && !guid && !isGuid(text.value) && !isPath(text.value) && text.value.trim() !== '';
  const naming = isName ? { span: { start: 0, end: text.value.length }, value: text.value } : undefined;
  return {
    kind: 'azure/role-reference',
    text,
    name: naming,
    guid: guid && namingAt(guid.start, guid.guid),
    takes: way.renames === 'Name' ? 'name' : 'id',
    isKnownPlace: true,
    isInId: false,
    isGiven: true,
    writeId: (id) => (naming ? inWay(way, 'Name', option, [replaceName(text, naming, id)]) : []),
    writeName: (role) => inWay(way, 'Id', option, replaceId(text, guid && namingAt(guid.start, guid.guid), role)),
  };
}

/** The changes of the value, and the other name of the option where it takes the one or the other only. */
function inWay(
  { renames, mayRename }: Way,
  from: 'Name' | 'Id',
  option: Placed<ScalarNode>,
  changes: readonly Change[],
): readonly Change[] {
  if (renames !== from || changes.length === 0) {
    return changes;
  }
  return mayRename ? [...changes, renameOption(option, from)] : [];
}

/** `-RoleDefinitionName` to `-RoleDefinitionId` and back, in the case it has. */
function renameOption(scalar: Placed<ScalarNode>, from: 'Name' | 'Id'): Change {
  const { text } = scalar.node;
  const span = { start: text.length - from.length, end: text.length };
  return { verb: 'replaceText', scalar, span, text: from === 'Name' ? 'Id' : 'Name' };
}
