/**
 * The decision of Azure RBAC with its reasons, in the documented order of what matters: a deny assignment that applies blocks;
 * else one role assignment is enough (https://learn.microsoft.com/azure/role-based-access-control/overview).
 */
import type { Unknown } from '../../decision.ts';
import type { AzureReason } from '../azure-reason.ts';
import { addDenyUnknowns, type DenySearch, denyChain, searchDenies } from './deny-search.ts';
import { type GrantSearch, searchGrants } from './grant-search.ts';
import { nearestMiss } from './near-miss.ts';
import type { Question } from './question.ts';
import { addUnknowns, grantChain } from './reason-chain.ts';
import { both, NO, not, type Truth, UNKNOWN, YES } from './truth.ts';
import { UnknownFacts } from './unknown-facts.ts';

/** A decision, or a part of one. */
export interface Verdict {
  readonly value: Truth;
  readonly reasons: readonly AzureReason[];
  readonly unknowns: readonly Unknown[];
}

export function decideByRoles(question: Question): Verdict {
  const grants = searchGrants(question);
  const denies = searchDenies(question);
  const value = both(grants.value, not(denies.value));
  if (value === NO) {
    return { value, reasons: deniedReasons(question, grants, denies), unknowns: [] };
  }
  const { best } = grants;
  const chain = best ? grantChain(question, best, best.value === YES ? 'allow' : 'none') : [];
  if (value === YES) {
    return { value, reasons: chain, unknowns: [] };
  }
  // A deny assignment of which a fact is missing takes the certainty from what is granted, never the grant.
  const [deny] = denies.found;
  const facts = new UnknownFacts();
  if (grants.value === UNKNOWN) {
    for (const candidate of grants.open) {
      addUnknowns(question, candidate, facts);
    }
  }
  for (const found of denies.found) {
    addDenyUnknowns(question, found, facts);
  }
  return { value, reasons: deny ? [...chain, ...denyChain(question, deny)] : chain, unknowns: facts.list() };
}

function deniedReasons(question: Question, grants: GrantSearch, denies: DenySearch): readonly AzureReason[] {
  const chain = grants.best ? grantChain(question, grants.best, 'none') : nearestMiss(question, grants);
  const [deny] = denies.found;
  return deny && denies.value === YES ? [...chain, ...denyChain(question, deny)] : chain;
}
