/** File names in files: the exports that an inventory names, and what a bundle runs. A click opens them. */
import type { DocumentLink } from 'vscode-languageserver-types';
import type { Tree } from '../syntax/language.ts';
import { isMap, isScalar, type Placed, type ScalarNode, spanOfText, visitNodes } from '../syntax/tree.ts';
import type { OpenDocument } from './document.ts';

/** Keys whose values name a file beside the one that they stand in. */
const FILE_KEYS: ReadonlySet<string> = new Set(['keys', 'acls', 'destination', 'notebook_path', 'python_file']);
/** What a bundle calls the folder that it is in. */
const OWN_FOLDER = /^\$\{workspace\.file_path\}\//;

/** @param exists whether there is a file at an address */
export function documentLinks(document: OpenDocument, exists: (uri: string) => boolean): DocumentLink[] {
  const { tree, uri } = document;
  return (tree ? fileNames(tree) : []).flatMap((scalar): DocumentLink[] => {
    const target = resolve(uri, scalar.node.text.replace(OWN_FOLDER, './'));
    const found = [target, `${target}.py`, `${target}.sql`, `${target}.ipynb`].find(exists);
    return found === undefined ? [] : [{ range: document.rangeOf(spanOfText(scalar)), target: found }];
  });
}

function fileNames({ root }: Tree): readonly Placed<ScalarNode>[] {
  const found: Placed<ScalarNode>[] = [];
  if (isMap(root)) {
    const isAny = (): boolean => true;
    visitNodes(root.node, root.start, isAny, (node, start) => {
      if (node.kind === 'entry' && node.value && FILE_KEYS.has(node.key.text)) {
        const value = { node: node.value, start: start + node.valueStart };
        if (isScalar(value) && isFileName(value.node.text)) {
          found.push(value);
        }
      }
    });
  }
  return found;
}

/** A path relative to the file, without anything that is filled in later. */
function isFileName(text: string): boolean {
  const path = text.replace(OWN_FOLDER, './');
  return path.length < 300 && /^(?:\.{1,2}\/)*[\w][\w ./-]*$/.test(path) && /[./]/.test(path) && !path.includes('${');
}

function resolve(uri: string, name: string): string {
  const parts = uri.split('/').slice(0, -1);
  for (const part of name.split('/')) {
    if (part === '..') {
      parts.pop();
    } else if (part !== '.' && part !== '') {
      parts.push(encodeURIComponent(part));
    }
  }
  return parts.join('/');
}
