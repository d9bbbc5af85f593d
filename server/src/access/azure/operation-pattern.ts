/**
 * How Azure RBAC reads one entry of Actions, NotActions, DataActions or NotDataActions.
 *
 * Entries are compared without case and `*` stands for any text, slashes included
 * (https://learn.microsoft.com/azure/role-based-access-control/role-definitions#actions-format).
 * Knows nothing about which operations exist: that is the catalogue's part.
 */

/** Azure Resource Manager decides on control operations, the service itself on data operations. */
export type Plane = 'control' | 'data';

/** One entry, parsed. Two entries that Azure cannot tell apart are the same object. */
export interface OperationPattern {
  /** The entry in lower case, without blanks around it. */
  readonly key: string;
  /** How many `*` it has. The service takes at most one. */
  readonly stars: number;
  /** The text before the first `*`; the whole key where there is none. */
  readonly prefix: string;
  /** The text after the last `*`; empty where there is none. */
  readonly suffix: string;
  /** The texts between the `*`, for the rare pattern with several. */
  readonly inner: readonly string[];
}

// Files repeat the same few thousand entries; parsing each once makes comparing them an identity test.
const known = new Map<string, OperationPattern>();
const KNOWN_LIMIT = 200_000;

const NO_TEXTS: readonly string[] = [];

/** Parses an entry. Any text is an entry: what is wrong with it is for the rules to say. */
export function parseOperation(text: string): OperationPattern {
  const cached = known.get(text);
  if (cached) {
    return cached;
  }
  if (known.size >= KNOWN_LIMIT) {
    known.clear();
  }
  const key = text.trim().toLowerCase();
  const pattern = key === text ? split(key) : parseOperation(key);
  known.set(text, pattern);
  return pattern;
}

function split(key: string): OperationPattern {
  if (!key.includes('*')) {
    return { key, stars: 0, prefix: key, suffix: '', inner: NO_TEXTS };
  }
  const [prefix = '', ...rest] = key.split('*');
  return { key, stars: rest.length, prefix, suffix: rest.at(-1) ?? '', inner: rest.slice(0, -1) };
}

/**
 * Whether the pattern matches an operation.
 * @param operation a full operation name in lower case
 */
export function matchesOperation(pattern: OperationPattern, operation: string): boolean {
  if (pattern.stars === 0) {
    return pattern.key === operation;
  }
  const { prefix, suffix } = pattern;
  if (
    operation.length < prefix.length + suffix.length ||
    !operation.startsWith(prefix) ||
    !operation.endsWith(suffix)
  ) {
    return false;
  }
  return (
    pattern.stars === 1 || hasInOrder(operation.slice(prefix.length, operation.length - suffix.length), pattern.inner)
  );
}

function hasInOrder(text: string, parts: readonly string[]): boolean {
  let from = 0;
  for (const part of parts) {
    const at = text.indexOf(part, from);
    if (at < 0) {
      return false;
    }
    from = at + part.length;
  }
  return true;
}

/**
 * Whether everything that `inner` can match, `outer` matches too, whatever operations there are.
 * An entry with several `*` covers only itself: the service refuses it.
 */
export function coversOperation(outer: OperationPattern, inner: OperationPattern): boolean {
  if (outer === inner) {
    return true;
  }
  if (outer.stars !== 1) {
    return false;
  }
  if (inner.stars === 0) {
    return matchesOperation(outer, inner.key);
  }
  return inner.prefix.startsWith(outer.prefix) && inner.suffix.endsWith(outer.suffix);
}

/**
 * The same pattern where a segment `*` may also stand for no segment at all, or undefined where it has none.
 * 32 entries of built-in roles, such as the one of Managed Identity Operator that ends in a star segment and `assign/action`,
 * match published operations in this reading only, so whether the service reads them so is not known.
 */
export function withoutStarSegment(pattern: OperationPattern): OperationPattern | undefined {
  return pattern.stars === 1 && pattern.prefix.endsWith('/') && pattern.suffix.startsWith('/')
    ? parseOperation(pattern.prefix + pattern.suffix.slice(1))
    : undefined;
}
