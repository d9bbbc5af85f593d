/**
 * The operations of Azure, one block a provider, each block read when somebody asks for it.
 *
 * The file begins with lines `#name value`; a block is `@Provider count`, a line with one mark for each operation,
 * and the operations without their provider, front-coded and sorted without regard to case.
 * A mark is c (control), d (data) or b (both planes); in capitals where the plane is only inferred.
 */
import { matchesOperation, type OperationPattern, type Plane } from '../access/azure/operation-pattern.ts';
import type { Operation } from '../access/facts.ts';
import { decodeLines } from './front-coding.ts';

/** One provider's operations. `names` and `keys` (lower case) are without the provider and its slash. */
export interface ProviderBlock {
  readonly provider: string;
  /** The number of its first operation among all of the table. */
  readonly first: number;
  readonly names: readonly string[];
  readonly keys: readonly string[];
  readonly marks: string;
  /** What stands behind each name after a tab, for instance a date. */
  readonly notes: readonly string[];
}

interface BlockPlace {
  readonly provider: string;
  readonly first: number;
  readonly start: number;
  readonly end: number;
  block?: ProviderBlock;
}

export class OperationTable {
  readonly #text: string;
  readonly #places = new Map<string, BlockPlace>();
  /** How many operations it has. */
  readonly size: number;

  constructor(text: string) {
    this.#text = text;
    let at = text.indexOf('\n@') + 1;
    let first = 0;
    while (at > 0) {
      const next = text.indexOf('\n@', at) + 1;
      const provider = text.slice(at + 1, text.indexOf(' ', at));
      const start = text.indexOf('\n', at) + 1;
      this.#places.set(provider.toLowerCase(), { provider, first, start, end: next > 0 ? next - 1 : text.length });
      // The line below the head has one mark for each operation.
      first += text.indexOf('\n', start) - start;
      at = next;
    }
    this.size = first;
  }

  /** A line `#name value` of the file's head, or an empty text. */
  head(name: string): string {
    const at = this.#text.indexOf(`#${name} `);
    return at < 0 ? '' : this.#text.slice(at + name.length + 2, this.#text.indexOf('\n', at));
  }

  /** The providers in lower case, in the order of the list. */
  providers(): IterableIterator<string> {
    return this.#places.keys();
  }

  /** The provider as Azure writes it and the marks of its operations, read without reading the operations. */
  provider(key: string): { readonly name: string; readonly marks: string } | undefined {
    const place = this.#places.get(key);
    return (
      place && { name: place.provider, marks: this.#text.slice(place.start, this.#text.indexOf('\n', place.start)) }
    );
  }

  /** @param provider in lower case */
  block(provider: string): ProviderBlock | undefined {
    const place = this.#places.get(provider);
    if (!place) {
      return undefined;
    }
    place.block ??= readBlock(place, this.#text.slice(place.start, place.end).trimEnd());
    return place.block;
  }

  /** The block with the operation of a number, and the operation's index in it. */
  locate(number: number): { readonly block: ProviderBlock; readonly index: number } | undefined {
    let found: BlockPlace | undefined;
    for (const place of this.#places.values()) {
      if (place.first > number) {
        break;
      }
      found = place;
    }
    const block = found && this.block(found.provider.toLowerCase());
    return block && number >= 0 && number < this.size ? { block, index: number - block.first } : undefined;
  }

  /** Calls `visit` with every operation that the pattern matches. */
  each(pattern: OperationPattern, visit: (block: ProviderBlock, index: number) => void): void {
    const slash = pattern.prefix.indexOf('/');
    if (slash >= 0) {
      const block = this.block(pattern.prefix.slice(0, slash));
      if (block && pattern.stars === 0) {
        const key = pattern.key.slice(slash + 1);
        const index = lowerBound(block.keys, key);
        if (block.keys[index] === key) {
          visit(block, index);
        }
      } else if (block) {
        eachInBlock(block, pattern, pattern.prefix.slice(slash + 1), visit);
      }
      return;
    }
    if (pattern.stars > 0) {
      for (const provider of this.#places.keys()) {
        const block = provider.startsWith(pattern.prefix) ? this.block(provider) : undefined;
        if (block) {
          eachInBlock(block, pattern, '', visit);
        }
      }
    }
  }
}

function readBlock({ provider, first }: BlockPlace, text: string): ProviderBlock {
  const newline = text.indexOf('\n');
  const lines = decodeLines(text.slice(newline + 1));
  // Only retired operations have notes.
  const rows = text.includes('\t') ? lines.map((line) => line.split('\t')) : [];
  const names = rows.length > 0 ? rows.map(([name = '']) => name) : lines;
  return {
    provider,
    first,
    marks: text.slice(0, newline),
    names,
    keys: names.map((name) => name.toLowerCase()),
    notes: rows.map(([, note = '']) => note),
  };
}

function eachInBlock(
  block: ProviderBlock,
  pattern: OperationPattern,
  prefix: string,
  visit: (block: ProviderBlock, index: number) => void,
): void {
  const provider = `${block.provider.toLowerCase()}/`;
  // How much of what stands before and behind the star the key itself has to have room for.
  const room = prefix.length + pattern.suffix.length;
  for (let index = lowerBound(block.keys, prefix); index < block.keys.length; index++) {
    const key = block.keys[index] ?? '';
    if (!key.startsWith(prefix)) {
      return;
    }
    // Whole names are put together only where that is needed: wildcards over everything look at every key.
    const isMatched =
      pattern.stars === 1 && key.length >= room
        ? key.endsWith(pattern.suffix)
        : matchesOperation(pattern, provider + key);
    if (isMatched) {
      visit(block, index);
    }
  }
}

/** The index of the first key that is not before `wanted`. */
export function lowerBound(keys: readonly string[], wanted: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((keys[middle] ?? '') < wanted) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

const CONTROL: readonly Plane[] = ['control'];
const DATA: readonly Plane[] = ['data'];
const BOTH: readonly Plane[] = ['control', 'data'];
const PLANES: Readonly<Record<string, readonly Plane[]>> = {
  c: CONTROL,
  C: CONTROL,
  d: DATA,
  D: DATA,
  b: BOTH,
  B: BOTH,
};

/** The planes of a mark. */
export function planesOfMark(mark: string): readonly Plane[] {
  return PLANES[mark] ?? [];
}

/** The operation at an index of a block. */
export function operationAt(block: ProviderBlock, index: number): Operation {
  const mark = block.marks[index] ?? 'C';
  return {
    name: `${block.provider}/${block.names[index] ?? ''}`,
    planes: planesOfMark(mark),
    planeVerified: mark === mark.toLowerCase(),
  };
}
