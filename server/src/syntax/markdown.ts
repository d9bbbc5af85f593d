/**
 * Markdown, of which only the fenced blocks of code are read.
 *
 * The root is a list over the whole text; its children are the blocks that say their language, from the beginning of
 * the line of the first fence to behind the last one. Each is a map of one entry, as the cells of notebooks are: the
 * key is the language, the value the code without what quotes and lists put before its lines. Comments on lines of their
 * own are the tree's; what is shown in them is shown to nobody.
 */
import { makeContainer, traitsOf } from './container.ts';
import type { Language, Tree } from './language.ts';
import { readBlock } from './markdown/code-block.ts';
import { findFences } from './markdown/fences.ts';
import { writeBlock } from './markdown/write-block.ts';
import { untouchedCells } from './notebook/source-cells.ts';
import { NOTHING, type Span, type SyntaxNode } from './tree.ts';

export const markdown: Language = {
  id: 'markdown',
  isProse: true,
  parse: (text) => readMarkdown(text, () => undefined),
  reparse: (tree, text, change) => readMarkdown(text, untouchedCells(tree.root?.node, change)),
  write: writeBlock,
};

/** @param known gives the block that was read before from the same source, if there is one */
function readMarkdown(text: string, known: (span: Span) => SyntaxNode | undefined): Tree {
  const blocks: SyntaxNode[] = [];
  const starts: number[] = [];
  const comments: Span[] = [];
  for (const fence of findFences(text, comments)) {
    const block = known(fence) ?? readBlock(text, fence);
    blocks.push(block);
    starts.push(fence.start);
  }
  const parts = { width: text.length, starts, problems: NOTHING, comments: NOTHING };
  const node = makeContainer('list', blocks, parts, traitsOf(blocks));
  return { language: markdown, text, root: { node, start: 0 }, problems: NOTHING, comments };
}
