/**
 * What the service would say of one entry of a role, one answer for each entry. The service validates a role as a whole:
 * one entry that matches no published operation of its plane, and the role is refused.
 */
import type { OperationFacts, RetiredOperation } from '../facts.ts';
import { type OperationPattern, type Plane, parseOperation } from './operation-pattern.ts';

export type OperationJudgement =
  | { readonly verdict: 'right' }
  | { readonly verdict: 'empty' }
  /** Characters that no operation has; places in the text without its outer blanks. */
  | { readonly verdict: 'characters'; readonly from: number; readonly to: number }
  | { readonly verdict: 'slash'; readonly from: number; readonly to: number }
  | { readonly verdict: 'several-wildcards'; readonly from: number; readonly to: number }
  | { readonly verdict: 'partial-wildcard'; readonly from: number; readonly to: number }
  | { readonly verdict: 'no-verb' }
  | { readonly verdict: 'wrong-plane'; readonly plane: Plane }
  | { readonly verdict: 'retired'; readonly operation: RetiredOperation }
  | { readonly verdict: 'unknown' };

const RIGHT: OperationJudgement = { verdict: 'right' };
/** Everything but letters, digits and the signs that published operations have. */
const FOREIGN = /[^A-Za-z0-9.\-_:{}*/]+/;
const VERBS = new Set(['read', 'write', 'delete', 'action']);

type Judgements = Readonly<Record<Plane, Map<string, OperationJudgement>>>;

// Several rules ask about the same entry, and files repeat their entries.
const judged = new WeakMap<OperationFacts, Judgements>();
const JUDGED_LIMIT = 100_000;

/** @param text the entry without blanks around it */
export function judgeOperation(text: string, plane: Plane, operations: OperationFacts): OperationJudgement {
  const known = judged.get(operations) ?? { control: new Map(), data: new Map() };
  judged.set(operations, known);
  let judgement = known[plane].get(text);
  if (!judgement) {
    judgement = judgeText(text) ?? judgeMeaning(parseOperation(text), text, plane, operations);
    if (known[plane].size >= JUDGED_LIMIT) {
      known[plane].clear();
    }
    known[plane].set(text, judgement);
  }
  return judgement;
}

function judgeText(text: string): OperationJudgement | undefined {
  if (text === '') {
    return { verdict: 'empty' };
  }
  const foreign = FOREIGN.exec(text);
  if (foreign) {
    return { verdict: 'characters', from: foreign.index, to: foreign.index + foreign[0].length };
  }
  const second = text.indexOf('*', text.indexOf('*') + 1);
  if (text.includes('*') && second >= 0) {
    return { verdict: 'several-wildcards', from: second, to: second + 1 };
  }
  const slash = /^\/+|\/+$|\/{2,}/.exec(text);
  return slash ? { verdict: 'slash', from: slash.index, to: slash.index + slash[0].length } : undefined;
}

function judgeMeaning(
  pattern: OperationPattern,
  text: string,
  plane: Plane,
  operations: OperationFacts,
): OperationJudgement {
  const count = operations.count(pattern);
  const other: Plane = plane === 'control' ? 'data' : 'control';
  if (count[plane] > 0) {
    const star = text.indexOf('*');
    const isPart = star >= 0 && !isWholeSegment(text, star);
    return isPart ? { verdict: 'partial-wildcard', ...segmentAround(text, star) } : RIGHT;
  }
  if (count[other] > 0) {
    return count.unverified > 0 ? RIGHT : { verdict: 'wrong-plane', plane: other };
  }
  const retired = operations.retired(pattern);
  if (retired) {
    return { verdict: 'retired', operation: retired };
  }
  if (pattern.stars === 0 && lacksVerb(pattern, operations)) {
    return { verdict: 'no-verb' };
  }
  return { verdict: 'unknown' };
}

/** Whether it names something that operations are done on, and no operation. */
function lacksVerb({ key }: OperationPattern, operations: OperationFacts): boolean {
  const below = operations.count(parseOperation(`${key}/*`));
  return !VERBS.has(key.slice(key.lastIndexOf('/') + 1)) && below.control + below.data > 0;
}

function isWholeSegment(text: string, star: number): boolean {
  const { from, to } = segmentAround(text, star);
  return to - from === 1;
}

function segmentAround(text: string, at: number): { readonly from: number; readonly to: number } {
  const end = text.indexOf('/', at);
  return { from: text.lastIndexOf('/', at) + 1, to: end < 0 ? text.length : end };
}
