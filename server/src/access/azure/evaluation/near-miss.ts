/** What comes nearest to granting where nothing grants: the chain up to where it fails, and what it fails at. */
import type { AzureReason } from '../azure-reason.ts';
import { type GrantEntry, isWrittenBefore } from './fact-entries.ts';
import type { Candidate, GrantSearch } from './grant-search.ts';
import type { RoleMiss } from './operation-matcher.ts';
import { lineageOf, type Question, roleTruth } from './question.ts';
import { assignmentLink, grantChain, lineageLinks, membershipLinks, originOf, roleNameOf } from './reason-chain.ts';
import type { ScopeTable } from './scope-table.ts';
import { NO, YES } from './truth.ts';

interface Miss {
  readonly entry: GrantEntry;
  readonly distance: number;
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
  const { view } = state;
  const principalKnown = [...state.identities.namesOf(profile.name)].some(
    (name) =>
      view.grantsOf(name).length > 0 ||
      view.groupsNamed(name).length > 0 ||
      view.groupsWith(name).length > 0 ||
      view.aliasesOf(name).length > 0,
  );
  return { id: 'azure/no-grant', effect: 'deny', principal: view.tables.names.text(profile.name), principalKnown };
}

function scopesAbove({ state, scope }: Question): number[] {
  const { scopes } = state.view.tables;
  const all: number[] = [];
  for (let at = scope; at >= 0; at = scopes.above(at)) {
    all.push(at);
  }
  return [...all, ...(lineageOf(state, scope)?.above ?? [])];
}

function missedRole(question: Question): Miss | undefined {
  let best: Miss | undefined;
  for (const [distance, scope] of scopesAbove(question).entries()) {
    for (const entry of question.profile.slots.at(scope)) {
      const miss = question.matcher.missOf(entry.role);
      if (miss && isNearer({ entry, distance, miss }, best)) {
        best = { entry, distance, miss };
      }
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

function missedRoleLinks(question: Question, { entry, distance, miss }: Miss): AzureReason[] {
  const { state, profile, matcher } = question;
  const candidate: Candidate = { entry, distance, membership: YES, coverage: YES, value: NO };
  const role = { ...originOf(miss.role), role: miss.role.id, ...roleNameOf(miss.role), entry: miss.entry.key };
  const { plane } = matcher;
  return [
    ...membershipLinks(state, profile, entry.principal),
    assignmentLink(state, candidate, 'none'),
    ...lineageLinks(question, entry.scope, YES),
    miss.exclusion
      ? { id: 'azure/excluded', effect: 'deny', ...role, exclusion: miss.exclusion.key, plane }
      : { id: 'azure/wrong-plane', effect: 'deny', ...role, plane: plane === 'data' ? 'control' : 'data' },
  ];
}

/**
 * The assignment at another scope that shares most of its path with the resource. In the order of paths, that is a neighbour
 * of the resource.
 */
function missedScope(question: Question): GrantEntry | undefined {
  const { state, profile, matcher, scope } = question;
  const { scopes } = state.view.tables;
  const key = scopes.key(scope);
  const places = scopesAbove(question);
  let best: GrantEntry | undefined;
  let shortest = places.length + 1;
  for (const [role, entries] of state.pathsOf(profile)) {
    if (matcher.quickValueOf(role) === NO || roleTruth(question, matcher.matchOf(role)) !== YES) {
      continue;
    }
    const after = firstAfter(entries, key, scopes);
    for (const entry of [entries[after - 1], entries[after]]) {
      const distance = entry ? sharedPlace(question, places, entry.scope) : shortest;
      if (entry && (distance < shortest || (distance === shortest && best && isWrittenBefore(entry, best)))) {
        shortest = distance;
        best = entry;
      }
    }
  }
  return best;
}

/** How many of the entries are before a path. */
function firstAfter(entries: readonly GrantEntry[], key: string, scopes: ScopeTable): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (scopes.key(entries[middle]?.scope ?? 0) < key) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/** How far above the resource the first place is that also holds another scope. */
function sharedPlace({ state }: Question, places: readonly number[], scope: number): number {
  const { scopes } = state.view.tables;
  for (let at = scope; at >= 0; at = scopes.above(at)) {
    const place = places.indexOf(at);
    if (place >= 0) {
      return place;
    }
  }
  return places.length;
}

function missedScopeLinks(question: Question, entry: GrantEntry): AzureReason[] {
  const { state, profile, scope } = question;
  const { scopes } = state.view.tables;
  const isBelow = scope === 0 || scopes.key(entry.scope).startsWith(`${scopes.key(scope)}/`);
  return [
    ...membershipLinks(state, profile, entry.principal),
    assignmentLink(state, { entry, distance: 0, membership: YES, coverage: NO, value: NO }, 'none'),
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
