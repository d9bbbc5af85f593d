/** The facts that tests decide by: the catalogue as it is committed. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Facts } from '../server/src/access/facts.ts';
import { withWorkspace } from '../server/src/access/facts.ts';
import { openCatalogue } from '../server/src/catalogue/open-catalogue.ts';
import { WorkspaceInventory } from '../server/src/inventory/workspace-inventory.ts';
import { yaml } from '../server/src/syntax/yaml.ts';

const folder = path.resolve(import.meta.dirname, '../server/data');

export const facts = openCatalogue((file) => readFileSync(path.join(folder, file), 'utf8'));

/** The same with the secrets that an inventory file tells of. */
export function factsWith(inventory: string): Facts {
  const known = new WorkspaceInventory();
  known.trust(['inventory']);
  known.update('inventory', yaml.parse(inventory));
  return withWorkspace(facts, known);
}
