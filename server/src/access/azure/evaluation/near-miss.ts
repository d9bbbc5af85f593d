/** What comes nearest to granting where nothing grants: the chain up to where it fails, and what it fails at. */
import type { AzureReason } from '../azure-reason.ts';
import { type GrantEntry, isWrittenBefore } from './fact-entries.ts';
import type { GrantSearch } from './grant-search.ts';
import { missedScopeLinks } from './missed-scope.ts';
import type { RoleMiss } from './operation-matcher.ts';
import type { Question } from './question.ts';
import { assignmentLink, grantChain, lineageLinks, membershipLinks, originOf, roleNameOf } from './reason-chain.ts';
import { LAST, roleIn } from './slot-table.ts';
import { YES } from './truth.ts';

interface Miss {
  readonly entry: GrantEntry;
  readonly miss: RoleMiss;
}

/** A condition that says no is nearest, then an exclusion, the other plane, another scope. */
export function nearestMiss(question: Question, { failed, holds }: GrantSearch): AzureReason[] {
  if (failed) {
    return grantChain(question, failed, 'none');
  }
  const miss = holds ? missedRole(question) : undefined;
  if (miss) {
    return missedRoleLinks(question, miss);
  }
  return missedScopeLinks(question) ?? [noGrant(question)];
}

function noGrant({ state, profile }: Question): AzureReason {
  const principal = state.view.tables.names.text(profile.name);
  return { id: 'azure/no-grant', effect: 'deny', principal, principalKnown: state.isKnown(profile) };
}

function missedRole(question: Question): Miss | undefined {
  const { state, scope } = question;
  let best: Miss | undefined;
  let index = state.chainOf(scope);
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
    const miss = matcher.missOf(roleIn(word));
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
  const role = { ...originOf(miss.role), role: miss.role.id, ...roleNameOf(miss.role), entry: miss.entry.key };
  const { plane } = matcher;
  return [
    ...membershipLinks(state, profile, entry.principal),
    assignmentLink(question, entry, 'none'),
    ...lineageLinks(question, entry.scope, YES),
    miss.exclusion
      ? { id: 'azure/excluded', effect: 'deny', ...role, exclusion: miss.exclusion.key, plane }
      : { id: 'azure/wrong-plane', effect: 'deny', ...role, plane: plane === 'data' ? 'control' : 'data' },
  ];
}
