/** Builds the scalars of YAML: their text is taken from the source, whatever the library was shown in its place. */
import type { CST } from 'yaml';
import type { Placed, ScalarNode } from '../tree.ts';
import { NOTHING } from '../tree.ts';
import { readBlockScalar } from './yaml-block-scalar.ts';
import { readPlain, readQuoted } from './yaml-flow-scalar.ts';
import { AT_START, makeScalar, withTag } from './yaml-nodes.ts';

/** Tags that make a string of whatever is written; others are for the one who reads the value. */
const STRING_TAG = /^!(?:!str|!binary|<tag:yaml\.org,2002:str>)?$/;

export abstract class ScalarBuilder {
  readonly source: string;
  /** What the library reads instead of the source; of the same length. */
  readonly masked: string;

  constructor(source: string, masked: string) {
    this.source = source;
    this.masked = masked;
  }

  /** Builds a node of any kind, without the tag that is for readers. */
  abstract untagged(token: CST.Token, tag: string | undefined): Placed;

  /** Builds a node that is no key. */
  value(token: CST.Token, tag: string | undefined): Placed {
    return withTag(this.untagged(token, tag), tag);
  }

  abstract base: number;

  /** Whether a token stands in the text; what the library was given behind it is nobody's. */
  isInText(token: CST.Token): boolean {
    return this.base + token.offset < this.source.length;
  }

  flowScalar(
    type: 'scalar' | 'single-quoted-scalar' | 'double-quoted-scalar',
    start: number,
    length: number,
    tag: string | undefined,
  ): ScalarNode {
    // A string that is not closed goes up to some line end; how many empty lines it takes says nothing.
    const source = this.source.slice(start, start + length).trimEnd();
    if (type !== 'scalar') {
      return readQuoted(source, type === 'single-quoted-scalar' ? 'single' : 'double');
    }
    const isTemplate = source.startsWith('{{') && this.masked[start] !== '{';
    const forced = isTemplate ? 'word' : tag !== undefined && STRING_TAG.test(tag) ? 'string' : undefined;
    return readPlain(source, forced);
  }

  readBlock(start: number, bodyStart: number, length: number, parentIndent: number): ScalarNode {
    return readBlockScalar(this.source.slice(start, bodyStart + length), bodyStart - start, parentIndent);
  }

  /** A key as a scalar; one that is a container or an alias is a word, as it is written. */
  key(token: CST.Token, tag: string | undefined): Placed<ScalarNode> {
    const { node, start } = this.untagged(token, tag);
    if (node.kind === 'scalar') {
      return { node, start };
    }
    const text = this.source.slice(start, start + node.width);
    const word = { type: 'word', text, width: node.width, map: AT_START, style: 'plain', problems: NOTHING } as const;
    return { node: makeScalar(word), start };
  }
}
