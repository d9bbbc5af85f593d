/** What is known while a list of statements is read: the script, what stands in brackets, or one statement. */
import type { CommandNode, MapNode, Placed, ScalarNode } from '../tree.ts';
import type { CommandDraft } from './command-draft.ts';
import type { GroupKind } from './expandable-reader.ts';

export type Item = CommandDraft | Placed<CommandNode | MapNode>;

/** What a bracket has opened. Stacks are shared, so that it costs nothing to remember one. */
export interface OpenBracket {
  readonly kind: GroupKind | 'bracket';
  readonly at: number;
  /** Whether words are no commands in it: arguments of attributes. */
  readonly isQuiet: boolean;
  /** Whether parameters with their defaults stand in it. */
  readonly isParameters: boolean;
  readonly depth: number;
  readonly below: OpenBracket | undefined;
}

/** Where a list ends: at the end of its text, behind the bracket that closes it, or where its one statement does. */
export type ListEnd = 'text' | 'bracket' | 'statement' | 'element';

export class StatementList {
  readonly ends: ListEnd;
  readonly items: Item[] = [];
  /** Whether a statement begins next, or goes on; in a hashtable the value of an entry is a statement. */
  mode: 'start' | 'value' | 'rest' = 'start';
  open: OpenBracket | undefined;
  /** What a pipe here would read from. */
  previous: CommandDraft | Placed<ScalarNode> | undefined;
  /** What the next command reads. */
  pipe: CommandDraft | Placed<ScalarNode> | undefined;
  /** Whether a script block ends it, because what stands in the block is read for itself. */
  stopsAtBlock = false;
  /** Whether the line cannot be the last one of the statement. */
  isPending = false;
  /** Whether nothing stands before on the line, which may go on with what stands above. */
  isLineStart = true;

  constructor(ends: ListEnd) {
    this.ends = ends;
  }

  /** Whether it is the script itself, which keeps assignments. */
  get isScript(): boolean {
    return this.ends === 'text';
  }

  push(kind: OpenBracket['kind'], at: number, isParameters: boolean): void {
    const below = this.open;
    const isQuiet = kind === 'bracket' || (kind === 'paren' && (below?.isQuiet ?? false));
    this.open = { kind, at, isQuiet, isParameters, depth: (below?.depth ?? 0) + 1, below };
    this.pipe = undefined;
    this.begin('start');
  }

  begin(mode: StatementList['mode']): void {
    this.mode = mode;
    this.isPending = false;
    this.isLineStart = false;
    this.previous = undefined;
  }
}

/** Whether two stacks are of the same kinds of brackets. */
export function areAlike(one: OpenBracket | undefined, other: OpenBracket | undefined): boolean {
  let [a, b] = [one, other];
  while (a !== b) {
    if (a?.depth !== b?.depth || a?.kind !== b?.kind || a?.isParameters !== b?.isParameters) {
      return false;
    }
    [a, b] = [a?.below, b?.below];
  }
  return true;
}
