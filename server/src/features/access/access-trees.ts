/** The trees of all clouds. */
import type { AccessTree } from './access-tree.ts';
import { azureScopeTree } from './azure-scope-tree.ts';
import { databricksScopeTree } from './databricks-scope-tree.ts';

export const ACCESS_TREES: readonly AccessTree[] = [azureScopeTree, databricksScopeTree];
