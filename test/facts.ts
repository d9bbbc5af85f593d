/** The facts that tests decide by: the catalogue as it is committed. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Facts } from '../server/src/access/facts.ts';
import { withAccess, withWorkspace } from '../server/src/access/facts.ts';
import { openCatalogue } from '../server/src/catalogue/open-catalogue.ts';
import { answerPort } from '../server/src/features/access/answer-port.ts';
import { AccessInventory } from '../server/src/inventory/azure-access-inventory.ts';
import { WorkspaceInventory } from '../server/src/inventory/workspace-inventory.ts';
import { yaml } from '../server/src/syntax/yaml.ts';

const folder = path.resolve(import.meta.dirname, '../server/data');

export const facts = openCatalogue((file) => readFileSync(path.join(folder, file), 'utf8'));

/** The same with what an inventory file tells. */
export function factsWith(inventory: string): Facts {
  const known = new WorkspaceInventory(new AccessInventory(facts.roles));
  known.trust(['inventory']);
  known.update('inventory', yaml.parse(inventory));
  return withAccess(withWorkspace(facts, known), answerPort(facts, known, 'tests'));
}
