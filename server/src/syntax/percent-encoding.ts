/** Texts in which characters are written as `%7B`, as addresses and the policies in exports of AWS have them. */
import { toSource } from './offset-map.ts';
import { StringDecoder } from './string-decoder.ts';
import type { ScalarNode } from './tree.ts';

const decoded = new WeakMap<ScalarNode, ScalarNode>();

/**
 * The same scalar with such characters decoded, its text mapped to the same source. What stands there cannot be written
 * again by halves, so it is marked as a text that no writer takes. Undefined where the bytes are no UTF-8.
 */
export function decodePercent(node: ScalarNode): ScalarNode | undefined {
  const known = decoded.get(node) ?? decode(node);
  if (known) {
    decoded.set(node, known);
  }
  return known;
}

const RUN = /(?:%[0-9A-Fa-f]{2})+/g;

function decode(node: ScalarNode): ScalarNode | undefined {
  const { text, map } = node;
  const decoder = new StringDecoder(text, 0);
  let from = 0;
  const add = (part: string, start: number, end: number) => {
    const source = toSource(map, { start, end });
    decoder.add(part, source.start, source.end);
  };
  const copy = (to: number) => {
    for (let at = from; at < to; at++) {
      const character = text.charAt(at);
      add(character === '+' ? ' ' : character, at, at + 1);
    }
  };
  for (const { 0: run, index } of text.matchAll(RUN)) {
    copy(index);
    const plain = decodeRun(run);
    if (plain === undefined) {
      return undefined;
    }
    if (plain.length * 3 === run.length) {
      for (let at = 0; at < plain.length; at++) {
        add(plain.charAt(at), index + at * 3, index + at * 3 + 3);
      }
    } else {
      add(plain, index, index + run.length);
    }
    from = index + run.length;
  }
  copy(text.length);
  return { ...decoder.finish(node.width, 'percent-encoded', 0), type: 'word' };
}

function decodeRun(run: string): string | undefined {
  try {
    return decodeURIComponent(run);
  } catch {
    return undefined;
  }
}
