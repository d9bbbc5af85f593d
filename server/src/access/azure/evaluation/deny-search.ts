/** Which deny assignments block what is granted, or may. */
import type { Effect } from '../../decision.ts';
import type { AzureReason } from '../azure-reason.ts';
import type { DenyMatch } from './access-state.ts';
import { conditionTruth, lineageOf, membershipTruth, type Question } from './question.ts';
import { denyTruth } from './quick-decision.ts';
import { addBlockUnknowns, addMembershipUnknowns, lineageLinks, membershipLinks } from './reason-chain.ts';
import { both, either, NO, type Truth, UNKNOWN, YES } from './truth.ts';
import type { UnknownFacts } from './unknown-facts.ts';

interface FoundDeny {
  readonly deny: DenyMatch;
  readonly coverage: Truth;
  readonly value: Truth;
}

export interface DenySearch {
  readonly value: Truth;
  /** Those that block, or else those that may; in the order in which files write them. */
  readonly found: readonly FoundDeny[];
}

const NONE: DenySearch = { value: NO, found: [] };

export function searchDenies(question: Question): DenySearch {
  const { state, matcher, scope } = question;
  const denies = state.deniesFor(matcher);
  if (denies.size === 0) {
    return NONE;
  }
  const found: FoundDeny[] = [];
  let value: Truth = NO;
  const look = (at: number, coverage: Truth): void => {
    for (const deny of denies.get(at) ?? []) {
      const one = both(coverage, denyTruth(question, deny));
      if (one !== NO) {
        found.push({ deny, coverage, value: one });
        value = either(value, one);
      }
    }
  };
  const { scopes } = state.view.tables;
  for (let at = scope; at >= 0; at = scopes.above(at)) {
    look(at, YES);
  }
  const lineage = lineageOf(state, scope);
  for (const at of lineage?.above ?? []) {
    look(at, YES);
  }
  for (const at of lineage?.doubtful ?? []) {
    look(at, UNKNOWN);
  }
  return { value, found: found.filter((one) => one.value === value).sort(compareOrigins) };
}

function compareOrigins(a: FoundDeny, b: FoundDeny): number {
  const [one, other] = [a.deny.entry.fact.origin, b.deny.entry.fact.origin];
  return one.uri === other.uri ? one.offset - other.offset : one.uri < other.uri ? -1 : 1;
}

/** The chain of one deny assignment. */
export function denyChain(question: Question, { deny, coverage, value }: FoundDeny): AzureReason[] {
  const { entry, blocks } = deny;
  const { fact } = entry;
  const { state, profile } = question;
  const named = entry.principals.find((name) => membershipTruth(question, name) === YES) ?? entry.principals[0];
  const effect: Effect = value === YES ? 'deny' : 'none';
  const block = blocks.find((one) => both(one.value, conditionTruth(question, one.condition)) === value) ?? blocks[0];
  const link: AzureReason = {
    id: 'azure/deny-assignment',
    effect,
    origin: fact.origin,
    assignment: fact.id,
    ...(fact.name === undefined ? {} : { name: fact.name }),
    scope: fact.scope,
    everyone: entry.everyone,
    applies: value === YES ? 'yes' : 'unknown',
  };
  return [
    ...(entry.everyone || named === undefined ? [] : membershipLinks(state, profile, named)),
    link,
    ...lineageLinks(question, entry.scope, coverage),
    ...(block?.condition === undefined ? [] : [conditionOfDeny(question, block.condition, fact.origin)]),
  ];
}

function conditionOfDeny(
  question: Question,
  condition: string,
  origin: NonNullable<AzureReason['origin']>,
): AzureReason {
  const { value, missing } = question.verdictOf(condition);
  const effect = value === 'yes' ? 'deny' : 'none';
  return { id: 'azure/condition', effect, origin, condition, on: 'deny-assignment', value, missing };
}

/** Names every fact for want of which it is unknown whether a deny assignment applies. */
export function addDenyUnknowns(question: Question, { deny, coverage }: FoundDeny, facts: UnknownFacts): void {
  const { entry, blocks } = deny;
  if (coverage === UNKNOWN) {
    const lineage = lineageOf(question.state, question.scope);
    facts.add('management-group-parent', question.state.view.tables.scopes.text(lineage?.gap ?? 0));
  }
  const isIncluded = entry.everyone || entry.principals.some((name) => membershipTruth(question, name) === YES);
  for (const name of [...(isIncluded ? [] : entry.principals), ...entry.excluded]) {
    if (membershipTruth(question, name) === UNKNOWN) {
      addMembershipUnknowns(question, name, facts);
    }
  }
  const isCertain = blocks.some((block) => both(block.value, conditionTruth(question, block.condition)) === YES);
  if (!isCertain) {
    addBlockUnknowns(question, blocks, facts);
  }
}
