/** The facts that tests decide by: the catalogue as it is committed. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { openCatalogue } from '../server/src/catalogue/open-catalogue.ts';

const folder = path.resolve(import.meta.dirname, '../server/data');

export const facts = openCatalogue((file) => readFileSync(path.join(folder, file), 'utf8'));
