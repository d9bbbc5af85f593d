/** Terraform's HCL, as a language of the tree. */
import { parseHcl, reparseHcl } from './hcl/hcl-reader.ts';
import { writeHcl } from './hcl/hcl-writer.ts';
import type { Language } from './language.ts';

export const hcl: Language = {
  id: 'terraform',
  lineComment: '#',
  parse: (text) => ({ language: hcl, text, ...parseHcl(text) }),
  reparse: (tree, text, change) => ({ language: hcl, text, ...reparseHcl(tree, text, change) }),
  write: writeHcl,
};
