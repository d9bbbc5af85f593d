/** Makes the nodes of XML: an element is a call of its name, its attributes the named arguments, what it holds the others. */
import { makeText } from '../make-text.ts';
import { uniformMap } from '../offset-map.ts';
import {
  type CallNode,
  type EntryNode,
  type MapNode,
  NOTHING,
  type Placed,
  type Problem,
  type SyntaxNode,
} from '../tree.ts';
import { decodeReferences } from './xml-references.ts';

/** An element that is being read. */
export interface OpenElement {
  /** `{namespace}name`, as one writes names of XML without prefixes. */
  readonly callee: string;
  readonly start: number;
  readonly children: Placed[];
}

/** @param isCut whether the text ends before the element does */
export function closeElement(
  { callee, start, children }: OpenElement,
  end: number,
  isCut: boolean = false,
): Placed<CallNode> {
  const width = callee.length - callee.lastIndexOf('}');
  const tag = { start: 0, end: Math.min(end - start, width) };
  const problems: readonly Problem[] = isCut ? [{ code: 'unclosed-element', span: tag }] : NOTHING;
  return {
    start,
    node: {
      kind: 'call',
      callee,
      children: children.map(({ node }) => node),
      starts: children.map((child) => child.start - start),
      width: end - start,
      problems,
      comments: NOTHING,
      flawed: isCut,
      commented: false,
    },
  };
}

/** A text between tags, with its references. */
export function makeContent(source: string, start: number): Placed<SyntaxNode> {
  const { text, map } = decodeReferences(source, 0);
  return { start, node: makeText(text, source.length, map, 'content') };
}

const SECTION_START = '<![CDATA[';
const SECTION_END = ']]>';

/** A section without references. */
export function makeSection(source: string, start: number): Placed<SyntaxNode> {
  const end = source.endsWith(SECTION_END) ? source.length - SECTION_END.length : source.length;
  const text = source.slice(SECTION_START.length, Math.max(end, SECTION_START.length));
  return { start, node: makeText(text, source.length, uniformMap(SECTION_START.length), 'section') };
}

/** The attributes of a tag, each a map of one entry. */
export function* attributesIn(tag: string, start: number): Generator<Placed<MapNode>> {
  let at = 0;
  for (let equals = tag.indexOf('='); equals >= 0; equals = tag.indexOf('=', at)) {
    const open = passBlanks(tag, equals + 1);
    const quote = tag[open];
    const close = quote === '"' || quote === "'" ? tag.indexOf(quote, open + 1) : -1;
    const nameEnd = tag.slice(at, equals).trimEnd().length + at;
    const from = nameStart(tag, at, nameEnd);
    if (close < 0 || from === nameEnd) {
      at = equals + 1;
      continue;
    }
    yield makeAttribute(tag.slice(from, close + 1), nameEnd - from, open - from, start + from);
    at = close + 1;
  }
}

function passBlanks(tag: string, from: number): number {
  let at = from;
  while (isBlank(tag[at])) {
    at++;
  }
  return at;
}

function nameStart(tag: string, from: number, end: number): number {
  let at = end;
  while (at > from && !isBlank(tag[at - 1]) && tag[at - 1] !== '<' && tag[at - 1] !== '"' && tag[at - 1] !== "'") {
    at--;
  }
  return at;
}

function isBlank(sign: string | undefined): boolean {
  return sign === ' ' || sign === '\n' || sign === '\t' || sign === '\r';
}

function makeAttribute(written: string, nameWidth: number, valueStart: number, start: number): Placed<MapNode> {
  const quoted = written.slice(valueStart);
  const { text, map } = decodeReferences(quoted.slice(1, -1), 1);
  const entry: EntryNode = {
    kind: 'entry',
    key: makeText(written.slice(0, nameWidth), nameWidth, uniformMap(0), 'name'),
    value: makeText(text, quoted.length, map, 'attribute'),
    valueStart,
    width: written.length,
    ...SOUND,
  };
  return { start, node: { kind: 'map', children: [entry], starts: [0], width: written.length, ...SOUND } };
}

const SOUND = { problems: NOTHING, comments: NOTHING, flawed: false, commented: false } as const;
