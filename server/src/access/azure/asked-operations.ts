/** Which operations somebody asks for by names and wildcards, and in which planes. */
import type { OperationFacts, RetiredOperation } from '../facts.ts';
import { type OperationPattern, type Plane, parseOperation, withoutStarSegment } from './operation-pattern.ts';
import { OperationSet } from './operation-set.ts';

const PLANES: readonly Plane[] = ['control', 'data'];

export type AskedOperations =
  | {
      readonly verdict: 'known';
      readonly operations: OperationSet;
      /** How many of the operations have a plane that is only inferred. */
      readonly unverified: number;
    }
  /** A name that is in both planes, and nobody says which is meant. */
  | { readonly verdict: 'both-planes'; readonly name: string }
  | { readonly verdict: 'retired'; readonly operation: RetiredOperation }
  /** Nothing of the name is published. */
  | { readonly verdict: 'unknown'; readonly near: readonly string[] };

/**
 * A wildcard asks for all that it matches, in both planes where none is chosen.
 * @param chosen decides where a text means something in both planes; elsewhere the catalogue does
 */
export function readAskedOperations(
  text: string,
  chosen: Plane | undefined,
  operations: OperationFacts,
): AskedOperations {
  const pattern = parseOperation(text);
  const count = operations.count(pattern);
  if (count.control + count.data === 0) {
    const retired = operations.retired(pattern);
    return retired
      ? { verdict: 'retired', operation: retired }
      : { verdict: 'unknown', near: nearest(pattern, operations) };
  }
  const isInBoth = count.control > 0 && count.data > 0;
  if (isInBoth && pattern.stars === 0 && chosen === undefined) {
    return { verdict: 'both-planes', name: operations.find(pattern.key)?.name ?? text };
  }
  const wanted = isInBoth && chosen !== undefined ? [chosen] : PLANES;
  const set = new OperationSet(operations.size);
  const add = (number: number, planes: readonly Plane[]): void => {
    for (const plane of planes) {
      if (wanted.includes(plane)) {
        set.add(number, plane);
      }
    }
  };
  operations.visit(pattern, add);
  const lenient = withoutStarSegment(pattern);
  if (set.isEmpty && lenient) {
    operations.visit(lenient, add);
  }
  return { verdict: 'known', operations: set, unverified: count.unverified };
}

function nearest(pattern: OperationPattern, operations: OperationFacts): readonly string[] {
  // What is missing is often all but the beginning.
  const below = parseOperation(`${pattern.key.replace(/\/$/, '')}/*`);
  if (pattern.stars === 0 && pattern.key.includes('/')) {
    const count = operations.count(below);
    if (count.control + count.data > 0) {
      return namesBelow(below, operations);
    }
  }
  return [...new Set(PLANES.flatMap((plane) => operations.nearest(pattern, plane)))];
}

/** How many operations below a name are offered before one wildcard stands for them. */
const MOST_BELOW = 3;

function namesBelow(below: OperationPattern, operations: OperationFacts): readonly string[] {
  const names = [...new Set(PLANES.flatMap((plane) => operations.list(below, plane).map(({ name }) => name)))];
  const [first = ''] = names;
  // As many segments of Azure's own writing as were written, and the star.
  const wildcard = `${first
    .split('/')
    .slice(0, below.key.split('/').length - 1)
    .join('/')}/*`;
  return names.length <= MOST_BELOW ? names : [wildcard];
}
