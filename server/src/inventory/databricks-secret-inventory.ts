/**
 * What the files of a workspace say of its Databricks secrets, put together. What a file declares is known to be there;
 * that something is missing is known only from a whole list: an export, or keys and permissions in an inventory file.
 */
import type { SecretAccessFacts } from '../access/databricks/secret-access-facts.ts';
import type { Answer, KnownSecretScope, SecretFacts } from '../access/facts.ts';
import type { Tree } from '../syntax/language.ts';
import { gatherSecretAccess } from './databricks-secret-access.ts';
import { NONE, readSecretContribution, type SecretContribution, saySame } from './databricks-secret-contribution.ts';
import { IdentityIndex } from './identity-index.ts';

interface GatheredScope {
  name: string;
  backend: string | undefined;
  readonly keys: Map<string, string>;
  hasAllKeys: boolean;
  readonly permissions: { readonly principal: string; readonly permission: string }[];
  hasAllPermissions: boolean;
}

interface Gathered {
  readonly scopes: ReadonlyMap<string, KnownSecretScope>;
  readonly sorted: readonly KnownSecretScope[];
  readonly hasAllScopes: boolean;
  readonly identities: IdentityIndex;
  readonly owners: ReadonlyMap<string, string>;
}

/** Files in order of their names, so that the same files give the same answer. */
type OrderedFiles = readonly (readonly [uri: string, said: SecretContribution])[];

export class SecretInventory implements SecretFacts {
  readonly #byFile = new Map<string, SecretContribution>();
  #gathered: Gathered | undefined;
  #access: SecretAccessFacts | undefined;
  #version = 0;
  #trusted: readonly string[] = [];

  /** @param folders where whole lists are believed, beside the folders of inventory files; files as well */
  trust(folders: readonly string[]): void {
    this.#trusted = folders;
    this.#changed();
  }

  /** Grows with every change of what is known. */
  get version(): number {
    return this.#version;
  }

  /** Takes over what a file says, in place of what it said before. */
  update(uri: string, tree: Tree): void {
    this.#replace(uri, readSecretContribution(tree));
  }

  remove(uri: string): void {
    this.#replace(uri, undefined);
  }

  /**
   * What decisions about access are made by, with the places where it stands; the same object as long as no file changes that
   * says anything of it. Put together when somebody asks, so that typing costs nothing here.
   */
  get access(): SecretAccessFacts {
    this.#access ??= gatherAccess(this.#byFile, this.#gather());
    return this.#access;
  }

  /** The same from the files at a place, whose whole lists are believed. */
  accessWithin(place: string, wants: (uri: string) => boolean): SecretAccessFacts {
    const files = new Map([...this.#byFile].filter(([uri]) => wants(uri)));
    return gatherAccess(files, gather(files, [...this.#trusted, place]));
  }

  scopes(): readonly KnownSecretScope[] {
    return this.#gather().sorted;
  }

  scope(name: string): KnownSecretScope | undefined {
    return this.#gather().scopes.get(name.toLowerCase());
  }

  hasScope(name: string): Answer {
    return this.scope(name) ? 'yes' : this.#gather().hasAllScopes ? 'no' : 'unknown';
  }

  hasKey(scope: string, key: string): Answer {
    const known = this.scope(scope);
    const wanted = key.toLowerCase();
    if (known?.keys.some((one) => one.toLowerCase() === wanted)) {
      return 'yes';
    }
    return known?.hasAllKeys ? 'no' : 'unknown';
  }

  mayRead(principal: string, scope: string): Answer {
    const known = this.scope(scope);
    const { identities } = this.#gather();
    const admin = identities.isAdmin(principal);
    const granted = (known?.permissions ?? []).map((one) => identities.belongsTo(principal, one.principal));
    if (admin === 'yes' || granted.includes('yes')) {
      return 'yes';
    }
    const isSure = known?.hasAllPermissions && admin === 'no' && granted.every((answer) => answer === 'no');
    return isSure ? 'no' : 'unknown';
  }

  ownerOf(cluster: string): string | undefined {
    return this.#gather().owners.get(cluster.toLowerCase());
  }

  #replace(uri: string, said: SecretContribution | undefined): void {
    const before = this.#byFile.get(uri);
    if (said) {
      this.#byFile.set(uri, said);
    } else if (!this.#byFile.delete(uri)) {
      return;
    }
    this.#access = undefined;
    if (!saySame(before ?? NONE, said ?? NONE)) {
      this.#changed();
    }
  }

  #changed(): void {
    this.#gathered = undefined;
    this.#access = undefined;
    this.#version++;
  }

  #gather(): Gathered {
    this.#gathered ??= gather(this.#byFile, this.#trusted);
    return this.#gathered;
  }
}

function gatherAccess(
  files: ReadonlyMap<string, SecretContribution>,
  { hasAllScopes }: Pick<Gathered, 'hasAllScopes'>,
): SecretAccessFacts {
  return gatherSecretAccess(
    inOrder(files),
    (uri, name) => {
      const found = resolveBeside(uri, name);
      return [found, files.get(found)];
    },
    hasAllScopes,
  );
}

function gather(files: ReadonlyMap<string, SecretContribution>, trusted: readonly string[]): Gathered {
  const scopes = new Map<string, GatheredScope>();
  const owners = new Map<string, string>();
  let hasAllScopes = false;
  // A list that lies about somewhere, as a test's data do, says that things are there and not that others are not.
  const believed = [...trusted, ...[...files].flatMap(([uri, { isInventory }]) => (isInventory ? folderOf(uri) : []))];
  const ordered = inOrder(files);
  for (const [uri, file] of ordered) {
    hasAllScopes ||= file.hasAllScopes && believed.some((place) => isWithin(uri, place));
    for (const said of file.scopes) {
      const scope = scopeNamed(scopes, said.name);
      scope.backend ??= said.backend;
      addKeys(scope, said.keys, said.hasAllKeys);
      scope.permissions.push(...said.permissions);
      scope.hasAllPermissions ||= said.hasAllPermissions;
      const keys = said.keyFile === undefined ? undefined : files.get(resolveBeside(uri, said.keyFile))?.bareKeys;
      if (keys) {
        addKeys(scope, keys, true);
      }
      const acls = said.aclFile === undefined ? undefined : files.get(resolveBeside(uri, said.aclFile))?.bareAcls;
      if (acls) {
        scope.permissions.push(...acls);
        scope.hasAllPermissions = true;
      }
    }
    for (const [cluster, owner] of file.owners) {
      owners.set(cluster.toLowerCase(), owner);
    }
  }
  const known = [...scopes.values()]
    .map(({ keys, ...scope }): KnownSecretScope => ({ ...scope, keys: [...keys.values()].sort() }))
    .sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
  return {
    scopes: new Map(known.map((scope) => [scope.name.toLowerCase(), scope])),
    sorted: known,
    hasAllScopes,
    identities: new IdentityIndex(ordered.map(([, file]) => file)),
    owners,
  };
}

function inOrder(files: ReadonlyMap<string, SecretContribution>): OrderedFiles {
  return [...files].sort(([a], [b]) => (a < b ? -1 : 1));
}

function scopeNamed(scopes: Map<string, GatheredScope>, name: string): GatheredScope {
  const key = name.toLowerCase();
  const known = scopes.get(key) ?? {
    name,
    backend: undefined,
    keys: new Map<string, string>(),
    hasAllKeys: false,
    permissions: [],
    hasAllPermissions: false,
  };
  scopes.set(key, known);
  return known;
}

function addKeys(scope: GatheredScope, keys: readonly string[], all: boolean): void {
  for (const key of keys) {
    const name = key.toLowerCase();
    scope.keys.set(name, scope.keys.get(name) ?? key);
  }
  scope.hasAllKeys ||= all;
}

function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf('/') + 1);
}

function isWithin(uri: string, place: string): boolean {
  return uri === place || uri.startsWith(place.endsWith('/') ? place : `${place}/`);
}

/** The address of a file that another one names, relative to itself. */
function resolveBeside(uri: string, name: string): string {
  const parts = uri.split('/').slice(0, -1);
  for (const part of name.split('/')) {
    if (part === '..') {
      parts.pop();
    } else if (part !== '.' && part !== '') {
      parts.push(part);
    }
  }
  return parts.join('/');
}
