/** Makes the nodes of XML: an element is a call of its name, its attributes the named arguments, what it holds the others. */
import { makeText } from '../make-text.ts';
import { uniformMap } from '../offset-map.ts';
import { type CallNode, type EntryNode, type MapNode, NOTHING, type Placed, type SyntaxNode } from '../tree.ts';
import { decodeReferences } from './xml-references.ts';

/** An element that is being read. */
export interface OpenElement {
  /** `{namespace}name`, as one writes names of XML without prefixes. */
  readonly callee: string;
  readonly start: number;
  readonly children: Placed[];
}

export function closeElement({ callee, start, children }: OpenElement, end: number): Placed<CallNode> {
  return {
    start,
    node: {
      kind: 'call',
      callee,
      children: children.map(({ node }) => node),
      starts: children.map((child) => child.start - start),
      width: end - start,
      problems: NOTHING,
      comments: NOTHING,
      flawed: false,
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

const ATTRIBUTE = /([^\s=<>"'/]{1,512})\s{0,999}=\s{0,999}("[^"<]*"|'[^'<]*')/g;

/** The attributes of a tag, each a map of one entry. */
export function* attributesIn(tag: string, start: number): Generator<Placed<MapNode>> {
  for (const { 0: written, 1: name = '', 2: quoted = '', index } of tag.matchAll(ATTRIBUTE)) {
    const valueStart = written.length - quoted.length;
    const { text, map } = decodeReferences(quoted.slice(1, -1), 1);
    const entry: EntryNode = {
      kind: 'entry',
      key: makeText(name, name.length, uniformMap(0), 'name'),
      value: makeText(text, quoted.length, map, 'attribute'),
      valueStart,
      width: written.length,
      ...SOUND,
    };
    yield {
      start: start + index,
      node: { kind: 'map', children: [entry], starts: [0], width: written.length, ...SOUND },
    };
  }
}

const SOUND = { problems: NOTHING, comments: NOTHING, flawed: false, commented: false } as const;
