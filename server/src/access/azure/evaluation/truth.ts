/** Yes, no and unknown as numbers, so that `and` is the smaller and `or` the larger of two (Kleene's logic). */
import type { Outcome } from '../../decision.ts';
import type { Answer } from '../../facts.ts';

export const NO = 0;
export const UNKNOWN = 1;
export const YES = 2;

export type Truth = typeof NO | typeof UNKNOWN | typeof YES;

export function truthOf(answer: Answer): Truth {
  return answer === 'yes' ? YES : answer === 'no' ? NO : UNKNOWN;
}

export function both(a: Truth, b: Truth): Truth {
  return a < b ? a : b;
}

export function either(a: Truth, b: Truth): Truth {
  return a > b ? a : b;
}

export function not(a: Truth): Truth {
  return a === YES ? NO : a === NO ? YES : UNKNOWN;
}

/** What a decision is called that has a value. */
export const OUTCOMES: Readonly<Record<Truth, Outcome>> = {
  [YES]: 'allowed',
  [NO]: 'denied',
  [UNKNOWN]: 'undetermined',
};
