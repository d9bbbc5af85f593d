/** What a language is to the rest of the product, and where a tree stands: in the file, or in a scalar of another tree. */
import type { Change, Edit } from './change.ts';
import { type Placed, type Problem, type ScalarNode, type Span, type SyntaxNode, spanIn } from './tree.ts';

export interface Tree {
  readonly language: Language;
  readonly text: string;
  /** Placed from the beginning of `text`; undefined where there is nothing but blanks. */
  readonly root: Placed<SyntaxNode> | undefined;
  /** Problems and comments outside the root, from the beginning of `text`. */
  readonly problems: readonly Problem[];
  readonly comments: readonly Span[];
}

/** What changed between two texts: `length` code units now stand where `start` to `end` stood. */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly length: number;
}

export interface Language {
  readonly id: string;
  /** The key under which the root would stand in a file that holds more: what is written is the value of that one key. */
  readonly rootKey?: string;
  /** Whether texts stand there as they are, without quotes. */
  readonly bareTexts?: true;
  /** Whether keys do. */
  readonly bareKeys?: true;
  /**
   * Whether it is text for people, in which other languages are only shown: pieces of files, with words in them for what
   * the readers put in themselves.
   */
  readonly isProse?: true;
  /** What begins a comment that goes to the end of its line, where the language has such comments. */
  readonly lineComment?: string;
  /** Reads any text; never throws. */
  parse(text: string): Tree;
  /** Reads a text that differs from a tree's in one place, sharing the nodes that the change does not touch. */
  reparse(tree: Tree, text: string, change: TextChange): Tree;
  /**
   * The edits that make a change, or undefined where the place cannot be written safely.
   * @param text the text of the tree, from whose beginning the change's nodes are placed
   */
  write(text: string, change: Change): readonly Edit[] | undefined;
}

/** The changes between two texts as one: what they have in common at both ends is no part of it. */
export function mergeChanges(first: TextChange | undefined, second: TextChange): TextChange {
  if (!first) {
    return second;
  }
  // Places of `second` lie in the text between the two; `first` made `first.length` of `first.end - first.start`.
  const grown = first.length - (first.end - first.start);
  const start = Math.min(first.start, second.start);
  const middleEnd = Math.max(first.start + first.length, second.end);
  return { start, end: middleEnd - grown, length: middleEnd - start + second.length - (second.end - second.start) };
}

/** Where a tree stands: translates its places and edits to those of the file. */
export interface Frame {
  readonly tree: Tree;
  toFile(span: Span): Span;
  /** Undefined where the host cannot write the text safely. */
  toFileEdits(edits: readonly Edit[]): readonly Edit[] | undefined;
}

// Whoever asks again gets the same, so that what is known of a frame is known to all.
const fileFrames = new WeakMap<Tree, Frame>();

export function fileFrame(tree: Tree): Frame {
  const frame = fileFrames.get(tree) ?? { tree, toFile: (span) => span, toFileEdits: (edits) => edits };
  fileFrames.set(tree, frame);
  return frame;
}

/** @param scalar whose decoded text is the text of `tree`, placed in the host's tree */
export function embeddedFrame(host: Frame, scalar: Placed<ScalarNode>, tree: Tree): Frame {
  return {
    tree,
    toFile: (span) => host.toFile(spanIn(scalar, span.start, span.end)),
    toFileEdits: (edits) => {
      const inHost: Edit[] = [];
      for (const { span, text } of edits) {
        const written = host.tree.language.write(host.tree.text, { verb: 'replaceText', scalar, span, text });
        if (!written) {
          return undefined;
        }
        inHost.push(...written);
      }
      return host.toFileEdits(inHost);
    },
  };
}

// A scalar is a node of a tree, so what was read from its text stays true for as long as the node lives.
const embedded = new WeakMap<ScalarNode, Map<Language, Tree>>();

/** The tree of a scalar's decoded text in a language. */
export function parseEmbedded(scalar: ScalarNode, language: Language): Tree {
  const trees = embedded.get(scalar) ?? new Map<Language, Tree>();
  embedded.set(scalar, trees);
  const tree = trees.get(language) ?? language.parse(scalar.text);
  trees.set(language, tree);
  return tree;
}
