/** What of AWS stands at a node: policies and roles, asked by the walk over a tree. */
import { type CommandNode, entriesOf, isMap, type MapNode, type Placed, type PlacedEntry } from '../syntax/tree.ts';
import { readPolicy, readPolicyBlock } from './aws-policy.ts';
import { readRoleBlock, readRoleCommand, readRoleMap } from './aws-role.ts';
import { type Below, NONE } from './below.ts';
import { isProgram } from './databricks-place.ts';
import type { Model } from './model.ts';
import type { Place } from './text.ts';

/**
 * What a map is: a policy, or a role. What a program puts together is not known before it runs, and what
 * its texts are for neither; a script hands them on as they are.
 */
export function readAwsMap(map: Placed<MapNode>, { definesRoles, secrets }: Place): readonly Below[] {
  const model = definesRoles && !isProgram(secrets) ? (readPolicy(map) ?? readRoleMap(map)) : undefined;
  return model ? [{ model, start: 0 }] : NONE;
}

export function readAwsCommand(command: Placed<CommandNode>): readonly Below[] {
  const role = readRoleCommand({ node: command.node, start: 0 });
  return role ? [{ model: role, start: command.start }] : NONE;
}

type ReadBody = (body: Placed<MapNode>, root: Placed<MapNode>) => Model | undefined;

/** By the word of the block and its type. */
const BLOCKS: Readonly<Record<string, ReadBody>> = {
  'data aws_iam_policy_document': readPolicyBlock,
  'resource aws_iam_role': readRoleBlock,
};

/** The policies and roles in a block of Terraform at the root of a file. Places count from where those of the entry do. */
export function readAwsBlock(root: Placed<MapNode>, { key, value }: PlacedEntry): readonly Below[] {
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
