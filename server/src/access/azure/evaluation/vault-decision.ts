/**
 * Data operations on a key vault follow its permission model: either access policies or role assignments decide, and the
 * others have no effect (https://learn.microsoft.com/azure/key-vault/general/rbac-guide). Managed HSM has an access control
 * of its own for data, of which Azure RBAC knows nothing.
 */

import type { PermissionModel } from '../access-facts.ts';
import type { AzureReason } from '../azure-reason.ts';
import { searchGrants } from './grant-search.ts';
import { decideByPolicies, policyGrantChain, policyMiss } from './policy-decision.ts';
import type { Question } from './question.ts';
import { grantChain } from './reason-chain.ts';
import { decideByRoles, type Verdict } from './role-decision.ts';
import { NO, UNKNOWN, YES } from './truth.ts';
import { UnknownFacts } from './unknown-facts.ts';
import type { VaultFacts } from './vault-facts.ts';

export function decideOnHsm({ state, scope }: Question): Verdict {
  const resource = state.view.tables.scopes.text(scope);
  const unknowns = new UnknownFacts();
  unknowns.add('managed-hsm-access', resource);
  const link: AzureReason = { id: 'azure/out-of-scope', effect: 'none', subject: 'managed-hsm', resource };
  return { value: UNKNOWN, reasons: [link], unknowns: unknowns.list() };
}

export function decideOnVault(question: Question, vault: number, facts: VaultFacts): Verdict {
  if (facts.model === 'rbac') {
    return decideOnRoleVault(question, vault, facts);
  }
  return facts.model === 'policy'
    ? decideOnPolicyVault(question, vault, facts)
    : decideOnUnknownVault(question, vault, facts);
}

function modelLink(
  { state }: Question,
  vault: number,
  { entries, model }: VaultFacts,
  effect: AzureReason['effect'],
): AzureReason {
  const telling = entries.find(({ fact }) => isTelling(fact.permissionModel, model));
  const place = telling ? { origin: telling.fact.origin } : {};
  return { id: 'azure/permission-model', effect, ...place, vault: state.view.tables.scopes.text(vault), model };
}

function isTelling(told: PermissionModel, model: PermissionModel): boolean {
  return model === 'unknown' || told === model;
}

function decideOnRoleVault(question: Question, vault: number, facts: VaultFacts): Verdict {
  const verdict = decideByRoles(question);
  if (verdict.value !== NO || verdict.reasons.at(-1)?.id !== 'azure/no-grant') {
    return verdict;
  }
  const policies = decideByPolicies(question, vault, facts);
  return policies.value === YES
    ? {
        ...verdict,
        reasons: [...policyGrantChain(question, vault, facts), modelLink(question, vault, facts, 'deny')],
      }
    : verdict;
}

function decideOnPolicyVault(question: Question, vault: number, facts: VaultFacts): Verdict {
  const verdict = decideByPolicies(question, vault, facts);
  if (verdict.value !== NO) {
    return { ...verdict, reasons: [...verdict.reasons, modelLink(question, vault, facts, 'none')] };
  }
  const { best } = searchGrants(question);
  if (best) {
    const reasons = [...grantChain(question, best, 'none'), modelLink(question, vault, facts, 'deny')];
    return { ...verdict, reasons };
  }
  const miss = policyMiss(question, vault, facts);
  const reasons =
    miss.length > 0 ? [...miss, modelLink(question, vault, facts, 'none')] : decideByRoles(question).reasons;
  return { ...verdict, reasons };
}

/** Only where both models would give the same answer, the model does not matter. */
function decideOnUnknownVault(question: Question, vault: number, facts: VaultFacts): Verdict {
  const roles = decideByRoles(question);
  const policies = decideByPolicies(question, vault, facts);
  const link = modelLink(question, vault, facts, 'none');
  if (roles.value === policies.value && roles.value !== UNKNOWN) {
    return { value: roles.value, reasons: [...roles.reasons, ...policies.reasons, link], unknowns: [] };
  }
  const unknowns = new UnknownFacts();
  unknowns.add('permission-model', question.state.view.tables.scopes.text(vault));
  unknowns.addAll(roles.unknowns);
  unknowns.addAll(policies.unknowns);
  const chain = roles.value === NO ? policies.reasons : roles.reasons;
  return { value: UNKNOWN, reasons: [...chain, link], unknowns: unknowns.list() };
}
