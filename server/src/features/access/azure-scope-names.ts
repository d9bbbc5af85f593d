/** What people call a scope of Azure, by its path. */
import type { ScopeStation } from '../../access/azure/scope-overview.ts';
import type { ScopeNodeKind } from '../../protocol.ts';

/** Types of resources that are shown as what they are. Below a vault: https://learn.microsoft.com/azure/key-vault/general/rbac-guide */
const KINDS: Readonly<Record<string, ScopeNodeKind>> = {
  'microsoft.keyvault/vaults': 'vault',
  'microsoft.keyvault/vaults/secrets': 'secret',
  'microsoft.keyvault/vaults/keys': 'key',
  'microsoft.keyvault/vaults/certificates': 'certificate',
};

/** The name of the thing, without the path that leads to it. */
export function lastName(scope: string): string {
  return scope.slice(scope.lastIndexOf('/') + 1) || scope;
}

/** The type of a resource, as its path says it; undefined for scopes that are none. */
export function typeOfScope({ scope, kind }: Pick<ScopeStation, 'scope' | 'kind'>): string | undefined {
  const segments = scope.split('/');
  const at = segments.map((segment) => segment.toLowerCase()).lastIndexOf('providers');
  if (kind !== 'resource' || at < 0) {
    return undefined;
  }
  const [namespace = '', ...pairs] = segments.slice(at + 1);
  return [namespace, ...pairs.filter((_, index) => index % 2 === 0)].join('/');
}

export function kindOfScope(station: Pick<ScopeStation, 'scope' | 'kind'>): ScopeNodeKind {
  const { kind } = station;
  if (kind === 'resource' || kind === 'other') {
    return KINDS[typeOfScope(station)?.toLowerCase() ?? ''] ?? 'resource';
  }
  return kind;
}
