/** What the files of a workspace say of each other, put together: what may be asked beyond one file. */
import type { AccessIndex } from '../access/azure/access-index.ts';
import type { SecretAccessFacts } from '../access/databricks/secret-access-facts.ts';
import type { WorkspaceFacts } from '../access/facts.ts';
import type { Tree } from '../syntax/language.ts';
import { FederationInventory, mayTellOfFederation } from './aws-federation-inventory.ts';
import { mayTellAccess } from './azure-access-contribution.ts';
import type { AccessInventory } from './azure-access-inventory.ts';
import { mayDefineRoles, RoleInventory } from './azure-role-inventory.ts';
import { mayDeclare } from './databricks-secret-contribution.ts';
import { SecretInventory } from './databricks-secret-inventory.ts';

/** Whether a text says anything that may be asked of other files. */
export function mayContribute(text: string): boolean {
  return mayDeclare(text) || mayDefineRoles(text) || mayTellOfFederation(text);
}

interface Told {
  readonly version: number;
  readonly all: SecretAccessFacts;
  readonly access: { readonly azure: AccessIndex; readonly secrets: SecretAccessFacts };
}

export class WorkspaceInventory implements WorkspaceFacts {
  readonly secrets = new SecretInventory();
  readonly customRoles = new RoleInventory();
  readonly federation = new FederationInventory();
  readonly #access: AccessInventory | undefined;
  #isAskedForAccess = false;
  /** What the files of one place tell, for as long as nothing changes. */
  readonly #within = new Map<string, Told>();

  /** @param access who may do what, for those who ask that */
  constructor(access?: AccessInventory) {
    this.#access = access;
  }

  /** Whether somebody has asked who may do what, so that answers may change. */
  get isAskedForAccess(): boolean {
    return this.#isAskedForAccess;
  }

  /** Grows with every change that may be one of who may do what. */
  get touched(): number {
    return this.#access?.touched ?? 0;
  }

  /**
   * What is told of who may do what, by all files or by those below a place.
   * @param place the address of a folder or of a file
   */
  accessWithin(place: string | undefined): Told['access'] | undefined {
    const access = this.#access;
    if (!access) {
      return undefined;
    }
    this.#isAskedForAccess = true;
    const { secrets } = this;
    if (place === undefined) {
      return { azure: access.index, secrets: secrets.access };
    }
    const known = this.#within.get(place);
    if (known && known.version === access.version && known.all === secrets.access) {
      return known.access;
    }
    const wants = (uri: string): boolean => uri === place || uri.startsWith(`${place}/`);
    const told = { azure: access.within(wants), secrets: secrets.accessWithin(place, wants) };
    this.#within.set(place, { version: access.version, all: secrets.access, access: told });
    return told;
  }

  /** Whether a text says anything that may be asked of other files. */
  mayTake(text: string): boolean {
    return mayContribute(text) || (this.#access !== undefined && mayTellAccess(text));
  }

  /** Grows with every change of what is known. */
  get version(): number {
    return this.secrets.version + this.customRoles.version + this.federation.version;
  }

  /** @param places folders and files whose lists are taken for whole */
  trust(places: readonly string[]): void {
    this.secrets.trust(places);
  }

  /** Takes over what a file says, in place of what it said before. */
  update(uri: string, tree: Tree): void {
    this.secrets.update(uri, tree);
    this.customRoles.update(uri, tree);
    this.federation.update(uri, tree);
    this.#access?.update(uri, tree);
  }

  remove(uri: string): void {
    this.secrets.remove(uri);
    this.customRoles.remove(uri);
    this.federation.remove(uri);
    this.#access?.remove(uri);
  }
}
