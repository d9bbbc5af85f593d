/**
 * A program, a script, or a cell of a notebook, that reads secrets or grants on their scopes: as a whole, for what it does
 * with them. Which names hold secrets is known from the other cells of a notebook as well.
 */
import type { Tree } from '../syntax/language.ts';
import { isList, type ListNode, type Placed, type SyntaxNode, visitNodes } from '../syntax/tree.ts';

export type ProgramLanguage = 'code' | 'query' | 'script';

/** A secret as it was read, or its bytes. */
export type HeldSecret = 'text' | 'bytes';

export interface Program {
  readonly kind: 'databricks/program';
  readonly language: ProgramLanguage;
  /** The statements, placed at the start of the model. */
  readonly root: Placed<ListNode>;
  /** The text of the root. */
  readonly text: string;
  /** The names that hold secrets in other cells. */
  readonly held: ReadonlyMap<string, HeldSecret>;
}

const LANGUAGES: Readonly<Record<string, ProgramLanguage>> = { code: 'code', query: 'query', script: 'script' };
/** What a program has to have in it. */
const MARKS: Readonly<Record<ProgramLanguage, RegExp>> = {
  code: /\bsecrets\s*\.\s*get/,
  query: /\b(?:try_)?secret\s*\(/i,
  script: /\b(?:put|write)-acl\b[\s\S]*\b(?:put|write)-acl\b/,
};
const READS_SECRET = /(?:^|\.)dbutils\.secrets\.get(Bytes)?$/;

export const NOTHING_HELD: ReadonlyMap<string, HeldSecret> = new Map();

const programs = new WeakMap<SyntaxNode, Program>();

/** @param held what other cells hold */
export function readProgram(
  { root, text, language }: Tree,
  held: ReadonlyMap<string, HeldSecret>,
): Program | undefined {
  const kind = LANGUAGES[language.rootKey ?? ''];
  if (!kind || !isList(root)) {
    return undefined;
  }
  const known = programs.get(root.node);
  if (known?.held === held) {
    return known;
  }
  const source = text.slice(root.start, root.start + root.node.width);
  if (!MARKS[kind].test(source) && !(kind === 'code' && names(source, held))) {
    return undefined;
  }
  const program: Program = {
    kind: 'databricks/program',
    language: kind,
    root: { node: root.node, start: 0 },
    text: source,
    held,
  };
  programs.set(root.node, program);
  return program;
}

function names(source: string, held: ReadonlyMap<string, HeldSecret>): boolean {
  return held.size > 0 && (source.match(/[\w.]+/g) ?? []).some((word) => held.has(word.split('.')[0] ?? ''));
}

function sameNames(one: ReadonlyMap<string, HeldSecret>, other: ReadonlyMap<string, HeldSecret>): boolean {
  return one.size === other.size && [...one].every(([name, held]) => other.get(name) === held);
}

/** What a call hands over, where it reads a secret. */
export function secretReadBy(callee: string): HeldSecret | undefined {
  const match = READS_SECRET.exec(callee);
  return match ? (match[1] ? 'bytes' : 'text') : undefined;
}

/** The names to which a program assigns what it reads of secrets. */
function namesHolding({ root, text, language }: Tree): ReadonlyMap<string, HeldSecret> {
  return isList(root) && language.rootKey === 'code' && MARKS.code.test(text)
    ? namesHoldingIn(root.node)
    : NOTHING_HELD;
}

const namesHeld = new WeakMap<SyntaxNode, ReadonlyMap<string, HeldSecret>>();

/** The same of its statements. */
export function namesHoldingIn(root: ListNode): ReadonlyMap<string, HeldSecret> {
  const known = namesHeld.get(root);
  if (known) {
    return known;
  }
  const held = new Map<string, HeldSecret>();
  visitNodes(
    root,
    0,
    () => true,
    (node) => {
      const value = node.kind === 'entry' ? node.value : undefined;
      const secret = value?.kind === 'call' ? secretReadBy(value.callee) : undefined;
      if (node.kind === 'entry' && secret) {
        held.set(node.key.text, secret);
      }
    },
  );
  namesHeld.set(root, held);
  return held;
}

/** What was said last, by what its first cell holds, so that it is the same for as long as nothing changes. */
const heldTogether = new WeakMap<ReadonlyMap<string, HeldSecret>, ReadonlyMap<string, HeldSecret>>();

/** What the programs of several cells hold together. */
export function namesHeldBy(trees: readonly Tree[]): ReadonlyMap<string, HeldSecret> {
  const found = trees.map(namesHolding).filter(({ size }) => size > 0);
  const [first] = found;
  if (!first) {
    return NOTHING_HELD;
  }
  const together = new Map(found.flatMap((held) => [...held]));
  const known = heldTogether.get(first);
  const held = known && sameNames(known, together) ? known : together;
  heldTogether.set(first, held);
  return held;
}
