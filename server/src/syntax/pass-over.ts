/** Passes over text of a configuration that becomes no node of its own, and keeps what was wrong with it. */
import { CLOSERS, type TextScanner } from './text-scanner.ts';
import { type EntryNode, moved, NOTHING, type Placed, type SyntaxNode } from './tree.ts';

interface Found {
  readonly node: SyntaxNode | EntryNode;
  readonly start: number;
}

/** Reads the string that begins at the scanner's place, if one does. */
export type ReadString<S extends TextScanner> = (scanner: S) => SyntaxNode | undefined;

/** Gives up a value; its problems and comments become those of what holds it. */
export function giveUp({ sink }: TextScanner, value: Placed | undefined): void {
  if (value === undefined || (!value.node.flawed && !value.node.commented)) {
    return;
  }
  const waiting: Found[] = [value];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { node, start } = next;
    sink.problems.push(...node.problems.map(({ code, span }) => ({ code, span: moved(span, start) })));
    sink.comments.push(...node.comments.map((span) => moved(span, start)));
    for (const child of childrenOf(node, start)) {
      if (child.node.flawed || child.node.commented) {
        waiting.push(child);
      }
    }
  }
}

function childrenOf(node: SyntaxNode | EntryNode, start: number): readonly Found[] {
  if (node.kind === 'entry') {
    return [{ node: node.key, start }, ...(node.value ? [{ node: node.value, start: start + node.valueStart }] : [])];
  }
  if (node.kind === 'map' || node.kind === 'list' || node.kind === 'call') {
    return node.children.map((child, index) => ({ node: child, start: start + (node.starts[index] ?? 0) }));
  }
  return NOTHING;
}

/**
 * Passes over text up to a comma, a closing bracket or, outside of brackets, the end of the line.
 * @param lines whether the end of the line does not count either
 */
export function passOver<S extends TextScanner>(scanner: S, lines: boolean, readString: ReadString<S>): void {
  let depth = 0;
  for (;;) {
    scanner.skip(lines || depth > 0);
    const { char } = scanner;
    const isClosing = CLOSERS.has(char);
    if (scanner.isAtEnd || scanner.isAtTopLevel() || (depth === 0 && (isClosing || char === ',' || char === '\n'))) {
      return;
    }
    if (!passString(scanner, readString)) {
      depth += isClosing ? -1 : char === '{' || char === '[' || char === '(' ? 1 : 0;
      scanner.at++;
    }
  }
}

/** Passes over the string that begins here, if one does. */
export function passString<S extends TextScanner>(scanner: S, readString: ReadString<S>): boolean {
  const start = scanner.at;
  const node = readString(scanner);
  giveUp(scanner, node && { node, start });
  return node !== undefined;
}

/** Passes over what cannot be understood, to the end of the line or to what may be understood again. */
export function passJunk<S extends TextScanner>(scanner: S, readString: ReadString<S>): void {
  const start = scanner.at;
  passOver(scanner, false, readString);
  scanner.at = Math.max(scanner.at, Math.min(start + 1, scanner.text.length));
  const [line = ''] = scanner.text.slice(start, scanner.at).split(/\r?\n/, 1);
  scanner.report('unexpected', start, start + Math.max(1, line.length));
}
