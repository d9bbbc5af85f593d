/** May a principal do an operation on a secret scope of Databricks, and why. */
import type { Decision, Outcome } from '../decision.ts';
import { allOf, OUTCOMES } from './evaluation/answers.ts';
import { stateOf } from './evaluation/secret-access-state.ts';
import { type Grant, grantValue } from './evaluation/secret-grants.ts';
import { nearestSecretMiss } from './evaluation/secret-near-miss.ts';
import { askSecretQuestion, judge, type SecretQuestion, type SecretVerdicts } from './evaluation/secret-question.ts';
import { addGrantUnknowns, grantChain, UnknownSecretFacts } from './evaluation/secret-reason-chain.ts';
import type { SecretAccessFacts } from './secret-access-facts.ts';
import type { SecretAccessRequest } from './secret-access-request.ts';
import type { SecretReason } from './secret-reason.ts';

export function decideSecretAccess(facts: SecretAccessFacts, request: SecretAccessRequest): Decision<SecretReason> {
  const question = askSecretQuestion(stateOf(facts), request);
  if (!question) {
    const { resource } = request;
    return {
      outcome: 'undetermined',
      reasons: [{ id: 'databricks/malformed-resource', effect: 'none', resource }],
      unknowns: [{ kind: 'resource', subject: resource }],
    };
  }
  const verdicts = judge(question);
  const value = allOf(Object.values(verdicts));
  switch (value) {
    case 'yes':
      return { outcome: OUTCOMES[value], reasons: permittedChain(question), unknowns: [] };
    case 'no':
      return { outcome: OUTCOMES[value], reasons: deniedChain(question, verdicts), unknowns: [] };
    case 'unknown':
      return {
        outcome: OUTCOMES[value],
        reasons: openChain(question, verdicts),
        unknowns: unknownsOf(question, verdicts),
      };
  }
}

/** The outcome alone, at a fraction of the cost. */
export function decideSecretOutcome(facts: SecretAccessFacts, request: SecretAccessRequest): Outcome {
  const question = askSecretQuestion(stateOf(facts), request);
  return OUTCOMES[question ? allOf(Object.values(judge(question))) : 'unknown'];
}

/** The shortest way to the permission: own permissions before those of groups, the administrator's right last. */
function permittedChain(question: SecretQuestion): SecretReason[] {
  const best = firstWith(question, 'yes');
  return best ? grantChain(question, best, 'allow') : [];
}

function firstWith({ grants, needs }: SecretQuestion, wanted: 'yes' | 'unknown'): Grant | undefined {
  let best: Grant | undefined;
  for (const grant of grants) {
    if (grantValue(grant, needs) === wanted && (!best || isNearer(grant, best))) {
      best = grant;
    }
  }
  return best;
}

/** Administrators come last of the grants on a scope. */
function isNearer(grant: Grant, best: Grant): boolean {
  return grant.source.kind !== 'admin' && grant.groups < best.groups;
}

function deniedChain(question: SecretQuestion, verdicts: SecretVerdicts): readonly SecretReason[] {
  if (verdicts.scopeExists === 'no') {
    return [{ id: 'databricks/unknown-scope', effect: 'deny', scope: question.resource.scope }];
  }
  if (verdicts.permitted === 'no') {
    return nearestSecretMiss(question);
  }
  const failing: SecretReason[] = [...permittedChain(question)];
  if (verdicts.accepted === 'no') {
    failing.push(backendLink(question, 'deny'));
  } else {
    const { scope, entry = '' } = question.resource;
    failing.push({ id: 'databricks/missing-entry', effect: 'deny', ...listPlace(question), scope, principal: entry });
  }
  return failing;
}

function backendLink({ scope, resource, request }: SecretQuestion, effect: 'deny' | 'none'): SecretReason {
  const told = scope?.facts.find(({ backend }) => backend !== undefined);
  const backend = scope?.backends.length === 1 ? scope.backends[0] : undefined;
  return {
    id: 'databricks/backend',
    effect,
    ...(told ? { origin: told.origin } : {}),
    scope: resource.scope,
    backend,
    operation: request.operation,
  };
}

/** Where all permissions on the scope are told, else where the scope is. */
function listPlace({ scope }: SecretQuestion): Pick<SecretReason, 'origin'> {
  const told = scope?.facts.find(({ hasAllPermissions }) => hasAllPermissions) ?? scope?.facts[0];
  return told ? { origin: told.origin } : {};
}

function openChain(question: SecretQuestion, verdicts: SecretVerdicts): readonly SecretReason[] {
  const { resource } = question;
  const links: SecretReason[] = [];
  if (verdicts.permitted === 'yes') {
    links.push(...permittedChain(question));
  }
  if (verdicts.scopeExists === 'unknown') {
    return [...links, { id: 'databricks/unknown-scope', effect: 'none', scope: resource.scope }];
  }
  if (verdicts.permitted === 'unknown') {
    const grant = firstWith(question, 'unknown');
    links.push(...(grant ? grantChain(question, grant, 'none') : []));
  }
  const isIncomplete = verdicts.permitted === 'unknown' || verdicts.entryExists === 'unknown';
  if (isIncomplete && !question.scope?.hasAllPermissions) {
    links.push({
      id: 'databricks/incomplete-acls',
      effect: 'none',
      ...listPlace(question),
      scope: resource.scope,
    });
  }
  return verdicts.accepted === 'unknown' ? [...links, backendLink(question, 'none')] : links;
}

function unknownsOf(question: SecretQuestion, verdicts: SecretVerdicts) {
  const { scope, resource, grants, needs } = question;
  const facts = new UnknownSecretFacts();
  const name = scope?.name ?? resource.scope;
  if (verdicts.scopeExists === 'unknown') {
    facts.add('secret-scope', name);
  }
  if (verdicts.permitted === 'unknown') {
    for (const grant of grants) {
      if (grantValue(grant, needs) === 'unknown') {
        addGrantUnknowns(question, grant, facts);
      }
    }
  }
  if ((verdicts.permitted === 'unknown' || verdicts.entryExists === 'unknown') && !scope?.hasAllPermissions) {
    facts.add('secret-scope-permissions', name);
  }
  if (verdicts.accepted === 'unknown') {
    facts.add('secret-scope-backend', name);
  }
  return facts.list();
}
