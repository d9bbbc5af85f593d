/**
 * Roles of AWS: as exports, CloudFormation, Terraform and the command line describe them, with the trust policy that
 * stands there or, in Terraform, in a data source of the same file.
 */
import { json } from '../syntax/json.ts';
import { parseEmbedded } from '../syntax/language.ts';
import { decodePercent } from '../syntax/percent-encoding.ts';
import {
  type CommandNode,
  entriesOf,
  isMap,
  isScalar,
  type MapNode,
  type Placed,
  type ScalarNode,
} from '../syntax/tree.ts';
import { type Policy, readPolicy, readPolicyBlock } from './aws-policy.ts';
import { readPolicyText } from './aws-policy-text.ts';
import { entryNamed } from './aws-statement.ts';
import type { Text } from './text.ts';

/** How a role is described, in as far as that decides what can be said of it. */
export type RoleForm = 'map' | 'terraform' | 'command';

export interface AwsRole {
  readonly kind: 'aws/role';
  readonly form: RoleForm;
  readonly name: Text | undefined;
  /** Only exports have it. */
  readonly arn: Text | undefined;
  /** In seconds. */
  readonly maxSessionDuration: Text | undefined;
  /** The map or command, placed at the start of the model. */
  readonly whole: Placed<MapNode | CommandNode>;
  readonly trust: Policy | undefined;
  /** Whether places in the trust policy count from the start of the model. */
  readonly hasTrustInPlace: boolean;
}

interface FoundTrust {
  readonly trust: Policy | undefined;
  readonly hasTrustInPlace: boolean;
}

const NO_TRUST: FoundTrust = { trust: undefined, hasTrustInPlace: false };

/** A map with a trust policy in it: of an export, or the properties of a resource of CloudFormation. */
export function readRoleMap(map: Placed<MapNode>): AwsRole | undefined {
  const entry = entryNamed(map, 'AssumeRolePolicyDocument');
  if (!entry) {
    return undefined;
  }
  return {
    kind: 'aws/role',
    form: 'map',
    name: textAt(map, 'RoleName'),
    arn: textAt(map, 'Arn'),
    maxSessionDuration: textAt(map, 'MaxSessionDuration'),
    whole: map,
    ...trustIn(entry.value),
  };
}

/** `resource "aws_iam_role"`. */
export function readRoleBlock(body: Placed<MapNode>, root: Placed<MapNode>): AwsRole {
  const value = entryNamed(body, 'assume_role_policy')?.value;
  return {
    kind: 'aws/role',
    form: 'terraform',
    name: textAt(body, 'name'),
    arn: undefined,
    maxSessionDuration: textAt(body, 'max_session_duration'),
    whole: body,
    ...(dataSourceOf(sourceOf(value), root) ?? trustIn(value)),
  };
}

/** `aws iam create-role`, `update-role`. */
export function readRoleCommand(command: Placed<CommandNode>): AwsRole | undefined {
  const [program, service, verb] = command.node.line.map(({ node }) => node.text);
  if (program !== 'aws' || service !== 'iam' || !/^(?:create|update)-role$/.test(verb ?? '')) {
    return undefined;
  }
  return {
    kind: 'aws/role',
    form: 'command',
    name: optionOf(command, '--role-name'),
    arn: undefined,
    maxSessionDuration: optionOf(command, '--max-session-duration'),
    whole: command,
    ...trustInText(optionOf(command, '--assume-role-policy-document')?.scalar),
  };
}

function optionOf({ node, start }: Placed<CommandNode>, name: string): Text | undefined {
  const value = node.options.find((option) => option.name.node.text === name)?.value;
  return isScalar(value) ? readPolicyText({ node: value.node, start: start + value.start }) : undefined;
}

function textAt(map: Placed<MapNode>, key: string): Text | undefined {
  const value = entryNamed(map, key)?.value;
  return isScalar(value) && value.node.type !== 'null' ? readPolicyText(value) : undefined;
}

function trustIn(value: Placed | undefined): FoundTrust {
  if (isMap(value)) {
    return { trust: readPolicy(value), hasTrustInPlace: true };
  }
  if (value?.node.kind === 'call' && value.node.callee === 'jsonencode') {
    const argument = value.node.children[0];
    return argument?.kind === 'map'
      ? {
          trust: readPolicy({ node: argument, start: value.start + (value.node.starts[0] ?? 0) }),
          hasTrustInPlace: true,
        }
      : NO_TRUST;
  }
  return trustInText(isScalar(value) ? value : undefined);
}

function trustInText(scalar: Placed<ScalarNode> | undefined): FoundTrust {
  const text = scalar && policyScalar(scalar.node);
  const root = text && parseEmbedded(text, json).root;
  return isMap(root) ? { trust: readPolicy(root), hasTrustInPlace: false } : NO_TRUST;
}

/** A text that is a policy in JSON, decoded where an export has it as an address would have it. */
export function policyScalar(node: ScalarNode): ScalarNode | undefined {
  if (/^\s{0,40}\{/.test(node.text)) {
    return node.text.includes('"Statement"') ? node : undefined;
  }
  return /^(?:%7B|%0A|%20|\+){1,40}/i.test(node.text) && /%22Statement%22/i.test(node.text)
    ? decodePercent(node)
    : undefined;
}

/** `data.aws_iam_policy_document.NAME.json` of the same file. */
function dataSourceOf(source: string | undefined, root: Placed<MapNode>): FoundTrust | undefined {
  const name = /^data\.aws_iam_policy_document\.([\w-]+)(?:\[\w+\])?\.json$/.exec(source ?? '')?.[1];
  if (name === undefined) {
    return undefined;
  }
  for (const { key, value } of entriesOf(root)) {
    const type =
      key.node.text === 'data' && isMap(value) ? entryNamed(value, 'aws_iam_policy_document')?.value : undefined;
    const body = isMap(type) ? entryNamed(type, name)?.value : undefined;
    if (isMap(body)) {
      return { trust: readPolicyBlock(body), hasTrustInPlace: false };
    }
  }
  return undefined;
}

/** An expression, as a text or, as it was written long ago, in a text of its own: `"${data.…}"`. */
function sourceOf(value: Placed | undefined): string | undefined {
  if (isScalar(value)) {
    return /^\$\{([^{}]*)\}$/.exec(value.node.text)?.[1];
  }
  return value?.node.kind === 'opaque' ? value.node.source : undefined;
}
