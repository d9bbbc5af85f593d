/** What comes nearest to granting where nothing grants: the chain up to where it fails, and what it fails at. */
import type { AzureReason } from '../azure-reason.ts';
import { type GrantEntry, isWrittenBefore } from './fact-entries.ts';
import type { Candidate, GrantSearch } from './grant-search.ts';
import { missedScope } from './missed-scope.ts';
import type { RoleMiss } from './operation-matcher.ts';
import type { Question } from './question.ts';
import { assignmentLink, grantChain, lineageLinks, membershipLinks, originOf, roleNameOf } from './reason-chain.ts';
import { ROOT } from './scope-table.ts';
import { LAST } from './slot-table.ts';
import { NO, YES } from './truth.ts';

interface Miss {
  readonly entry: GrantEntry;
  readonly miss: RoleMiss;
}

/** A condition that says no is nearest, then an exclusion, the other plane, another scope. */
export function nearestMiss(question: Question, { failed }: GrantSearch): AzureReason[] {
  if (failed) {
    return grantChain(question, failed, 'none');
  }
  const miss = missedRole(question);
  if (miss) {
    return missedRoleLinks(question, miss);
  }
  const elsewhere = missedScope(question);
  return elsewhere ? missedScopeLinks(question, elsewhere) : [noGrant(question)];
}

function noGrant({ state, profile }: Question): AzureReason {
  const principal = state.view.tables.names.text(profile.name);
  return { id: 'azure/no-grant', effect: 'deny', principal, principalKnown: state.isKnown(profile) };
}

function missedRole(question: Question): Miss | undefined {
  const { state, scope } = question;
  let best: Miss | undefined;
  let index = state.chains.startOf(scope);
  for (let at = state.chains.at(index); at >= 0; at = state.chains.at(index)) {
    best = missedAt(question, at, best);
    index++;
  }
  return best;
}

function missedAt({ profile, matcher }: Question, scope: number, nearest: Miss | undefined): Miss | undefined {
  const { slots } = profile;
  let best = nearest;
  let index = slots.find(scope);
  for (let word = 0; index >= 0 && (word & LAST) === 0; index++) {
    word = slots.wordAt(index);
    const miss = matcher.missOf(word >> 2);
    const entry = miss && slots.entries[index];
    if (entry && isNearer({ entry, miss }, best)) {
      best = { entry, miss };
    }
  }
  return best;
}

function isNearer({ entry, miss }: Miss, best: Miss | undefined): boolean {
  if (!best) {
    return true;
  }
  if (miss.kind !== best.miss.kind) {
    return miss.kind === 'excluded';
  }
  return entry.scope === best.entry.scope && isWrittenBefore(entry, best.entry);
}

function missedRoleLinks(question: Question, { entry, miss }: Miss): AzureReason[] {
  const { state, profile, matcher } = question;
  const candidate: Candidate = { entry, distance: 0, membership: YES, coverage: YES, value: NO };
  const role = { ...originOf(miss.role), role: miss.role.id, ...roleNameOf(miss.role), entry: miss.entry.key };
  const { plane } = matcher;
  return [
    ...membershipLinks(state, profile, entry.principal),
    assignmentLink(question, candidate, 'none'),
    ...lineageLinks(question, entry.scope, YES),
    miss.exclusion
      ? { id: 'azure/excluded', effect: 'deny', ...role, exclusion: miss.exclusion.key, plane }
      : { id: 'azure/wrong-plane', effect: 'deny', ...role, plane: plane === 'data' ? 'control' : 'data' },
  ];
}

function missedScopeLinks(question: Question, entry: GrantEntry): AzureReason[] {
  const { state, profile, scope } = question;
  const { scopes } = state.view.tables;
  const isBelow = scope === ROOT || scopes.sharedBy(scopes.above(entry.scope), scope) === scope;
  return [
    ...membershipLinks(state, profile, entry.principal),
    assignmentLink(question, { entry, distance: 0, membership: YES, coverage: NO, value: NO }, 'none'),
    {
      id: 'azure/other-scope',
      effect: 'deny',
      origin: entry.fact.origin,
      scope: entry.fact.scope,
      resource: scopes.text(scope),
      relation: isBelow ? 'below' : 'elsewhere',
    },
  ];
}
