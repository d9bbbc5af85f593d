/**
 * What holds of the code that a text shows to people: only what is wrong by itself, and nothing that stands where the
 * reader is to put in something else.
 */
import { countBefore, isScalar, type Placed, type SyntaxNode, spanOf } from '../syntax/tree.ts';
import type { PlacedFinding } from './check.ts';

/** What a reader is to put in, or what is left out: `<name>`, `{name}`, `[name]`, `...`, `xxxx`, `your-vault`. */
const PLACEHOLDER =
  /[<>{}|\u2026]|^[A-Z][A-Z0-9]*[_-][A-Z0-9_-]+$|\.{3}|^\[[^(]*\]$|[xX]{3}|\b(?:[Yy]our|[Mm]y)[-_ ]|\b(?:placeholder|[Ee]xample)\b/;

export function holdsInExcerpt({ rule, finding, around, start: outer, frame }: PlacedFinding): boolean {
  const { holdsInExcerpts: holding = [] } = rule;
  if (holding !== true && !holding.includes(around.model.kind)) {
    return false;
  }
  const start = outer + around.start;
  const [from, to] = [start + finding.at.start, start + finding.at.end];
  const { root, text } = frame.tree;
  const told = textAt(root, from, to) ?? text.slice(from, to);
  // Two braces are how a reference to a secret is written.
  return !PLACEHOLDER.test(told.replaceAll('{{', '').replaceAll('}}', ''));
}

/** The text of the scalar that holds a stretch of a tree. */
function textAt(root: Placed | undefined, from: number, to: number): string | undefined {
  let at = root;
  while (at && !isScalar(at)) {
    at = childAt(at, from);
  }
  return at && spanOf(at).end >= to ? at.node.text : undefined;
}

function childAt({ node, start }: Placed, offset: number): Placed | undefined {
  if (node.kind === 'command') {
    const inside = [...node.line, ...(node.nested ?? [])];
    const found = inside.find((one) => start + one.start <= offset && offset <= start + one.start + one.node.width);
    return found && { node: found.node, start: start + found.start };
  }
  if (node.kind !== 'map' && node.kind !== 'list' && node.kind !== 'call') {
    return undefined;
  }
  const index = countBefore(node.starts, offset - start + 1) - 1;
  const child = node.children[index];
  const childStart = start + (node.starts[index] ?? 0);
  if (child?.kind !== 'entry') {
    return child && { node: child, start: childStart };
  }
  const isInKey = offset <= childStart + child.key.width || !child.value;
  const part: SyntaxNode = isInKey || !child.value ? child.key : child.value;
  return { node: part, start: isInKey ? childStart : childStart + child.valueStart };
}
