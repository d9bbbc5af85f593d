/**
 * Scopes as numbers, each with the scope above it as far as the path says it. What is above subscriptions and management
 * groups is in no path (https://learn.microsoft.com/azure/role-based-access-control/scope-overview): `management-tree.ts`
 * knows that. Paths compare by whole segments and without case.
 */
import { GrowingNumbers } from './growing-numbers.ts';

/** Of something that is no scope. */
export const NO_SCOPE = -1;
/** The scope above is not in the path. */
export const UNTOLD = -2;
export const ROOT = 0;

const SPELLING_LIMIT = 500_000;
/** No resource of Azure is nearly as deep; a longer path is no scope. */
const DEEPEST = 200;

interface Path {
  /** The lengths in segments of the scopes that lead to it, without the root; the last is the whole. */
  readonly lengths: readonly number[];
  readonly segments: readonly string[];
}

export class ScopeTable {
  readonly #ids = new Map<string, number>([['/', ROOT]]);
  readonly #spellings = new Map<string, number>();
  readonly #keys = ['/'];
  readonly #texts = ['/'];
  readonly #above = new GrowingNumbers(NO_SCOPE);
  readonly #tops = new GrowingNumbers(NO_SCOPE);
  readonly #vaults = new GrowingNumbers(NO_SCOPE);
  readonly #hsms = new GrowingNumbers(NO_SCOPE);

  /** The number of a scope, or `NO_SCOPE` where the text is none. */
  add(text: string): number {
    // Paths are hardly ever written all in lower case.
    return this.#spellings.get(text) ?? this.#ids.get(text) ?? this.#read(text);
  }

  /** The scope above by the path alone, `UNTOLD` above subscriptions and management groups, `NO_SCOPE` above the root. */
  above(id: number): number {
    return this.#above.get(id);
  }

  /** The nearest scope at or above both by their paths; below 0 where the paths of both do not lead to one. */
  sharedBy(one: number, other: number): number {
    let [a, b] = [one, other];
    // What is above has the smaller number, having been there first.
    while (a !== b && a >= 0 && b >= 0) {
      if (a > b) {
        a = this.above(a);
      } else {
        b = this.above(b);
      }
    }
    return a === b ? a : NO_SCOPE;
  }

  /** The subscription or management group that a scope is or is in, or `NO_SCOPE`. */
  topOf(id: number): number {
    return this.#tops.get(id);
  }

  /** The key vault that a scope is or is in, or `NO_SCOPE`. */
  vaultOf(id: number): number {
    return this.#vaults.get(id);
  }

  hsmOf(id: number): number {
    return this.#hsms.get(id);
  }

  key(id: number): string {
    return this.#keys[id] ?? '';
  }

  /** As it was first written, without a slash at the end. */
  text(id: number): string {
    return this.#texts[id] ?? '';
  }

  isManagementGroup(id: number): boolean {
    return this.above(id) === UNTOLD && this.key(id).startsWith('/providers/');
  }

  #read(text: string): number {
    const trimmed = text.trim();
    const written = trimmed.length > 1 && trimmed.endsWith('/') ? trimmed.slice(0, -1) : trimmed;
    const key = written.toLowerCase();
    const id = this.#ids.get(key) ?? this.#intern(written, key);
    if (key !== text) {
      if (this.#spellings.size >= SPELLING_LIMIT) {
        this.#spellings.clear();
      }
      this.#spellings.set(text, id);
    }
    return id;
  }

  #intern(written: string, key: string): number {
    const path = readPath(key);
    if (!path) {
      return NO_SCOPE;
    }
    let above = ROOT;
    let from = 0;
    let end = 0;
    for (const length of path.lengths) {
      for (; from < length; from++) {
        end += (path.segments[from]?.length ?? 0) + 1;
      }
      above =
        this.#ids.get(key.slice(0, end)) ?? this.#create(key.slice(0, end), written.slice(0, end), above, path, from);
    }
    return above;
  }

  #create(key: string, written: string, above: number, { segments }: Path, length: number): number {
    const id = this.#keys.length;
    const untold = isSubscription(segments, length) || isManagementGroup(segments, length);
    this.#ids.set(key, id);
    this.#keys.push(key);
    this.#texts.push(written);
    this.#above.set(id, untold ? UNTOLD : above);
    const type =
      segments[length - 4] === 'providers' && segments[length - 3] === 'microsoft.keyvault' ? segments[length - 2] : '';
    this.#tops.set(id, untold ? id : this.topOf(above));
    this.#vaults.set(id, type === 'vaults' ? id : this.vaultOf(above));
    this.#hsms.set(id, type === 'managedhsms' ? id : this.hsmOf(above));
    return id;
  }
}

function isSubscription(segments: readonly string[], length: number): boolean {
  return length === 2 && segments[0] === 'subscriptions';
}

function isManagementGroup(segments: readonly string[], length: number): boolean {
  return length === 4 && segments[1] === 'microsoft.management' && segments[2] === 'managementgroups';
}

/** @param key in lower case and without a slash at the end */
function readPath(key: string): Path | undefined {
  if (!key.startsWith('/') || key.includes('*')) {
    return undefined;
  }
  const segments = key.slice(1).split('/');
  if (segments.length > DEEPEST || segments.some((segment) => segment.trim() === '')) {
    return undefined;
  }
  const lengths: number[] = [];
  let at = 0;
  if (segments[0] === 'subscriptions') {
    at = 2;
    lengths.push(at);
    if (segments[2] === 'resourcegroups') {
      at = 4;
      lengths.push(at);
    }
  }
  while (at < segments.length) {
    const next = readProvider(segments, at, lengths);
    if (next === undefined) {
      return undefined;
    }
    at = next;
  }
  return at === segments.length ? { lengths, segments } : undefined;
}

/** `providers/{namespace}` and pairs of type and name, up to the end or the next `providers` of an extension. */
function readProvider(segments: readonly string[], from: number, lengths: number[]): number | undefined {
  if (segments[from] !== 'providers') {
    return undefined;
  }
  let at = from + 2;
  while (at < segments.length && (at === from + 2 || segments[at] !== 'providers')) {
    at += 2;
    lengths.push(at);
  }
  return at > from + 2 && at <= segments.length ? at : undefined;
}
