/** The lines of the places where facts stand. A file is read again when the first of its places is shown. */
import type { Origin } from '../access/decision.ts';
import { LineIndex } from '../features/line-index.ts';
import { nameOfAddress, readInventoryText } from './read-inventory.ts';

export interface FileLine {
  /** Relative to the working folder, with `/`. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

export class OriginLines {
  readonly #folder: string;
  readonly #indexes = new Map<string, LineIndex>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  placeOf({ uri, offset }: Origin): FileLine {
    const index = this.#indexes.get(uri) ?? new LineIndex(readInventoryText(uri) ?? '');
    this.#indexes.set(uri, index);
    return { file: nameOfAddress(uri, this.#folder), line: index.positionAt(offset).line + 1 };
  }
}
