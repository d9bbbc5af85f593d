/**
 * Reads source code again after a change, by lines. A line may go on with the next one, or with a dot at its start, and
 * where neither has a node, the tree does not show it; so the change is widened to lines that stand for themselves.
 */
import type { TextChange, Tree } from '../language.ts';
import { reparseLines } from '../reparse-lines.ts';
import { countBefore, type ListNode, type MapNode } from '../tree.ts';
import { PENDING_SIGNS } from './code-tokens.ts';
import type { Dialect } from './dialect.ts';

export function reparseCode(tree: Tree, text: string, change: TextChange, dialect: Dialect): Tree {
  const node = tree.root?.node;
  // Other readers of lines know no line end but these.
  if ((node?.kind !== 'list' && node?.kind !== 'map') || /\r(?!\n)/.test(text) || /\r(?!\n)/.test(tree.text)) {
    return tree.language.parse(text);
  }
  const widened = widen(tree.text, text, node, change, dialect);
  return reparseLines(tree, text, widened, { isWhole: (stretch) => isWhole(stretch, dialect) });
}

function isWhole({ text, root }: Tree, { joins }: Dialect): boolean {
  const isOpen = (root?.node.problems ?? []).some(
    ({ code, span }) =>
      code === 'unclosed' ||
      code === 'unclosed-comment' ||
      code === 'too-deep' ||
      (code === 'unclosed-string' && span.end === text.length),
  );
  return !isOpen && !(joins.backslash || joins.operator ? endsPending(text, text.length) : false);
}

/** Whether the last sign before a place, blanks and line ends aside, is one that a statement goes on behind. */
function endsPending(text: string, place: number): boolean {
  let at = place - 1;
  while (at >= 0 && isBlank(text.charCodeAt(at))) {
    at--;
  }
  return at >= 0 && PENDING_SIGNS.includes(text.charAt(at));
}

function isBlank(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9 || code === 12 || code === 0xa0 || code === 0xfeff;
}

type Root = ListNode | MapNode;

function widen(before: string, after: string, root: Root, change: TextChange, dialect: Dialect): TextChange {
  const start = cleanStart(before, after, root, change, dialect);
  const end = dialect.joins.dot ? chainEnd(before, root, change.end) : change.end;
  return { start, end, length: change.length + (change.start - start) + (end - change.end) };
}

/** Where lines begin that stand for themselves, and the line of the node before them as well. */
function cleanStart(before: string, after: string, root: Root, change: TextChange, dialect: Dialect): number {
  let start = change.start;
  for (;;) {
    let line = lineStart(before, start);
    while (line > 0 && (goesOn(before, line, dialect) || goesOn(after, line, dialect))) {
      line = lineStart(before, line - 1);
    }
    const child = countBefore(root.starts, line) - 1;
    const previous = lineStart(before, root.starts[child] ?? line);
    if (previous === 0 || !goesOn(before, previous, dialect)) {
      return Math.min(start, line);
    }
    start = previous - 1;
  }
}

/** Whether the line that begins here may belong to the one before. */
function goesOn(text: string, line: number, { joins, lineComment }: Dialect): boolean {
  if ((joins.backslash || joins.operator) && endsPending(text, line)) {
    return true;
  }
  if (!joins.dot) {
    return false;
  }
  let at = line;
  while (at < text.length && isBlank(text.charCodeAt(at)) && text.charCodeAt(at) !== 10) {
    at++;
  }
  return at >= text.length || /[.\n]/.test(text.charAt(at)) || text.startsWith(lineComment, at);
}

/** Behind the lines that begin with a dot, or could belong to such a line, and the nodes that stand on them. */
function chainEnd(text: string, root: Root, place: number): number {
  let end = place;
  for (;;) {
    const line = lineEnd(text, end);
    const child = countBefore(root.starts, line) - 1;
    const childEnd = (root.starts[child] ?? 0) + (root.children[child]?.width ?? 0);
    if (childEnd > line) {
      end = childEnd;
    } else if (line < text.length && /^[^\S\n]*(?:[.\n]|\/\/|$)/.test(text.slice(line, line + 200))) {
      end = line + 1;
    } else {
      return end;
    }
  }
}

function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

function lineEnd(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  return newline < 0 ? text.length : newline + 1;
}
