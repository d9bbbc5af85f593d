/** Yes, no and unknown put together (Kleene's logic): unknown only where the answer hangs on what nobody knows. */
import type { Answer } from '../facts.ts';

/** Yes where all are, no where one is not. */
export function allOf(answers: readonly Answer[]): Answer {
  return answers.includes('no') ? 'no' : answers.includes('unknown') ? 'unknown' : 'yes';
}

/** Yes where one is, no where none is. */
export function anyOf(answers: readonly Answer[]): Answer {
  return answers.includes('yes') ? 'yes' : answers.includes('unknown') ? 'unknown' : 'no';
}

export function opposite(answer: Answer): Answer {
  return answer === 'yes' ? 'no' : answer === 'no' ? 'yes' : 'unknown';
}

export function answerOf(holds: boolean): Answer {
  return holds ? 'yes' : 'no';
}
