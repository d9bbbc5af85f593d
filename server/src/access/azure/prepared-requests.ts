/**
 * Many requests that are asked together, and again whenever facts change: what they name is looked up once, and who asks is
 * taken in turn, so that what one principal holds is near at hand for all of its requests.
 */
import type { Outcome } from '../decision.ts';
import type { AccessIndex } from './access-index.ts';
import type { AccessRequest, ConditionDecider } from './access-request.ts';
import type { AccessState } from './evaluation/access-state.ts';
import type { OperationMatcher } from './evaluation/operation-matcher.ts';
import { Question } from './evaluation/question.ts';
import { quickValue } from './evaluation/question-decision.ts';
import { NO, OUTCOMES, type Truth, UNKNOWN, YES } from './evaluation/truth.ts';
import type { Plane } from './operation-pattern.ts';

interface AskedOperation {
  readonly operation: string;
  readonly plane: Plane;
}

export class PreparedRequests {
  readonly #index: AccessIndex;
  /** By principal. */
  readonly #requests: readonly AccessRequest[];
  readonly #operations: readonly AskedOperation[];
  /** Beside each of them its place among those that were given, and the numbers of what it names. */
  readonly #order: Int32Array;
  readonly #names: Int32Array;
  readonly #scopes: Int32Array;
  readonly #operationOf: Int32Array;

  /** Numbers mean the same as long as the index lives, whatever facts come and go. */
  constructor(index: AccessIndex, requests: readonly AccessRequest[]) {
    const { tables } = index.state.view;
    const names = Int32Array.from(requests, ({ principal }) => tables.names.add(principal));
    const order = orderOf(names);
    const operations = new OperationList();
    const inOrder = Array.from(order).flatMap((place) => requests[place] ?? []);
    this.#index = index;
    this.#requests = inOrder;
    this.#order = order;
    this.#names = order.map((at) => names[at] ?? -1);
    this.#scopes = Int32Array.from(inOrder, ({ resource }) => tables.scopes.add(resource));
    this.#operationOf = Int32Array.from(inOrder, (request) => operations.add(request));
    this.#operations = operations.all;
  }

  /** As the facts are now, in the order of the requests. */
  decideOutcomes(conditions: ConditionDecider): readonly Outcome[] {
    const outcomes: Outcome[] = [];
    for (const value of this.#decide(conditions)) {
      outcomes.push(OUTCOMES[truthIn(value)]);
    }
    return outcomes;
  }

  /** How many of them are allowed. */
  countAllowed(conditions: ConditionDecider): number {
    let count = 0;
    for (const value of this.#decide(conditions)) {
      count += value === YES ? 1 : 0;
    }
    return count;
  }

  #decide(conditions: ConditionDecider): Uint8Array {
    const { state } = this.#index;
    const matchers = this.#operations.map(({ operation, plane }) => state.matcherOf(operation, plane));
    const values = new Uint8Array(this.#requests.length);
    let name = -1;
    let profile = state.profileOf('');
    for (let at = 0; at < values.length; at++) {
      const request = this.#requests[at];
      const matcher = matchers[this.#operationOf[at] ?? -1];
      // Whether an object is truthy is read from the object, which is a line of memory for each request.
      if (request === undefined || matcher === undefined) {
        continue;
      }
      if (this.#names[at] !== name) {
        name = this.#names[at] ?? -1;
        profile = state.profileOfName(name);
      }
      values[this.#order[at] ?? -1] = decideOne(state, profile, matcher, this.#scopes[at] ?? -1, request, conditions);
    }
    return values;
  }
}

function decideOne(
  state: AccessState,
  profile: Question['profile'],
  matcher: OperationMatcher,
  scope: number,
  request: AccessRequest,
  conditions: ConditionDecider,
): Truth {
  return quickValue(new Question(state, profile, matcher, scope, request, conditions, false));
}

function truthIn(value: number): Truth {
  return value === YES ? YES : value === UNKNOWN ? UNKNOWN : NO;
}

/** The places of numbers, sorted by number. */
function orderOf(numbers: Int32Array): Int32Array {
  const starts = new Int32Array(numbers.reduce((most, one) => Math.max(most, one), 0) + 2);
  for (const one of numbers) {
    starts[one + 1] = (starts[one + 1] ?? 0) + 1;
  }
  for (let one = 1; one < starts.length; one++) {
    starts[one] = (starts[one] ?? 0) + (starts[one - 1] ?? 0);
  }
  const order = new Int32Array(numbers.length);
  for (const [place, one] of numbers.entries()) {
    const at = starts[one] ?? 0;
    order[at] = place;
    starts[one] = at + 1;
  }
  return order;
}

/** The different operations of requests. */
class OperationList {
  readonly all: AskedOperation[] = [];
  readonly #places = { control: new Map<string, number>(), data: new Map<string, number>() };

  add({ operation, plane }: AskedOperation): number {
    const places = this.#places[plane];
    let place = places.get(operation);
    if (place === undefined) {
      place = this.all.length;
      places.set(operation, place);
      this.all.push({ operation, plane });
    }
    return place;
  }
}
