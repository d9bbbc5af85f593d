/**
 * Which known principals may, found from the assignments at and above a resource down to who holds them: the cost goes with
 * how many these are and not with how many there are.
 */
import type { AccessState } from './access-state.ts';
import type { GrantEntry } from './fact-entries.ts';
import type { KnownPrincipal } from './known-principals.ts';
import { lineageOf, type Question } from './question.ts';
import { isPlain, quickValue } from './question-decision.ts';
import { mayBeDenied } from './quick-decision.ts';
import { NO, type Truth, YES } from './truth.ts';

export interface Allowed {
  readonly known: KnownPrincipal;
  /** Yes, or unknown. */
  readonly value: Truth;
}

/**
 * Sorted by principal.
 * @param question of anybody
 */
export function findAllowed(question: Question): readonly Allowed[] {
  const { principals } = question.state;
  const holders = isPlain(question) ? holdersOf(question) : undefined;
  if (!holders) {
    return principals.flatMap((known) => allowedOf(question, known));
  }
  // Places in the list of all, which is sorted.
  const places = Int32Array.from(holders.keys()).sort();
  const allowed: Allowed[] = [];
  for (const place of places) {
    const known = principals[place];
    if (known && holders.get(place) === true) {
      allowed.push({ known, value: YES });
    } else if (known) {
      allowed.push(...allowedOf(question, known));
    }
  }
  return allowed;
}

function allowedOf(question: Question, known: KnownPrincipal): readonly Allowed[] {
  const value = quickValue(question.of(known));
  return value === NO ? [] : [{ known, value }];
}

/**
 * Everybody who holds what may grant, by place, with whether that is all that matters; undefined where it may be anybody.
 */
function holdersOf(question: Question): ReadonlyMap<number, boolean> | undefined {
  const { state, scope } = question;
  const holders = new Map<number, boolean>();
  const isSafe = !mayBeDenied(question);
  let index = state.chainOf(scope);
  for (let at = state.chains.at(index); at >= 0; at = state.chains.at(index)) {
    if (!addHolders(question, at, isSafe, holders)) {
      return undefined;
    }
    index++;
  }
  const isTold = (lineageOf(state, scope)?.doubtful ?? []).every((at) => addHolders(question, at, false, holders));
  return isTold ? holders : undefined;
}

/** Whether only some hold what is assigned at a scope. */
function addHolders(question: Question, scope: number, isSafe: boolean, holders: Map<number, boolean>): boolean {
  const { state, matcher } = question;
  const granting = new Map<number, boolean>();
  for (const entry of state.view.grantsAt(scope)) {
    const value = matcher.quickValueOf(entry.role);
    if (value !== NO) {
      const isEnough = isSafe && value === YES && entry.condition === undefined;
      granting.set(entry.principal, isEnough || granting.get(entry.principal) === true);
    }
  }
  for (const [name, isEnough] of granting) {
    if (state.identities.openNames().has(name)) {
      return false;
    }
    addReached(state, name, isEnough, holders);
  }
  return true;
}

function addReached(
  { reach }: AccessState,
  name: GrantEntry['principal'],
  isEnough: boolean,
  holders: Map<number, boolean>,
): void {
  const { certain, maybe } = reach.of(name);
  for (const place of certain) {
    if (isEnough || !holders.has(place)) {
      holders.set(place, isEnough);
    }
  }
  for (const place of maybe) {
    if (!holders.has(place)) {
      holders.set(place, false);
    }
  }
}
