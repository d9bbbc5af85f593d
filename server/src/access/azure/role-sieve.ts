/**
 * Leaves out at little cost the roles that cannot grant what is asked for: by a few of the operations, and by what the
 * entries of roles match whatever is excluded.
 */
import type { OperationFacts, Permission } from '../facts.ts';
import { matchesOperation, type Plane, parseOperation, withoutStarSegment } from './operation-pattern.ts';
import type { OperationSet } from './operation-set.ts';

/** As many operations as a number has bits for in whole numbers. */
const MOST_IN_SAMPLE = 30;

export interface OperationSample {
  readonly operations: readonly { readonly key: string; readonly plane: Plane }[];
  /** Whether these are all. */
  readonly isWhole: boolean;
  /** Which of the operations an entry matches, by its text: a bit for each. */
  readonly known: Readonly<Record<Plane, Map<string, number>>>;
}

/** Some of the operations, from all over the set. */
export function sampleOf(set: OperationSet, operations: OperationFacts): OperationSample {
  const members = [...set.members()];
  const step = Math.max(1, Math.ceil(members.length / MOST_IN_SAMPLE));
  return {
    operations: members
      .filter((_, at) => at % step === 0)
      .map(({ number, plane }) => ({ key: operations.at(number)?.name.toLowerCase() ?? '', plane })),
    isWhole: step === 1,
    known: { control: new Map(), data: new Map() },
  };
}

/** Whether a role may grant all of the operations, or some of them. False is certain. */
export function mayGrant(permissions: readonly Permission[], sample: OperationSample, wanted: 'all' | 'some'): boolean {
  if (wanted === 'some' && !sample.isWhole) {
    return true;
  }
  const every = 2 ** sample.operations.length - 1;
  let matched = 0;
  for (const { actions, dataActions } of permissions) {
    for (const entry of actions) {
      matched |= matchedBy(entry, 'control', sample);
    }
    for (const entry of dataActions) {
      matched |= matchedBy(entry, 'data', sample);
    }
  }
  return wanted === 'all' ? matched === every : matched !== 0;
}

function matchedBy(entry: string, plane: Plane, { operations, known }: OperationSample): number {
  const before = known[plane].get(entry);
  if (before !== undefined) {
    return before;
  }
  let matched = 0;
  // Most entries do not even begin as any of the operations does.
  const star = entry.indexOf('*');
  const start = (star < 0 ? entry : entry.slice(0, star)).trim().toLowerCase();
  if (operations.some(({ key }) => key.startsWith(start))) {
    const pattern = parseOperation(entry);
    const lenient = withoutStarSegment(pattern);
    for (const [at, operation] of operations.entries()) {
      const isMatched =
        operation.plane === plane &&
        (matchesOperation(pattern, operation.key) || (lenient && matchesOperation(lenient, operation.key)));
      matched |= isMatched ? 1 << at : 0;
    }
  }
  known[plane].set(entry, matched);
  return matched;
}
