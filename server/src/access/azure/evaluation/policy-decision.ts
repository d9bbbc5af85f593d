/**
 * The decision of a vault that uses access policies (https://learn.microsoft.com/azure/key-vault/general/assign-access-policy).
 * They hold for the whole vault, and what several of them give a principal and its groups adds up.
 */
import type { Effect } from '../../decision.ts';
import type { AzureReason } from '../azure-reason.ts';
import { denyChain, searchDenies } from './deny-search.ts';
import type { PolicyEntry } from './fact-entries.ts';
import { holdsAny, type PermissionNeed, permissionNeed, permissionsOf } from './policy-permissions.ts';
import { membershipTruth, type Question } from './question.ts';
import { addMembershipUnknowns, membershipLinks } from './reason-chain.ts';
import type { Verdict } from './role-decision.ts';
import { both, either, NO, type Truth, UNKNOWN, YES } from './truth.ts';
import { UnknownFacts } from './unknown-facts.ts';
import type { VaultFacts } from './vault-facts.ts';

/** A policy that is the principal's, or may be. */
interface HeldPolicy {
  readonly entry: PolicyEntry;
  readonly value: Truth;
}

export function decideByPolicies(question: Question, vault: number, facts: VaultFacts): Verdict {
  const unknowns = new UnknownFacts();
  const { scopes } = question.state.view.tables;
  if (!facts.policies) {
    unknowns.add('access-policies', scopes.text(vault));
    return { value: UNKNOWN, reasons: [], unknowns: unknowns.list() };
  }
  const held = heldPolicies(question, facts.policies);
  const value = heldTruth(question, vault, held);
  if (value === NO) {
    return { value, reasons: [], unknowns: [] };
  }
  const effect = value === YES ? 'allow' : 'none';
  const reasons = deciding(question, vault, held, value).flatMap(({ entry }) =>
    policyChain(question, vault, entry, effect),
  );
  if (value === UNKNOWN) {
    addPolicyUnknowns(question, held, unknowns);
  }
  // Whether a deny assignment reaches a data plane that does not ask Azure RBAC is not documented: it takes the certainty.
  const denies = searchDenies(question);
  for (const { deny } of denies.found) {
    unknowns.add('deny-on-access-policies', deny.entry.fact.id);
  }
  const [first] = denies.found;
  return first
    ? {
        value: UNKNOWN,
        reasons: [...reasons, ...denyChain(question, { ...first, value: UNKNOWN })],
        unknowns: unknowns.list(),
      }
    : { value, reasons, unknowns: unknowns.list() };
}

function heldPolicies(question: Question, policies: readonly PolicyEntry[]): readonly HeldPolicy[] {
  return policies.flatMap((entry) => {
    const throughApplication = entry.fact.applicationId === undefined ? YES : UNKNOWN;
    const value = both(membershipTruth(question, entry.principal), throughApplication);
    return value === NO ? [] : [{ entry, value }];
  });
}

/** The certain policies decide; those that may be the principal's can only add. */
function heldTruth(question: Question, vault: number, held: readonly HeldPolicy[]): Truth {
  const certain = needTruth(
    question,
    vault,
    held.filter(({ value }) => value === YES),
  );
  return certain === YES ? YES : both(UNKNOWN, either(certain, needTruth(question, vault, held)));
}

function needTruth({ matcher, scope }: Question, vault: number, held: readonly HeldPolicy[]): Truth {
  const need = permissionNeed(matcher.operation);
  if (!need) {
    return held.length === 0 ? NO : UNKNOWN;
  }
  const permissions = new Set(held.flatMap(({ entry }) => permissionsOf(entry.fact, need.kind)));
  const one = holdsAny(permissions, need.anyOf);
  const other = need.alsoOf && scope === vault ? holdsAny(permissions, need.alsoOf) : one;
  if (one && other) {
    return YES;
  }
  return one || other || holdsAny(permissions, need.doubtful ?? []) ? UNKNOWN : NO;
}

/** The one policy that is enough, or all that have a part in it. */
function deciding(question: Question, vault: number, held: readonly HeldPolicy[], value: Truth): readonly HeldPolicy[] {
  const enough = held.find((policy) => policy.value >= value && needTruth(question, vault, [policy]) >= value);
  return enough ? [enough] : held;
}

function policyChain(question: Question, vault: number, entry: PolicyEntry, effect: Effect): AzureReason[] {
  const { state, profile, matcher } = question;
  const need = permissionNeed(matcher.operation);
  const { fact } = entry;
  return [
    ...membershipLinks(state, profile, entry.principal),
    {
      id: 'azure/access-policy',
      effect,
      origin: fact.origin,
      vault: state.view.tables.scopes.text(vault),
      principal: fact.objectId,
      permissions: need ? relevant(entry, need).map((permission) => `${need.kind}/${permission}`) : [],
      ...(fact.applicationId === undefined ? {} : { applicationId: fact.applicationId }),
    },
  ];
}

function relevant({ fact }: PolicyEntry, need: PermissionNeed): readonly string[] {
  const wanted = new Set(['all', ...need.anyOf, ...(need.alsoOf ?? []), ...(need.doubtful ?? [])]);
  return permissionsOf(fact, need.kind).filter((permission) => wanted.has(permission));
}

function addPolicyUnknowns(question: Question, held: readonly HeldPolicy[], unknowns: UnknownFacts): void {
  let isPlain = true;
  for (const { entry } of held) {
    if (membershipTruth(question, entry.principal) === UNKNOWN) {
      addMembershipUnknowns(question, entry.principal, unknowns);
      isPlain = false;
    }
    if (entry.fact.applicationId !== undefined) {
      unknowns.add('application', entry.fact.applicationId);
      isPlain = false;
    }
  }
  if (isPlain) {
    unknowns.add('access-policy-permission', question.matcher.operation);
  }
}

/** What the principal has on a vault that uses access policies and that does not give the operation. */
export function policyMiss(question: Question, vault: number, { policies }: VaultFacts): AzureReason[] {
  const own = (policies ?? []).find(({ principal }) => membershipTruth(question, principal) === YES);
  return own ? policyChain(question, vault, own, 'deny') : [];
}

export function policyGrantChain(question: Question, vault: number, facts: VaultFacts): AzureReason[] {
  const held = heldPolicies(question, facts.policies ?? []);
  return deciding(question, vault, held, YES).flatMap(({ entry }) => policyChain(question, vault, entry, 'none'));
}
