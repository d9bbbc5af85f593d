/** The facts that tests decide by: the catalogue as it is committed. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Facts } from '../server/src/access/facts.ts';
import { withSecrets } from '../server/src/access/facts.ts';
import { openCatalogue } from '../server/src/catalogue/open-catalogue.ts';
import { SecretInventory } from '../server/src/inventory/databricks-secret-inventory.ts';
import { yaml } from '../server/src/syntax/yaml.ts';

const folder = path.resolve(import.meta.dirname, '../server/data');

export const facts = openCatalogue((file) => readFileSync(path.join(folder, file), 'utf8'));

/** The same with the secrets that an inventory file tells of. */
export function factsWith(inventory: string): Facts {
  const secrets = new SecretInventory();
  secrets.trust(['inventory']);
  secrets.update('inventory', yaml.parse(inventory));
  return withSecrets(facts, secrets);
}
