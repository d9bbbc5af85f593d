/** What is known while a list of commands is read: the script, or what stands in one substitution. */
import type { CommandNode, MapNode, Placed } from '../tree.ts';
import type { CommandDraft } from './command-draft.ts';
import type { HereDocument } from './here-document.ts';

export type Item = CommandDraft | Placed<CommandNode | MapNode>;

interface OpenGroup {
  readonly at: number;
  /** Of a group in brackets: how many commands there were before it. Of a `case`: undefined. */
  readonly before: number | undefined;
  /** Whether a pattern of the `case` comes next. */
  pattern: boolean;
}

export class CommandList {
  /** Whether it is the script itself, which keeps assignments. */
  readonly isScript: boolean;
  readonly items: Item[] = [];
  readonly documents: HereDocument[] = [];
  readonly open: OpenGroup[] = [];
  /** The command that was read last. */
  last: CommandDraft | undefined;
  /** What a pipe here would read from. */
  previous: CommandDraft | undefined;
  /** The command whose output the next one reads. */
  pipe: CommandDraft | undefined;
  /** Whether `previous` is the last command of a group that ends here, so that it may stand lines above. */
  behindGroup = false;
  #brackets = 0;
  #commands = 0;

  constructor(isScript: boolean) {
    this.isScript = isScript;
  }

  addCommand(draft: CommandDraft): void {
    this.items.push(draft);
    this.#commands++;
    this.last = draft;
    this.previous = draft;
    this.behindGroup = false;
  }

  openGroup(at: number): void {
    this.open.push({ at, before: this.#commands, pattern: false });
    this.#brackets++;
    this.previous = undefined;
  }

  openCase(at: number): void {
    this.open.push({ at, before: undefined, pattern: true });
    this.previous = undefined;
  }

  /** Whether what comes next is the pattern of a `case`. */
  get wantsPattern(): boolean {
    return this.open.at(-1)?.pattern ?? false;
  }

  setPattern(wanted: boolean): void {
    const top = this.open.at(-1);
    if (top && top.before === undefined) {
      top.pattern = wanted;
    }
  }

  closeCase(): void {
    if (this.open.at(-1)?.before === undefined) {
      this.open.pop();
    }
  }

  /** Closes the innermost group in brackets; false where none is open. */
  closeGroup(): boolean {
    if (this.#brackets === 0) {
      return false;
    }
    let top = this.open.pop();
    while (top && top.before === undefined) {
      top = this.open.pop();
    }
    this.#brackets--;
    this.previous = top?.before === this.#commands ? undefined : this.last;
    return true;
  }

  /** Behind the word that ends a group: a pipe reads what its last command writes. */
  endGroup(): void {
    this.previous = this.last;
    this.behindGroup = true;
  }
}
