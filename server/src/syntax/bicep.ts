/** Bicep, as a language of the tree: of the shape that the same template has in JSON. */
import { parseBicep, reparseBicep } from './bicep/bicep-reader.ts';
import { writeBicep } from './bicep/bicep-writer.ts';
import type { Language } from './language.ts';

export const bicep: Language = {
  id: 'bicep',
  lineComment: '//',
  parse: (text) => ({ language: bicep, text, ...parseBicep(text) }),
  reparse: (tree, text, change) => ({ language: bicep, text, ...reparseBicep(tree, text, change) }),
  write: writeBicep,
};
