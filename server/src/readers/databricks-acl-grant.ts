/** Permissions on secret scopes, in whatever words they are given: resources, bodies, commands, calls. */
import type { Placed } from '../syntax/tree.ts';
import { type Naming, readNaming } from './databricks-name.ts';
import { argumentOf, type SecretCommand } from './databricks-secret-command.ts';
import type { SecretAcl, SecretScope, SecretSource } from './databricks-secret-objects.ts';
import type { SecretUse } from './databricks-secret-use.ts';
import type { Part } from './part.ts';

export interface AclGrant {
  readonly kind: 'databricks/acl-grant';
  readonly source: SecretSource | 'command' | 'call';
  readonly scope: Naming;
  readonly principal: Naming;
  /** What kind of principal the place takes, where it takes only one. */
  readonly principalKind: 'user' | 'group' | 'service-principal' | undefined;
  readonly permission: Naming;
}

const KINDS: Readonly<Record<string, AclGrant['principalKind']>> = {
  user_name: 'user',
  group_name: 'group',
  service_principal_name: 'service-principal',
};

export function grantOf({ source, scope, principal, permission }: SecretAcl): Part<AclGrant> {
  return {
    model: {
      kind: 'databricks/acl-grant',
      source,
      scope,
      principal: principal?.name,
      principalKind: KINDS[principal?.entry.key.node.text ?? ''],
      permission: permission?.name,
    },
    start: 0,
  };
}

export function grantsIn({ acls }: SecretScope): readonly Part<AclGrant>[] {
  return acls.map(grantOf);
}

export function grantInCommand(command: SecretCommand): readonly Part<AclGrant>[] {
  if (command.name !== 'put-acl') {
    return [];
  }
  const [scope, principal, permission] = (['scope', 'principal', 'permission'] as const).map((role) =>
    argumentOf(command, role),
  );
  return scope && principal && permission ? [grant('command', scope, principal, permission)] : [];
}

export function grantInUse({ method, arguments: args, scope }: SecretUse): readonly Part<AclGrant>[] {
  if (!/^put_?acl$/i.test(method)) {
    return [];
  }
  const at = (name: string, index: number): Placed | undefined =>
    (args.find((one) => one.name === name) ?? (args[index]?.name === undefined ? args[index] : undefined))?.value;
  return [grant('call', scope, readNaming(at('principal', 1)), readNaming(at('permission', 2)))];
}

function grant(source: 'command' | 'call', scope: Naming, principal: Naming, permission: Naming): Part<AclGrant> {
  return {
    model: { kind: 'databricks/acl-grant', source, scope, principal, principalKind: undefined, permission },
    start: 0,
  };
}
