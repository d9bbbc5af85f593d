/**
 * `*.access.yaml`: who is expected to be allowed what, and who is not. Recognised by its shape; what is wrong with the
 * shape is handed on, and the rest is understood all the same.
 */
import {
  entriesOf,
  findEntry,
  isList,
  isMap,
  isScalar,
  itemsOf,
  type MapNode,
  type Placed,
  type PlacedEntry,
  type ScalarNode,
  type Span,
  spanOf,
} from '../syntax/tree.ts';

export type Expected = 'allowed' | 'denied';

/** One operation that somebody is expected to be allowed, or to be denied. */
export interface Expectation {
  readonly expected: Expected;
  readonly operation: Placed<ScalarNode>;
}

export interface AccessTest {
  readonly whole: Placed<MapNode>;
  readonly name: Placed<ScalarNode> | undefined;
  readonly principal: Placed<ScalarNode> | undefined;
  readonly resource: Placed<ScalarNode> | undefined;
  /** Which plane is meant, of operations that are in both. */
  readonly plane: 'control' | 'data' | undefined;
  /** Values of the attributes that conditions ask for. */
  readonly attributes: ReadonlyMap<string, readonly string[]>;
  readonly expectations: readonly Expectation[];
}

/** What a value has to be. */
export type Wanted = 'text' | 'texts' | 'tests' | 'test' | 'attributes' | 'plane';

/** Something that is wrong with the shape of the file. Places count from the start of the file. */
export type AccessTestFlaw =
  | {
      readonly kind: 'unknown-key';
      readonly key: Placed<ScalarNode>;
      readonly known: readonly string[];
      /** Those of the known keys that are not there yet. */
      readonly free: readonly string[];
    }
  | { readonly kind: 'missing-key'; readonly at: Span; readonly keys: readonly string[] }
  | { readonly kind: 'wrong-kind'; readonly at: Span; readonly wanted: Wanted };

/** A file of access tests. */
export interface AccessTestFile {
  readonly kind: 'grantscope/access-test';
  /** Where the facts stand, relative to the file. */
  readonly inventory: Placed<ScalarNode> | undefined;
  readonly tests: readonly AccessTest[];
  readonly flaws: readonly AccessTestFlaw[];
}

const FILE_KEYS = ['inventory', 'tests'];
const TEST_KEYS = ['name', 'principal', 'allowed', 'denied', 'on', 'plane', 'attributes'];
/** Keys of which tests of other tools have none, or not several. */
const TELLING_KEYS = ['principal', 'allowed', 'denied', 'on'];

/** @param root of a file */
export function readAccessTestFile(root: Placed | undefined): AccessTestFile | undefined {
  const listed = isMap(root) ? findEntry(root, 'tests')?.value : undefined;
  if (!isMap(root) || !isList(listed) || !isOurs(root, [...itemsOf(listed)])) {
    return undefined;
  }
  const flaws: AccessTestFlaw[] = [...unknownKeys(root, FILE_KEYS)];
  const tests: AccessTest[] = [];
  for (const item of itemsOf(listed)) {
    if (isMap(item)) {
      tests.push(readTest(item, flaws));
    } else {
      flaws.push({ kind: 'wrong-kind', at: spanOf(item), wanted: 'test' });
    }
  }
  return { kind: 'grantscope/access-test', inventory: textAt(root, 'inventory', flaws), tests, flaws };
}

function isOurs(root: Placed<MapNode>, items: readonly Placed[]): boolean {
  const least = [...entriesOf(root)].every(({ key }) => FILE_KEYS.includes(key.node.text.toLowerCase())) ? 1 : 2;
  return items.some(
    (item) => isMap(item) && TELLING_KEYS.filter((key) => findEntry(item, key) !== undefined).length >= least,
  );
}

function readTest(whole: Placed<MapNode>, flaws: AccessTestFlaw[]): AccessTest {
  flaws.push(...unknownKeys(whole, TEST_KEYS), ...missingKeys(whole));
  return {
    whole,
    name: textAt(whole, 'name', flaws),
    principal: textAt(whole, 'principal', flaws),
    resource: textAt(whole, 'on', flaws),
    plane: planeAt(whole, flaws),
    attributes: attributesAt(whole, flaws),
    expectations: [...expectationsAt(whole, 'allowed', flaws), ...expectationsAt(whole, 'denied', flaws)],
  };
}

function* unknownKeys(map: Placed<MapNode>, known: readonly string[]): Generator<AccessTestFlaw> {
  for (const { key } of entriesOf(map)) {
    if (!known.includes(key.node.text.toLowerCase())) {
      yield { kind: 'unknown-key', key, known, free: known.filter((one) => !findEntry(map, one)) };
    }
  }
}

function* missingKeys(test: Placed<MapNode>): Generator<AccessTestFlaw> {
  const first = [...entriesOf(test)][0]?.key;
  const at = first ? spanOf(first) : spanOf(test);
  const has = (key: string): boolean => findEntry(test, key) !== undefined;
  for (const key of ['principal', 'on'].filter((one) => !has(one))) {
    yield { kind: 'missing-key', at, keys: [key] };
  }
  if (!has('allowed') && !has('denied')) {
    yield { kind: 'missing-key', at, keys: ['allowed', 'denied'] };
  }
}

function* expectationsAt(test: Placed<MapNode>, expected: Expected, flaws: AccessTestFlaw[]): Generator<Expectation> {
  const entry = findEntry(test, expected);
  if (entry && !isList(entry.value)) {
    flaws.push(wrongKind(entry, 'texts'));
  }
  for (const item of isList(entry?.value) ? itemsOf(entry.value) : []) {
    if (isText(item)) {
      yield { expected, operation: item };
    } else {
      flaws.push({ kind: 'wrong-kind', at: spanOf(item), wanted: 'text' });
    }
  }
}

function planeAt(test: Placed<MapNode>, flaws: AccessTestFlaw[]): AccessTest['plane'] {
  const entry = findEntry(test, 'plane');
  const written = isScalar(entry?.value) ? entry.value.node.text : undefined;
  if (entry && written !== 'control' && written !== 'data') {
    flaws.push(wrongKind(entry, 'plane'));
  }
  return written === 'control' || written === 'data' ? written : undefined;
}

function attributesAt(test: Placed<MapNode>, flaws: AccessTestFlaw[]): AccessTest['attributes'] {
  const entry = findEntry(test, 'attributes');
  const found = new Map<string, readonly string[]>();
  if (entry && !isMap(entry.value)) {
    flaws.push(wrongKind(entry, 'attributes'));
  }
  for (const { key, value } of isMap(entry?.value) ? entriesOf(entry.value) : []) {
    const items = isList(value) ? [...itemsOf(value)] : value ? [value] : [];
    const texts = items.filter(isScalar).map(({ node }) => node.text);
    if (texts.length < items.length) {
      flaws.push({ kind: 'wrong-kind', at: spanOf(key), wanted: 'attributes' });
    } else {
      found.set(key.node.text, texts);
    }
  }
  return found;
}

function textAt(map: Placed<MapNode>, key: string, flaws: AccessTestFlaw[]): Placed<ScalarNode> | undefined {
  const entry = findEntry(map, key);
  if (entry && !isText(entry.value)) {
    flaws.push(wrongKind(entry, 'text'));
  }
  return isText(entry?.value) ? entry.value : undefined;
}

function wrongKind({ key, value }: PlacedEntry, wanted: Wanted): AccessTestFlaw {
  const isLong = isMap(value) || isList(value);
  return { kind: 'wrong-kind', at: spanOf(value && !isLong ? value : key), wanted };
}

function isText(value: Placed | undefined): value is Placed<ScalarNode> {
  return isScalar(value) && value.node.type !== 'null' && value.node.text.trim() !== '';
}
