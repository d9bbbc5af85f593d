/**
 * Reads JSON and JSONC into the tree. Broken and half-typed text gives what could be understood and problems beside it:
 * a missing comma, an unquoted word or an unclosed bracket costs nothing of what stands around it.
 */

import { type ContainerKind, makeContainer, makeEntry, traitsOf } from '../container.ts';
import type { EntryNode, Placed, Problem, ScalarNode, Span, SyntaxNode } from '../tree.ts';
import { moved, NOTHING } from '../tree.ts';
import { makeOpaque, makeScalar } from './json-nodes.ts';
import { JsonTokens, type TokenKind } from './json-tokens.ts';

/** Deeper nesting is skipped: nothing that grants access is nested so deep, and readers may walk the tree by recursion. */
const MOST_DEPTH = 200;

export const CLOSING = { map: '}', list: ']' } as const;

/** Takes the children of a container as they are read, placed from the beginning of the text. */
export interface Sink {
  add(child: EntryNode | SyntaxNode, start: number): void;
  /** Whether what follows from here on is known already; asked before each child is read. */
  isKnown(start: number): boolean;
}

/** How reading children ended: at their closing bracket, at a known child, or because the bracket is missing. */
export type Ending = 'closed' | 'known' | 'unclosed';

export interface JsonDocument {
  readonly root: Placed<SyntaxNode> | undefined;
  readonly problems: readonly Problem[];
  readonly comments: readonly Span[];
}

export function parseJson(text: string): JsonDocument {
  const reader = new JsonReader(text, 0);
  const { tokens } = reader;
  if (tokens.kind === 'end') {
    tokens.report('empty', 0, 0);
    return { root: undefined, problems: tokens.problems, comments: tokens.comments };
  }
  const root = reader.readValue();
  if (!tokens.is('end')) {
    tokens.report('unexpected', tokens.start, tokens.end);
  }
  return { root, problems: tokens.problems, comments: tokens.comments };
}

export class JsonReader {
  readonly tokens: JsonTokens;
  #depth: number;
  readonly #open: Record<ContainerKind, number>;

  /** @param open how many containers of each kind stand open around the place where reading begins */
  constructor(text: string, from: number, open: Readonly<Record<ContainerKind, number>> = { map: 0, list: 0 }) {
    this.tokens = new JsonTokens(text, from);
    this.#open = { ...open };
    this.#depth = open.map + open.list;
  }

  /** Reads the value at the current token, or nothing where none begins. */
  readValue(): Placed | undefined {
    const { tokens } = this;
    switch (tokens.kind) {
      case '{':
        return this.#readContainer('map');
      case '[':
        return this.#readContainer('list');
      case '}':
      case ']':
      case ',':
      case ':':
      case 'end':
        return undefined;
      default:
        return this.#readScalar();
    }
  }

  #readScalar(): Placed<ScalarNode> {
    const placed = { node: makeScalar(this.tokens), start: this.tokens.start };
    this.tokens.next();
    return placed;
  }

  #readContainer(kind: ContainerKind): Placed {
    const { tokens } = this;
    const { start } = tokens;
    if (this.#depth >= MOST_DEPTH) {
      return this.#skipContainer();
    }
    const marks = [tokens.problems.length, tokens.comments.length] as const;
    const children: (EntryNode | SyntaxNode)[] = [];
    const starts: number[] = [];
    this.#depth++;
    this.#open[kind]++;
    tokens.next();
    const ending = this.readChildren(kind, undefined, {
      add: (child, at) => {
        children.push(child);
        starts.push(at - start);
      },
      isKnown: () => false,
    });
    this.#depth--;
    this.#open[kind]--;
    // Where the bracket is missing, the container reaches to the token that shows it, or to the end.
    const end = ending === 'closed' ? tokens.end : tokens.start;
    if (ending === 'unclosed') {
      tokens.report('unclosed', start, start + 1);
    }
    const problems = relative(tokens.problems.splice(marks[0]), start);
    const comments = tokens.comments.splice(marks[1]).map((comment) => moved(comment, -start));
    const parts = { width: end - start, starts, problems, comments };
    if (ending === 'closed') {
      tokens.next();
    }
    return { node: makeContainer(kind, children, parts, traitsOf(children)), start };
  }

  /**
   * Reads children up to the closing bracket, which stays the current token.
   * @param childEnd where the child directly before ends, so that a comma has to follow first; undefined for none
   */
  readChildren(kind: ContainerKind, childEnd: number | undefined, sink: Sink): Ending {
    const { tokens } = this;
    let previousEnd = childEnd;
    let comma: Span | undefined;
    for (;;) {
      const ending = this.#endingHere(kind);
      if (ending) {
        if (ending === 'closed' && comma) {
          tokens.report('trailing-comma', comma.start, comma.end);
        }
        return ending;
      }
      const { start } = tokens;
      if (tokens.kind === ',' && previousEnd !== undefined) {
        previousEnd = undefined;
        comma = { start, end: tokens.end };
        tokens.next();
        continue;
      }
      if (previousEnd === undefined && sink.isKnown(start)) {
        return 'known';
      }
      const child = kind === 'map' ? this.#readEntry() : this.readValue();
      if (!child) {
        tokens.report('unexpected', tokens.start, tokens.end);
        tokens.next();
        continue;
      }
      if (previousEnd !== undefined) {
        tokens.report('missing-comma', previousEnd, previousEnd);
      }
      sink.add(child.node, start);
      previousEnd = start + child.node.width;
      comma = undefined;
    }
  }

  #endingHere(kind: ContainerKind): Ending | undefined {
    const { tokens } = this;
    const other = kind === 'map' ? 'list' : 'map';
    if (tokens.kind === CLOSING[kind]) {
      return 'closed';
    }
    // The bracket of a container around shows that the own one is missing; another one is a slip.
    return tokens.kind === 'end' || (tokens.kind === CLOSING[other] && this.#open[other] > 0) ? 'unclosed' : undefined;
  }

  #readEntry(): Placed<EntryNode> | undefined {
    const { tokens } = this;
    const { start } = tokens;
    if (tokens.kind === '{' || tokens.kind === '[') {
      tokens.report('missing-key', start, start + 1);
      const value = this.readValue();
      return value && { node: makeEntry(emptyKey(), start, value, value.start + value.node.width), start };
    }
    if (PUNCTUATION.has(tokens.kind)) {
      return undefined;
    }
    const key = makeScalar(tokens);
    const keyEnd = tokens.end;
    tokens.next();
    if (tokens.kind !== ':') {
      tokens.report('missing-colon', start, keyEnd);
      const value = this.#isOnSameLine(keyEnd, tokens.start) ? this.readValue() : undefined;
      return { node: makeEntry(key, start, value, value ? value.start + value.node.width : keyEnd), start };
    }
    const colonEnd = tokens.end;
    tokens.next();
    const value = this.#readEntryValue(colonEnd);
    if (!value) {
      tokens.report('missing-value', colonEnd - 1, colonEnd);
    }
    return { node: makeEntry(key, start, value, value ? value.start + value.node.width : colonEnd), start };
  }

  /** Half-typed entries are followed by the next one: a text on a later line with a colon behind it is a key. */
  #readEntryValue(colonEnd: number): Placed | undefined {
    const { tokens } = this;
    const place = tokens.start;
    if (tokens.kind !== 'string' || this.#isOnSameLine(colonEnd, place)) {
      return this.readValue();
    }
    const marks = [tokens.problems.length, tokens.comments.length] as const;
    const value = this.#readScalar();
    if (!tokens.is(':')) {
      return value;
    }
    tokens.problems.length = marks[0];
    tokens.comments.length = marks[1];
    tokens.moveTo(place);
    return undefined;
  }

  #isOnSameLine(start: number, end: number): boolean {
    return !/[\r\n]/.test(this.tokens.text.slice(start, end));
  }

  /** Passes over a container that is nested too deep, without recursion. */
  #skipContainer(): Placed {
    const { tokens } = this;
    const { start } = tokens;
    let open = 0;
    do {
      if (tokens.kind === '{' || tokens.kind === '[') {
        open++;
      } else if (tokens.kind === '}' || tokens.kind === ']') {
        open--;
      }
      if (open > 0) {
        tokens.next();
      }
    } while (open > 0 && !tokens.is('end'));
    const end = tokens.end;
    tokens.next();
    return { node: makeOpaque(end - start, [{ code: 'too-deep', span: { start: 0, end: 1 } }]), start };
  }
}

const PUNCTUATION: ReadonlySet<TokenKind> = new Set([',', ':', '}', ']', 'end']);

function emptyKey(): ScalarNode {
  const nothing = { width: 0, problems: NOTHING, comments: NOTHING, flawed: false, commented: false };
  return {
    kind: 'scalar',
    type: 'word',
    text: '',
    map: { shift: 0, pieces: NOTHING },
    opaque: NOTHING,
    style: 'word',
    ...nothing,
  };
}

export function relative(problems: readonly Problem[], start: number): readonly Problem[] {
  return problems.map(({ code, span }) => ({ code, span: moved(span, -start) }));
}
