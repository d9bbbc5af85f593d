/** Role definitions that a command line is given in its text: `az role definition create --role-definition '{…}'`. */
import { type CommandNode, isScalar, type Placed, type ScalarNode } from '../syntax/tree.ts';

/** The argument that is a role definition in JSON; a file name (`@role.json`) is none. */
export function readRoleArgument({ node, start }: Placed<CommandNode>): Placed<ScalarNode> | undefined {
  const words = node.words.map((word) => word.node.text.toLowerCase());
  if (
    words[0] !== 'az' ||
    words[1] !== 'role' ||
    words[2] !== 'definition' ||
    (words[3] !== 'create' && words[3] !== 'update')
  ) {
    return undefined;
  }
  const option = node.options.find(({ name }) => name.node.text === '--role-definition');
  const value = option?.value;
  return value && isScalar(value) && value.node.text.trimStart().startsWith('{')
    ? { node: value.node, start: start + value.start }
    : undefined;
}
