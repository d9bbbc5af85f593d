/**
 * Code that runs on a cluster with IAM credential passthrough, as it says itself: it chooses among the roles of whoever
 * runs it, or mounts with their credentials. Where one cell of a notebook says so, it holds for all of them.
 */
import type { Tree } from '../syntax/language.ts';
import { isNotebook, notebookCells } from '../syntax/notebook.ts';
import {
  isList,
  type ListNode,
  type Placed,
  type ScalarNode,
  type Span,
  spanOfText,
  visitNodes,
} from '../syntax/tree.ts';
import type { Model } from './model.ts';
import type { Part } from './part.ts';

export interface PassthroughCode {
  readonly kind: 'databricks/passthrough-code';
  readonly language: 'code' | 'query';
  /** The statements, placed at the start of the model. */
  readonly root: Placed<ListNode>;
  /** The text of the root. */
  readonly text: string;
  /** Where the code itself says that it is about passthrough. */
  readonly marks: readonly Span[];
  /** The mount points that the notebook makes with the credentials of whoever runs it. */
  readonly mounts: readonly string[];
}

/** A cell with a command for the file system: `%fs ls /mnt`. */
export interface FileSystemCell {
  readonly kind: 'databricks/file-system-cell';
  /** The language of the cell, in the text where it stands: its own node, or the whole cell. */
  readonly magic: { readonly scalar: Placed<ScalarNode>; readonly span: Span };
  /** The command; undefined where it is a part of the text in which the magic stands. */
  readonly source: Placed<ScalarNode> | undefined;
  /** What it says. */
  readonly command: string;
}

/** What one cell says for all. */
export interface PassthroughMark {
  readonly mounts: readonly string[];
}

const WORDS = /dbutils\s*\.\s*credentials|credentials\.assumed\.role|AwsCredentialContextTokenProvider/;
const CHOOSES_ROLE = /(?:^|\.)dbutils\.credentials\.(?:assumeRole|showCurrentRole|showRoles)$/;
const ROLE_PROPERTY = 'spark.databricks.credentials.assumed.role';
const TOKEN_PROVIDER = 'AwsCredentialContextTokenProvider';
const SETS_ROLE = /^[ \t]{0,40}SET[ \t]{1,8}spark\.databricks\.credentials\.assumed\.role\b/im;

/** What some trees say together; undefined where none of them says anything of passthrough. */
export function readPassthroughMark(trees: readonly Tree[]): PassthroughMark | undefined {
  const telling = trees.filter((tree) => languageOf(tree) !== undefined && WORDS.test(tree.text));
  const isMarked = telling.some((tree) => marksIn(tree).length > 0);
  return isMarked ? { mounts: telling.flatMap(mountsIn) } : undefined;
}

function languageOf({ language, root }: Tree): PassthroughCode['language'] | undefined {
  const { rootKey } = language;
  return (rootKey === 'code' || rootKey === 'query') && isList(root) && !isNotebook(root) ? rootKey : undefined;
}

/** Calls that choose a role, and texts that name what does. Placed from the start of the root. */
function marksIn(tree: Tree): readonly Span[] {
  const { root } = tree;
  if (languageOf(tree) === 'query') {
    const match = root && SETS_ROLE.exec(tree.text.slice(root.start));
    return match ? [{ start: match.index + match[0].search(/S/i), end: match.index + match[0].length }] : [];
  }
  const marks: Span[] = [];
  visitNodes(
    root?.node ?? NOTHING_THERE,
    0,
    () => true,
    (node, start) => {
      if (node.kind === 'call' && CHOOSES_ROLE.test(node.callee)) {
        marks.push({ start, end: start + node.width });
      } else if (node.kind === 'scalar' && node.type === 'string' && namesPassthrough(node.text)) {
        marks.push(spanOfText({ node, start }));
      }
    },
  );
  return marks;
}

const NOTHING_THERE: ListNode = {
  kind: 'list',
  flat: true,
  children: [],
  starts: [],
  width: 0,
  problems: [],
  comments: [],
  flawed: false,
  commented: false,
};

function namesPassthrough(text: string): boolean {
  return text === ROLE_PROPERTY || text.endsWith(TOKEN_PROVIDER) || SETS_ROLE.test(text);
}

/** The mount points of a program that knows how to mount with the credentials of its user. */
function mountsIn(tree: Tree): readonly string[] {
  const mounts: string[] = [];
  visitNodes(
    tree.text.includes(TOKEN_PROVIDER) ? (tree.root?.node ?? NOTHING_THERE) : NOTHING_THERE,
    0,
    () => true,
    (node) => {
      const [source, point] = node.kind === 'call' && /(?:^|\.)fs\.mount$/.test(node.callee) ? node.children : [];
      if (source?.kind === 'scalar' && /^s3[an]?:/.test(source.text) && point?.kind === 'scalar') {
        mounts.push(point.text);
      }
    },
  );
  return mounts;
}

const codes = new WeakMap<ListNode, PassthroughCode>();

/** The program of a tree on which a mark lies. */
export function readPassthroughCode(tree: Tree, mark: PassthroughMark | undefined): PassthroughCode | undefined {
  const language = mark && languageOf(tree);
  const { root, text } = tree;
  if (!mark || !language || !isList(root)) {
    return undefined;
  }
  const known = codes.get(root.node);
  if (known && known.mounts.join('\n') === mark.mounts.join('\n')) {
    return known;
  }
  const code: PassthroughCode = {
    kind: 'databricks/passthrough-code',
    language,
    root: { node: root.node, start: 0 },
    text: text.slice(root.start, root.start + root.node.width),
    marks: marksIn(tree),
    mounts: mark.mounts,
  };
  codes.set(root.node, code);
  return code;
}

/** The cells with commands for the file system, of a notebook on which a mark lies; placed from the start of its text. */
export function fileSystemCells({ root }: Tree, mark: PassthroughMark | undefined): readonly Part<Model>[] {
  if (!mark) {
    return [];
  }
  return [...notebookCells(root)].flatMap((cell): Part<Model>[] => {
    const magic = cell.language === 'fs' ? (cell.magic ?? cell.whole) : undefined;
    if (!magic) {
      return [];
    }
    const { text } = magic.node;
    const at = text.lastIndexOf('fs', text.startsWith('%%') ? 2 : 1);
    const model: FileSystemCell = {
      kind: 'databricks/file-system-cell',
      magic: { scalar: { node: magic.node, start: 0 }, span: { start: at, end: at + 2 } },
      source: cell.magic && { node: cell.source.node, start: cell.source.start - magic.start },
      command: cell.source.node.text,
    };
    return [{ model, start: magic.start }];
  });
}
