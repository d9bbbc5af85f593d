/** The published and the retired operations of Azure, read from the catalogue's two files when first asked for. */
import { type OperationPattern, type Plane, withoutStarSegment } from '../access/azure/operation-pattern.ts';
import type { Operation, OperationCount, OperationFacts, OperationSegment, RetiredOperation } from '../access/facts.ts';
import { nearestOperations } from './nearest-operation.ts';
import { lowerBound, OperationTable, operationAt, type ProviderBlock, planesOfMark } from './operation-table.ts';
import { planesOf, SegmentTree } from './segment-tree.ts';

const NONE: OperationCount = { control: 0, data: 0, unverified: 0 };

export class AzureOperations implements OperationFacts {
  readonly date: string;
  readonly #published: OperationTable;
  readonly #tree: SegmentTree;
  readonly #readRetired: () => string;
  #retired: OperationTable | undefined;
  readonly #counts = new WeakMap<OperationPattern, OperationCount>();
  readonly #nearest = new WeakMap<OperationPattern, Map<Plane, readonly string[]>>();

  /**
   * @param published the text of `azure-operations.txt`
   * @param readRetired gives the text of `azure-retired-operations.txt`, which few files need
   */
  constructor(published: string, readRetired: () => string) {
    this.#published = new OperationTable(published);
    this.#tree = new SegmentTree(this.#published);
    this.#readRetired = readRetired;
    this.date = this.#published.head('date');
  }

  find(key: string): Operation | undefined {
    const found = this.#locate(key);
    return found && operationAt(found.block, found.index);
  }

  numberOf(key: string): number | undefined {
    const found = this.#locate(key);
    return found && found.block.first + found.index;
  }

  #locate(key: string): { readonly block: ProviderBlock; readonly index: number } | undefined {
    const slash = key.indexOf('/');
    const block = slash < 0 ? undefined : this.#published.block(key.slice(0, slash));
    if (!block) {
      return undefined;
    }
    const rest = key.slice(slash + 1);
    const index = lowerBound(block.keys, rest);
    return block.keys[index] === rest ? { block, index } : undefined;
  }

  get size(): number {
    return this.#published.size;
  }

  at(number: number): Operation | undefined {
    const found = this.#published.locate(number);
    return found && operationAt(found.block, found.index);
  }

  visit(pattern: OperationPattern, visit: (number: number, planes: readonly Plane[]) => void): void {
    this.#published.each(pattern, (block, index) => {
      visit(block.first + index, planesOfMark(block.marks[index] ?? ''));
    });
  }

  count(pattern: OperationPattern): OperationCount {
    let count = this.#counts.get(pattern);
    if (!count) {
      count = this.#countMatches(pattern);
      const lenient = withoutStarSegment(pattern);
      if (count === NONE && lenient) {
        count = this.#countMatches(lenient);
      }
      this.#counts.set(pattern, count);
    }
    return count;
  }

  #countMatches(pattern: OperationPattern): OperationCount {
    const count = { control: 0, data: 0, unverified: 0 };
    this.#published.each(pattern, (block, index) => {
      const mark = block.marks[index] ?? '';
      const planes = planesOf(mark);
      count.control += planes.control;
      count.data += planes.data;
      count.unverified += mark === mark.toUpperCase() ? 1 : 0;
    });
    return count.control + count.data > 0 ? count : NONE;
  }

  list(pattern: OperationPattern, plane: Plane): readonly Operation[] {
    const found: Operation[] = [];
    const collect = (block: ProviderBlock, index: number): void => {
      if (planesOf(block.marks[index] ?? '')[plane] > 0) {
        found.push(operationAt(block, index));
      }
    };
    this.#published.each(pattern, collect);
    const lenient = withoutStarSegment(pattern);
    if (found.length === 0 && lenient && this.#countMatches(pattern) === NONE) {
      this.#published.each(lenient, collect);
    }
    return found;
  }

  nearest(pattern: OperationPattern, plane: Plane): readonly string[] {
    const known = this.#nearest.get(pattern) ?? new Map<Plane, readonly string[]>();
    this.#nearest.set(pattern, known);
    const names = known.get(plane) ?? nearestOperations(this.#tree, pattern, plane);
    known.set(plane, names);
    return names;
  }

  retired(pattern: OperationPattern): RetiredOperation | undefined {
    this.#retired ??= new OperationTable(this.#readRetired());
    let latest: RetiredOperation | undefined;
    this.#retired.each(pattern, (block, index) => {
      const plane: Plane = planesOf(block.marks[index] ?? '').data > 0 ? 'data' : 'control';
      const lastSeen = block.notes[index] ?? '';
      if (!latest || lastSeen > latest.lastSeen) {
        latest = { name: operationAt(block, index).name, plane, lastSeen };
      }
    });
    return latest;
  }

  segments(path: string, plane: Plane): readonly OperationSegment[] {
    return this.#tree.segments(path, plane);
  }
}
