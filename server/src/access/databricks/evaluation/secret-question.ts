/** One question about access to secrets, with what is looked up for it once. */
import type { Answer } from '../../facts.ts';
import {
  readSecretResource,
  SECRET_OPERATIONS,
  type SecretAccessRequest,
  type SecretPermissionLevel,
  type SecretResource,
} from '../secret-access-request.ts';
import { anyOf } from './answers.ts';
import { nameKey } from './names.ts';
import type { SecretAccessState, SecretScopeState } from './secret-access-state.ts';
import { type Grant, grantsOn, grantValue } from './secret-grants.ts';
import type { Closure } from './workspace-identities.ts';

export interface SecretQuestion {
  readonly state: SecretAccessState;
  readonly request: SecretAccessRequest;
  readonly resource: SecretResource;
  readonly scope: SecretScopeState | undefined;
  readonly needs: SecretPermissionLevel;
  readonly closure: Closure;
  readonly grants: readonly Grant[];
}

/** Undefined where the resource is none. */
export function askSecretQuestion(state: SecretAccessState, request: SecretAccessRequest): SecretQuestion | undefined {
  const resource = readSecretResource(request.resource);
  if (!resource || (resource.entry !== undefined && request.operation.startsWith('secrets/'))) {
    return undefined;
  }
  const scope = state.scope(resource.scope);
  const closure = state.identities.closureOf(request.principal);
  const needs = SECRET_OPERATIONS[request.operation];
  return { state, request, resource, scope, needs, closure, grants: grantsOn(state, scope, closure) };
}

/** What has to hold, each by itself. */
export interface SecretVerdicts {
  readonly scopeExists: Answer;
  readonly permitted: Answer;
  /** Whether what keeps the secrets takes the operation. */
  readonly accepted: Answer;
  /** Whether the entry is there that the operation is about. */
  readonly entryExists: Answer;
}

export function judge(question: SecretQuestion): SecretVerdicts {
  const { state, resource, scope, grants, needs } = question;
  const untold: Answer = scope?.hasAllPermissions ? 'no' : 'unknown';
  return {
    scopeExists: state.hasScope(resource.scope),
    permitted: anyOf([...grants.map((grant) => grantValue(grant, needs)), untold]),
    accepted: isAccepted(question),
    entryExists: hasEntry(question),
  };
}

/** A scope over a key vault is read only (https://docs.databricks.com/aws/en/security/secrets/#akv-ss). */
function isAccepted({ request, scope }: SecretQuestion): Answer {
  if (request.operation !== 'secrets/put' && request.operation !== 'secrets/delete') {
    return 'yes';
  }
  const [backend, ...others] = scope?.backends ?? [];
  if (backend === undefined || others.length > 0) {
    return 'unknown';
  }
  return backend === 'DATABRICKS' ? 'yes' : backend === 'AZURE_KEYVAULT' ? 'no' : 'unknown';
}

/** Groups do not count: the entry is that of exactly this principal. */
function hasEntry({ request, resource, scope }: SecretQuestion): Answer {
  const isAbout = request.operation === 'acls/get' || request.operation === 'acls/delete';
  if (!isAbout || resource.entry === undefined) {
    return 'yes';
  }
  const entry = nameKey(resource.entry);
  const isTold =
    scope?.entries.has(entry) || scope?.initial.some(({ principal, holds }) => holds && principal === entry);
  return isTold ? 'yes' : scope?.hasAllPermissions ? 'no' : 'unknown';
}
