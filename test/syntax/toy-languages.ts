/**
 * Two toy languages, just enough of a YAML with block scalars and of a shell with single quotes to stand around a role.
 * They prove that the tree, the offset maps and the verbs carry through three languages before real ones are built.
 */
import type { Change, Edit } from '../../server/src/syntax/change.ts';
import type { Language } from '../../server/src/syntax/language.ts';
import type { Piece } from '../../server/src/syntax/offset-map.ts';
import {
  type CommandNode,
  type CommandOption,
  type EntryNode,
  NOTHING,
  type Placed,
  type ScalarNode,
  spanIn,
} from '../../server/src/syntax/tree.ts';

const PLAIN = { problems: NOTHING, comments: NOTHING, flawed: false, commented: false };

function scalar(text: string, width: number, pieces: readonly Piece[], style: string): ScalarNode {
  return { kind: 'scalar', type: 'string', text, width, map: { shift: 0, pieces }, opaque: NOTHING, style, ...PLAIN };
}

/** `key: |` and indented lines; the style of the scalar is its indentation. */
export const toyYaml: Language = {
  id: 'toy-yaml',
  parse(text) {
    const head = /^(\w+): \|\n/.exec(text);
    const start = head?.[0].length ?? 0;
    const indent = /^ */.exec(text.slice(start))?.[0] ?? '';
    const pieces: Piece[] = [];
    let decoded = '';
    let at = start;
    for (const line of text.slice(start).split(/(?<=\n)/)) {
      const content = line.startsWith(indent) ? line.slice(indent.length) : line.trimStart();
      const source = at + line.length - content.length - start;
      pieces.push({
        decoded: { start: decoded.length, end: decoded.length + content.length },
        source: { start: source, end: source + content.length },
      });
      decoded += content;
      at += line.length;
    }
    const value = scalar(decoded, text.length - start, pieces, indent);
    const key = scalar(head?.[1] ?? '', 0, [], 'plain');
    const entry: EntryNode = { kind: 'entry', key, value, valueStart: start, width: text.length, ...PLAIN };
    const root = {
      node: { kind: 'map', children: [entry], starts: [0], width: text.length, ...PLAIN } as const,
      start: 0,
    };
    return { language: toyYaml, text, root, problems: NOTHING, comments: NOTHING };
  },
  reparse: (_, text) => toyYaml.parse(text),
  write: (_, change) => writeText(change, (text, indent) => text.replaceAll('\n', `\n${indent}`)),
};

/** One command of bare and single-quoted words, with continuation lines between them. */
export const toyShell: Language = {
  id: 'toy-shell',
  parse(text) {
    const words: Placed<ScalarNode>[] = [];
    const options: CommandOption[] = [];
    const line: Placed<ScalarNode>[] = [];
    let waiting: Placed<ScalarNode> | undefined;
    for (const match of text.matchAll(/'([^']*)'|(?:[^\s'\\]|\\[^\n])+/g)) {
      const quoted = match[1];
      const shift = quoted === undefined ? 0 : 1;
      const content = quoted ?? match[0];
      const piece = {
        decoded: { start: 0, end: content.length },
        source: { start: shift, end: shift + content.length },
      };
      const word = { node: scalar(content, match[0].length, [piece], shift ? 'single' : 'bare'), start: match.index };
      line.push(word);
      if (waiting) {
        options.push({ name: waiting, value: word });
        waiting = undefined;
      } else if (content.startsWith('--')) {
        waiting = word;
      } else {
        words.push(word);
      }
    }
    const node: CommandNode = { kind: 'command', words, options, line, width: text.length, ...PLAIN };
    return { language: toyShell, text, root: { node, start: 0 }, problems: NOTHING, comments: NOTHING };
  },
  reparse: (_, text) => toyShell.parse(text),
  write: (_, change) =>
    // A quote cannot stand between single quotes: it is written outside of them.
    writeText(change, (text, style) => (style === 'single' ? text.replaceAll("'", "'\\''") : undefined)),
};

function writeText(
  change: Change,
  encode: (text: string, style: string) => string | undefined,
): readonly Edit[] | undefined {
  if (change.verb !== 'replaceText') {
    return undefined;
  }
  const text = encode(change.text, change.scalar.node.style);
  return text === undefined ? undefined : [{ span: spanIn(change.scalar, change.span.start, change.span.end), text }];
}
