/** A file as a whole, as a model: what is wrong with its text, and whether anything in it is for us to read. */

import type { Tree } from '../syntax/language.ts';
import { findEntry, isMap, isScalar, moved, type Problem, type Span, visitNodes } from '../syntax/tree.ts';
import { isProgram, placeOfRoot } from './databricks-place.ts';
import { hasTemplateToken } from './text.ts';

export interface SourceFile {
  readonly kind: 'grantscope/source-file';
  /** Places count from the beginning of the file; in order. */
  readonly problems: readonly Problem[];
  /** Whether models were found, or words that only files with models have. */
  readonly recognised: boolean;
  /** Whether it is for a tool that takes more than JSON: long strings, control characters in them, a comma too many. */
  readonly lenient: boolean;
}

/** Words that stand in role definitions and next to nowhere else. */
const STRONG_MARKS = [/"(?:not)?(?:data)?actions"\s*:/i, /"assignablescopes"\s*:/i];

/**
 * @param hasModels whether models were found in the tree
 * @param isInner whether the text stands inside another one: what it is handed to may well take more than JSON
 */
export function readSourceFile(tree: Tree, hasModels: boolean, isInner = false): SourceFile {
  // Of a program only the parts that matter are understood; whether it runs is for its own tools to say.
  const problems = isProgram(placeOfRoot(tree.language.rootKey)) ? [] : problemsOf(tree);
  const recognised = hasModels || (problems.length > 0 && STRONG_MARKS.every((mark) => mark.test(tree.text)));
  return {
    kind: 'grantscope/source-file',
    problems: problems.some((problem) => standsAtToken(tree.text, problem.span)) ? [] : problems,
    recognised,
    lenient: problems.length > 0 && (isInner || isTemplate(tree)),
  };
}

/** Templates of Azure Resource Manager and their parameters, by their schema. */
function isTemplate({ root }: Tree): boolean {
  const schema = isMap(root) ? findEntry(root, '$schema')?.value : undefined;
  return isScalar(schema) && /deployment(?:Template|Parameters)\.json/i.test(schema.node.text);
}

/** As a whole text it is a reference to a secret, which stands there to stay. */
const REFERENCE = /"\{\{ {0,4}secrets?\/[^"{}]*\}\}"/g;

/** Where a template tool's token stands outside a string, the file is no JSON yet, and what it will be is not known. */
function standsAtToken(text: string, { start, end }: Span): boolean {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const newline = text.indexOf('\n', end);
  const line = text.slice(lineStart, newline < 0 ? text.length : newline).replace(REFERENCE, '');
  return hasTemplateToken(line) || /\[[A-Z][A-Z0-9]*_[A-Z0-9_]+\]/.test(line);
}

/** Every problem of a tree, in order of place. */
export function problemsOf(tree: Tree): readonly Problem[] {
  const found: Problem[] = [...tree.problems];
  if (tree.root) {
    const isFlawed = ({ flawed }: { readonly flawed: boolean }): boolean => flawed;
    visitNodes(tree.root.node, tree.root.start, isFlawed, ({ problems }, start) => {
      found.push(...problems.map(({ code, span }) => ({ code, span: moved(span, start) })));
    });
  }
  return found.sort((a, b) => a.span.start - b.span.start);
}
