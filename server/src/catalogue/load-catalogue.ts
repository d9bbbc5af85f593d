/** The catalogue from a folder. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Facts } from '../access/facts.ts';
import { openCatalogue } from './open-catalogue.ts';

export function loadCatalogue(folder: string): Facts {
  return openCatalogue((file) => readFileSync(path.join(folder, file), 'utf8'));
}
