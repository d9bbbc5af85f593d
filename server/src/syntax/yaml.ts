/** YAML, as a language of the tree. */
import type { Language, Tree } from './language.ts';
import { parseYaml, type YamlDocument } from './yaml/yaml-parser.ts';
import { reparseYaml } from './yaml/yaml-reparse.ts';
import { writeYaml } from './yaml/yaml-writer.ts';

export const yaml: Language = {
  id: 'yaml',
  lineComment: '#',
  bareKeys: true,
  parse: (text) => toTree(text, parseYaml(text)),
  reparse: (tree, text, change) => toTree(text, reparseYaml(tree, text, change)),
  write: writeYaml,
};

function toTree(text: string, { root, problems, comments }: YamlDocument): Tree {
  return { language: yaml, text, root, problems, comments };
}
