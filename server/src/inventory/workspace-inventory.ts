/** What the files of a workspace say of each other, put together: what may be asked beyond one file. */
import type { WorkspaceFacts } from '../access/facts.ts';
import type { Tree } from '../syntax/language.ts';
import { mayTellAccess } from './azure-access-contribution.ts';
import type { AccessInventory } from './azure-access-inventory.ts';
import { mayDefineRoles, RoleInventory } from './azure-role-inventory.ts';
import { mayDeclare } from './databricks-secret-contribution.ts';
import { SecretInventory } from './databricks-secret-inventory.ts';

/** Whether a text says anything that may be asked of other files. */
export function mayContribute(text: string): boolean {
  return mayDeclare(text) || mayDefineRoles(text);
}

export class WorkspaceInventory implements WorkspaceFacts {
  readonly secrets = new SecretInventory();
  readonly customRoles = new RoleInventory();
  readonly #access: AccessInventory | undefined;

  /** @param access who may do what, for those who ask that */
  constructor(access?: AccessInventory) {
    this.#access = access;
  }

  /** Whether a text says anything that may be asked of other files. */
  mayTake(text: string): boolean {
    return mayContribute(text) || (this.#access !== undefined && mayTellAccess(text));
  }

  /** Grows with every change of what is known. */
  get version(): number {
    return this.secrets.version + this.customRoles.version;
  }

  /** @param places folders and files whose lists are taken for whole */
  trust(places: readonly string[]): void {
    this.secrets.trust(places);
  }

  /** Takes over what a file says, in place of what it said before. */
  update(uri: string, tree: Tree): void {
    this.secrets.update(uri, tree);
    this.customRoles.update(uri, tree);
    this.#access?.update(uri, tree);
  }

  remove(uri: string): void {
    this.secrets.remove(uri);
    this.customRoles.remove(uri);
    this.#access?.remove(uri);
  }
}
