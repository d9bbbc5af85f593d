/** Yes, no and unknown put together (Kleene's logic). */
import type { Outcome } from '../../decision.ts';
import type { Answer } from '../../facts.ts';

export function allOf(answers: readonly Answer[]): Answer {
  return answers.includes('no') ? 'no' : answers.includes('unknown') ? 'unknown' : 'yes';
}

export function anyOf(answers: readonly Answer[]): Answer {
  return answers.includes('yes') ? 'yes' : answers.includes('unknown') ? 'unknown' : 'no';
}

/** What a decision is called that has a value. */
export const OUTCOMES: Readonly<Record<Answer, Outcome>> = { yes: 'allowed', no: 'denied', unknown: 'undetermined' };
