/** Completion: the table from place to completer, and the details of an item that somebody looks at. */
import type { Facts } from '../../access/facts.ts';
import type { Translations } from '../../rules/message.ts';
import { describeEntry } from '../describe-operation.ts';
import { describeRole } from '../describe-role.ts';
import { completeCondition } from './complete-condition.ts';
import { completeKey } from './complete-key.ts';
import { completeOperation } from './complete-operation.ts';
import { completeRole } from './complete-role.ts';
import { completeRoleFile } from './complete-role-file.ts';
import { completeScope } from './complete-scope.ts';
import { completeSecretCommand } from './complete-secret-command.ts';
import { completePermission, completeSecretName } from './complete-secret-name.ts';
import { completeSecretReference } from './complete-secret-reference.ts';
import { completeSparkProperty } from './complete-spark-property.ts';
import type { Completer, Completion, CompletionRequest } from './completer.ts';

const COMPLETERS: readonly Completer[] = [
  completeCondition,
  completeSecretCommand,
  completeSecretReference,
  completeSecretName,
  completePermission,
  completeSparkProperty,
  completeOperation,
  completeScope,
  completeRole,
  completeKey,
  completeRoleFile,
];

const NOTHING: Completion = { items: [], incomplete: false };

export function complete(request: CompletionRequest): Completion {
  for (const completer of COMPLETERS) {
    const completion = completer(request);
    if (completion) {
      return completion;
    }
  }
  return NOTHING;
}

/** The characters that open the list by themselves. */
export const TRIGGERS: readonly string[] = ['"', '/', '{', '@', '[', "'"];

/** The details of an item, as Markdown. `data` is what the item was given along. */
export function describeItem(data: unknown, facts: Facts, translations: Translations): string | undefined {
  if (typeof data !== 'object' || data === null) {
    return undefined;
  }
  if ('role' in data && typeof data.role === 'string') {
    const role = facts.roles.byName(data.role);
    return role && describeRole(role, facts, translations);
  }
  if ('operation' in data && typeof data.operation === 'string') {
    const plane = facts.operations.find(data.operation.toLowerCase())?.planes[0] ?? 'control';
    return describeEntry(data.operation, plane, [], facts, translations);
  }
  return undefined;
}
