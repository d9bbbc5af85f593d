/** Opens the catalogue: nothing is read before something is asked of it. */
import { NO_ACCESS } from '../access/access-port.ts';
import { type Facts, NO_WORKSPACE, type OperationFacts, type RoleFacts } from '../access/facts.ts';
import { AzureOperations } from './azure-operations.ts';
import { AzureRoles } from './azure-roles.ts';

/** The files of the catalogue, in `server/data` and beside the bundles. */
export const CATALOGUE_FILES = {
  operations: 'azure-operations.txt',
  retiredOperations: 'azure-retired-operations.txt',
  roles: 'azure-roles.txt',
  roleNames: 'azure-role-names.txt',
} as const;

/**
 * The facts that hold everywhere; of anybody's own secrets a catalogue knows nothing.
 * @param read gives the text of a catalogue file by its name; called at most once for each
 */
export function openCatalogue(read: (file: string) => string): Facts {
  let operations: OperationFacts | undefined;
  let roles: RoleFacts | undefined;
  return {
    ...NO_WORKSPACE,
    access: NO_ACCESS,
    get operations() {
      operations ??= new AzureOperations(read(CATALOGUE_FILES.operations), () =>
        read(CATALOGUE_FILES.retiredOperations),
      );
      return operations;
    },
    get roles() {
      roles ??= new AzureRoles(read(CATALOGUE_FILES.roles), () => read(CATALOGUE_FILES.roleNames));
      return roles;
    },
  };
}
