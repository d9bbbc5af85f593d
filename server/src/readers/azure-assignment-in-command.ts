/** Assignments of roles on command lines: `az role assignment create` and `New-AzRoleAssignment`. */
import type { CommandNode, Placed } from '../syntax/tree.ts';
import { type AssignedValue, assignedValue, type RoleAssignment } from './azure-role-assignment.ts';

/** The options by what they give, in lower case. */
const AZ = {
  name: ['--name', '-n'],
  scope: ['--scope'],
  principal: ['--assignee-object-id'],
  principalType: ['--assignee-principal-type'],
  role: ['--role'],
  condition: ['--condition'],
  conditionVersion: ['--condition-version'],
} as const;

const CMDLET = {
  name: [],
  scope: ['-scope'],
  principal: ['-objectid'],
  principalType: ['-objecttype'],
  role: ['-roledefinitionid', '-roledefinitionname'],
  condition: ['-condition'],
  conditionVersion: ['-conditionversion'],
} as const;

export function readAssignmentInCommand({ node, start }: Placed<CommandNode>): RoleAssignment | undefined {
  const words = node.line.map((word) => word.node.text);
  const isAz = words[0] === 'az' && ['role', 'assignment', 'create'].every((word, at) => words[at + 1] === word);
  if (!isAz && !/^New-AzRoleAssignment$/i.test(words[0] ?? '')) {
    return undefined;
  }
  const names = isAz ? AZ : CMDLET;
  const value = (wanted: readonly string[]): AssignedValue | undefined => {
    const option = node.options.find(({ name }) => wanted.includes(name.node.text.toLowerCase()));
    return option?.value && assignedValue({ node: option.value.node, start: start + option.value.start }, 'plain');
  };
  const principalType = value(names.principalType);
  return {
    kind: 'azure/role-assignment',
    form: isAz ? 'command' : 'cmdlet',
    whole: { node, start },
    body: undefined,
    name: value(names.name),
    scope: value(names.scope),
    principal: value(names.principal),
    principalType,
    role: value(names.role),
    condition: value(names.condition),
    conditionVersion: value(names.conditionVersion),
    isWhole: !words.some((word) => word.startsWith('@')),
    // Scripts branch, and what stands there twice may be run once.
    isSingle: false,
    writePrincipalType: (type) => (principalType ? [{ verb: 'replace', node: principalType.node, value: type }] : []),
  };
}
