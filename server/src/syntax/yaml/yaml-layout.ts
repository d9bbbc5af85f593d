/** Where things stand in YAML text: lines, columns, dashes, and what may be moved to another column. */
import { type ListNode, type MapNode, type Placed, type Span, type SyntaxNode, spanOf } from '../tree.ts';

export type Holder = Placed<MapNode | ListNode>;

/** A child of a block collection with its dash. */
export interface BlockChild {
  readonly start: number;
  readonly end: number;
  /** Where its line begins, if nothing but blanks stands before it there. */
  readonly line: number | undefined;
}

export class YamlLayout {
  readonly text: string;
  readonly newline: string;

  constructor(text: string) {
    this.text = text;
    this.newline = text.includes('\r\n') ? '\r\n' : '\n';
  }

  lineStart(at: number): number {
    const line = at <= 0 ? 0 : this.text.lastIndexOf('\n', at - 1) + 1;
    return line === 0 && this.text[0] === '\uFEFF' ? 1 : line;
  }

  column(at: number): number {
    return at - this.lineStart(at);
  }

  /** Behind the line end of what ends at a place. */
  lineEnd(at: number): number {
    if (at > 0 && this.text[at - 1] === '\n') {
      return at;
    }
    const newline = this.text.indexOf('\n', at);
    return newline < 0 ? this.text.length : newline + 1;
  }

  isFlow({ node, start }: Holder): boolean {
    return this.text[start] === (node.kind === 'map' ? '{' : '[') && node.starts[0] !== 0;
  }

  isBlock({ node, start }: Holder): boolean {
    const isCollection =
      node.kind === 'map' ? node.starts[0] === 0 : this.text[start] === '-' && (node.starts[0] ?? 0) > 0;
    return isCollection && !node.problems.some(({ code }) => code !== 'duplicate-key');
  }

  childSpan({ node, start }: Holder, index: number): Span {
    const from = start + (node.starts[index] ?? 0);
    return { start: from, end: from + (node.children[index]?.width ?? 0) };
  }

  /** Undefined where something other than the dash stands before the child. */
  blockChild(holder: Holder, index: number): BlockChild | undefined {
    const { start, end } = this.childSpan(holder, index);
    const from = holder.node.kind === 'map' ? start : this.dashOf(holder, start);
    if (from === undefined || this.column(from) !== this.column(holder.start)) {
      return undefined;
    }
    const line = this.lineStart(from);
    const before = this.text.slice(line, from);
    if (!/^[ -]*$/.test(before)) {
      return undefined;
    }
    return { start: from, end, line: before.trim() === '' ? line : undefined };
  }

  private dashOf(holder: Holder, itemStart: number): number | undefined {
    const column = this.column(holder.start);
    let line = this.lineStart(itemStart);
    for (; line + column >= holder.start; line = this.lineStart(line - 1)) {
      const at = line + column;
      if (this.text[at] === '-' && at < itemStart && (at === holder.start || this.text.slice(line, at).trim() === '')) {
        return at;
      }
    }
    return undefined;
  }

  /** The source of a node without the line end behind it. */
  source(node: Placed<SyntaxNode>): Span {
    const span = spanOf(node);
    return { start: span.start, end: span.start + this.text.slice(span.start, span.end).trimEnd().length };
  }

  /** The source of a node as it would stand in another column; undefined where its lines cannot be moved so far. */
  moveTo(node: Placed<SyntaxNode>, column: number): string | undefined {
    const { start, end } = this.source(node);
    const source = this.text.slice(start, end);
    const by = column - this.column(start);
    const [first = '', ...lines] = source.split('\n');
    const moved = lines.map((line) => {
      if (line.trim() === '' || by >= 0) {
        return line.trim() === '' ? line : ' '.repeat(by) + line;
      }
      return /^ *$/.test(line.slice(0, -by)) ? line.slice(-by) : undefined;
    });
    return moved.includes(undefined) || /^[|>]\S*\+/.test(first) ? undefined : [first, ...moved].join('\n');
  }
}
