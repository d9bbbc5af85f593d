/** Which part of the evaluator decides a question. */
import { type AccessRequest, SWITCH_PERMISSION_MODEL } from '../access-request.ts';
import type { AzureReason } from '../azure-reason.ts';
import { HSM_OPERATIONS, VAULT_OPERATIONS } from './policy-permissions.ts';
import { askQuestion, type Question } from './question.ts';
import { quickDecision } from './quick-decision.ts';
import { decideByRoles, type Verdict } from './role-decision.ts';
import { NO_SCOPE } from './scope-table.ts';
import { both, type Truth, UNKNOWN, YES } from './truth.ts';
import { UnknownFacts } from './unknown-facts.ts';
import { decideOnHsm, decideOnVault } from './vault-decision.ts';

const SWITCH_KEY = SWITCH_PERMISSION_MODEL.toLowerCase();

/**
 * What switching the permission model takes: the documentation asks for unrestricted `roleAssignments/write` beside the
 * vault's own, and the service's "Caller is not allowed to change permission model" bears it out
 * (https://learn.microsoft.com/azure/key-vault/general/rbac-guide).
 */
const SWITCH_NEEDS = [
  { operation: 'Microsoft.KeyVault/vaults/write', unrestricted: false },
  { operation: 'Microsoft.Authorization/roleAssignments/write', unrestricted: true },
] as const;

/** The value alone, at a fraction of the cost where role assignments decide. */
export function quickValue(question: Question): Truth {
  return isPlain(question) ? quickDecision(question) : decideSpecial(question).value;
}

/** Whether role assignments alone decide. */
export function isPlain({ state, matcher, scope }: Question): boolean {
  if (scope === NO_SCOPE || matcher.special === 'other') {
    return false;
  }
  if (matcher.plane === 'control') {
    return true;
  }
  return matcher.special === 'vault' ? state.hasRolesOnly(scope) : state.view.tables.scopes.hsmOf(scope) === NO_SCOPE;
}

export function decideQuestion(question: Question): Verdict {
  if (isPlain(question)) {
    const verdict = decideByRoles(question);
    // Where nothing comes near, an access policy without effect may.
    if (question.matcher.special !== 'vault' || verdict.reasons.at(-1)?.id !== 'azure/no-grant') {
      return verdict;
    }
  }
  return decideSpecial(question);
}

function decideSpecial(question: Question): Verdict {
  const { state, scope, matcher, request } = question;
  const { scopes } = state.view.tables;
  if (scope === NO_SCOPE) {
    const unknowns = new UnknownFacts();
    unknowns.add('resource', request.resource);
    const link: AzureReason = { id: 'azure/malformed-resource', effect: 'none', resource: request.resource };
    return { value: UNKNOWN, reasons: [link], unknowns: unknowns.list() };
  }
  if (matcher.operation === SWITCH_KEY) {
    return decideSwitch(question);
  }
  if (matcher.plane === 'control') {
    return decideByRoles(question);
  }
  const vault = scopes.vaultOf(scope);
  const facts = vault === NO_SCOPE ? undefined : state.vaultOf(vault);
  if (scopes.hsmOf(scope) !== NO_SCOPE || matcher.operation.startsWith(HSM_OPERATIONS)) {
    return decideOnHsm(question);
  }
  if (!facts || !matcher.operation.startsWith(VAULT_OPERATIONS)) {
    return decideByRoles(question);
  }
  return facts.isHsm ? decideOnHsm(question) : decideOnVault(question, vault, facts);
}

function decideSwitch({ state, scope, request, conditions }: Question): Verdict {
  if (state.view.tables.scopes.hsmOf(scope) !== NO_SCOPE) {
    return decideOnHsm(askQuestion(state, request, conditions, scope));
  }
  const parts = SWITCH_NEEDS.map(({ operation, unrestricted }) => {
    const part: AccessRequest = { ...request, operation, plane: 'control' };
    const head: AzureReason = { id: 'azure/required-operation', effect: 'none', operation, unrestricted };
    return { head, verdict: decideByRoles(askQuestion(state, part, conditions, scope, unrestricted)) };
  });
  const value = parts.reduce<Truth>((sum, { verdict }) => both(sum, verdict.value), YES);
  // The parts that make the answer what it is; all of them where it is allowed.
  const telling = parts.filter(({ verdict }) => verdict.value === value);
  const unknowns = new UnknownFacts();
  for (const { verdict } of telling) {
    unknowns.addAll(verdict.unknowns);
  }
  return {
    value,
    reasons: telling.flatMap(({ head, verdict }) => [head, ...verdict.reasons]),
    unknowns: unknowns.list(),
  };
}
