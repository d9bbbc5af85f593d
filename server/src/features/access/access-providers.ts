/** Who answers for which cloud. */
import type { AccessProvider } from './access-answer.ts';
import { azureAccess } from './azure-access.ts';
import { databricksAccess } from './databricks-access.ts';

export const ACCESS_PROVIDERS: readonly AccessProvider[] = [azureAccess, databricksAccess];

/** The one that a resource belongs to, by the way in which it is written. */
export function providerOf(resource: string): AccessProvider | undefined {
  return ACCESS_PROVIDERS.find((provider) => provider.holds(resource));
}
