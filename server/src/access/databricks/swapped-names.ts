/** Whether a scope and a key of secrets are exchanged, as far as is known. */
import type { SecretFacts } from '../facts.ts';

/** Only where the names make a known secret the other way round, and there is no scope of the first name. */
export function isSwapped(secrets: SecretFacts, scope: string, key: string): boolean {
  return secrets.hasScope(scope) !== 'yes' && secrets.hasKey(key, scope) === 'yes';
}
