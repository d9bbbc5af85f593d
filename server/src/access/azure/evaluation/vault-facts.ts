/** What files say together of one key vault. */
import type { PermissionModel } from '../access-facts.ts';
import type { PolicyEntry, VaultEntry } from './fact-entries.ts';
import type { FactView } from './fact-view.ts';

export interface VaultFacts {
  readonly entries: readonly VaultEntry[];
  /** Unknown where no file says it, and where files say different things. */
  readonly model: PermissionModel;
  readonly isHsm: boolean;
  /** Undefined where no file says whether there are any. */
  readonly policies: readonly PolicyEntry[] | undefined;
}

export function vaultFactsOf(view: FactView, vault: number): VaultFacts {
  const entries = view.vaultsAt(vault);
  const models = new Set(entries.map(({ fact }) => fact.permissionModel).filter((model) => model !== 'unknown'));
  const [model = 'unknown'] = models;
  const told = entries.flatMap(({ policies }) => (policies ? [policies] : []));
  return {
    entries,
    model: models.size === 1 ? model : 'unknown',
    isHsm: entries.some(({ fact }) => fact.isHsm),
    policies: told.length === 0 ? undefined : told.flat(),
  };
}
