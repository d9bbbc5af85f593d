/**
 * Calls that read secrets in programs: `dbutils.secrets.get`, the SDK's `secrets.get_secret` and its kin, and the SQL
 * function `secret`.
 */
import { type CallNode, isMap, isScalar, type Placed } from '../syntax/tree.ts';
import { type Naming, readNaming } from './databricks-name.ts';

export type SecretApi = 'dbutils' | 'sdk' | 'sql';

export interface SecretUse {
  readonly kind: 'databricks/secret-use';
  /** Placed at the start of the model. */
  readonly call: Placed<CallNode>;
  readonly api: SecretApi;
  /** The last word of what is called: `get`, `put_secret`. */
  readonly method: string;
  readonly scope: Naming;
  readonly key: Naming;
  /** Every argument, in order: its name, if it has one, and its value. */
  readonly arguments: readonly CallArgument[];
}

export interface CallArgument {
  readonly name: string | undefined;
  readonly value: Placed | undefined;
}

const DBUTILS = /(?:^|\.)dbutils\.secrets\.(get|getBytes|list|help)$/;
const SDK =
  /\.secrets\.(get_secret|put_secret|delete_secret|list_secrets|create_scope|delete_scope|put_acl|get_acl|list_acls|delete_acl|getSecret|putSecret|deleteSecret|listSecrets|createScope|putAcl)$/;
const SQL = /^(secret|try_secret|list_secrets)$/i;
/** Which of the SDK's methods take a key behind the scope. */
const WITH_KEY =
  /^(?:get|getBytes|get_secret|put_secret|delete_secret|getSecret|putSecret|deleteSecret|secret|try_secret)$/i;

/** @param isSql whether the program is in SQL, where a bare name is a function of the database */
export function readSecretUse(call: Placed<CallNode>, isSql: boolean): SecretUse | undefined {
  const { callee } = call.node;
  const dbutils = DBUTILS.exec(callee)?.[1];
  const sdk = dbutils === undefined ? SDK.exec(callee)?.[1] : undefined;
  const sql = isSql ? SQL.exec(callee)?.[1] : undefined;
  const method = dbutils ?? sdk ?? sql;
  if (method === undefined) {
    return undefined;
  }
  const args = argumentsOf(call);
  return {
    kind: 'databricks/secret-use',
    call,
    api: dbutils !== undefined ? 'dbutils' : sdk !== undefined ? 'sdk' : 'sql',
    method,
    scope: readNaming(find(args, 'scope', 0)?.value),
    key: WITH_KEY.test(method) ? readNaming(find(args, 'key', 1)?.value) : undefined,
    arguments: args,
  };
}

function find(args: readonly CallArgument[], name: string, index: number): CallArgument | undefined {
  return args.find((one) => one.name === name) ?? (args[index]?.name === undefined ? args[index] : undefined);
}

export function argumentsOf({ node, start }: Placed<CallNode>): readonly CallArgument[] {
  return node.children.map((child, index) => {
    const value = { node: child, start: start + (node.starts[index] ?? 0) };
    const [only, ...others] = isMap(value) ? value.node.children : [];
    if (!isMap(value) || !only || others.length > 0 || value.node.width !== only.width) {
      return { name: undefined, value };
    }
    const named = only.value && { node: only.value, start: value.start + only.valueStart };
    return { name: only.key.text, value: named };
  });
}

/** The text of an argument that is a literal. */
export function literalOf(value: Placed | undefined): string | undefined {
  return isScalar(value) && value.node.type === 'string' && value.node.opaque.length === 0
    ? value.node.text
    : undefined;
}
