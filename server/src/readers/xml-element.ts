/** Elements of XML in the tree: calls whose names stand with their namespace. */
import {
  type CallNode,
  entryAt,
  isMap,
  isScalar,
  type Placed,
  type ScalarNode,
  type Span,
  type SyntaxNode,
  spanIn,
} from '../syntax/tree.ts';

export type Element = Placed<CallNode>;

/** A text of a document without the blanks around it. */
export interface DocumentText {
  readonly value: string;
  readonly span: Span;
  /** Undefined where the text is put together from several. */
  readonly scalar: Placed<ScalarNode> | undefined;
  /** What stands there, with its blanks. */
  readonly written: string;
}

export function isElement(placed: Placed | undefined): placed is Element {
  return placed?.node.kind === 'call' && placed.node.callee.startsWith('{');
}

function* childrenOf({ node, start }: Element): Generator<Placed<SyntaxNode>> {
  for (const [index, child] of node.children.entries()) {
    yield { node: child, start: start + (node.starts[index] ?? 0) };
  }
}

/** The elements in an element that have a name, `{namespace}name`. */
export function elementsIn(element: Element, callee: string): readonly Element[] {
  return [...childrenOf(element)].filter(isElement).filter(({ node }) => node.callee === callee);
}

export function elementIn(element: Element | undefined, callee: string): Element | undefined {
  return element && elementsIn(element, callee)[0];
}

export function attributeOf(element: Element | undefined, name: string): DocumentText | undefined {
  for (const child of element ? childrenOf(element) : []) {
    const entry = isMap(child) ? entryAt(child, 0) : undefined;
    if (entry?.key.node.text === name && isScalar(entry.value)) {
      return trimmed(entry.value);
    }
  }
  return undefined;
}

/** The text of an element; empty at its end where it has none. */
export function contentOf(element: Element): DocumentText {
  const texts = [...childrenOf(element)].filter(isScalar);
  const [only, ...others] = texts;
  if (only && others.length === 0) {
    return trimmed(only);
  }
  const written = texts.map(({ node }) => node.text).join('');
  const span = { start: element.start, end: element.start + element.node.width };
  return { value: written.trim(), span, scalar: undefined, written };
}

function trimmed(scalar: Placed<ScalarNode>): DocumentText {
  const written = scalar.node.text;
  const value = written.trim();
  const from = value === '' ? 0 : written.indexOf(value);
  return { value, span: spanIn(scalar, from, from + value.length), scalar, written };
}

/** An element and those below it that are wanted; what is in those is passed over. */
export function* findElements(from: Element, wants: (callee: string) => boolean): Generator<Element> {
  if (wants(from.node.callee)) {
    yield from;
    return;
  }
  for (const child of childrenOf(from)) {
    if (isElement(child)) {
      yield* findElements(child, wants);
    }
  }
}

/** The tag that an element begins with, up to its first attribute. */
export function tagSpan({ node, start }: Element): Span {
  const [first] = node.starts;
  return { start, end: start + (first === undefined ? node.width : Math.max(1, first - 1)) };
}
