/** The operations as a tree of their segments, built a provider at a time: what may follow, and what is near. */
import type { Plane } from '../access/azure/operation-pattern.ts';
import type { OperationSegment } from '../access/facts.ts';
import { type OperationTable, operationAt, type ProviderBlock } from './operation-table.ts';

/** How many operations of each plane. */
export type PlaneCounts = Readonly<Record<Plane, number>>;

const ONE: Readonly<Record<string, PlaneCounts>> = {
  c: { control: 1, data: 0 },
  d: { control: 0, data: 1 },
  b: { control: 1, data: 1 },
};
const NONE: PlaneCounts = { control: 0, data: 0 };

/** @param mark the mark of an operation, as the table writes it */
export function planesOf(mark: string): PlaneCounts {
  return ONE[mark.toLowerCase()] ?? NONE;
}

/** A segment and everything below it. */
export interface SegmentNode {
  readonly text: string;
  /** Below it, by segment in lower case. */
  readonly children: ReadonlyMap<string, SegmentNode>;
  /** The index in its block of the operation that ends here, or -1. */
  readonly operation: number;
  readonly counts: PlaneCounts;
}

interface GrowingNode {
  text: string;
  children: Map<string, GrowingNode>;
  operation: number;
  counts: Record<Plane, number>;
}

export class SegmentTree {
  readonly #table: OperationTable;
  readonly #roots = new Map<string, SegmentNode>();

  constructor(table: OperationTable) {
    this.#table = table;
  }

  providers(): IterableIterator<string> {
    return this.#table.providers();
  }

  /** The tree of one provider, or undefined. */
  provider(key: string): SegmentNode | undefined {
    const known = this.#roots.get(key);
    if (known) {
      return known;
    }
    const block = this.#table.block(key);
    if (!block) {
      return undefined;
    }
    const root = grow(block);
    this.#roots.set(key, root);
    return root;
  }

  segments(path: string, plane: Plane): readonly OperationSegment[] {
    if (path === '') {
      return this.#providers(plane);
    }
    const [provider = '', ...rest] = path.split('/').slice(0, -1);
    const block = this.#table.block(provider);
    let node = this.provider(provider);
    for (const segment of rest) {
      node = node?.children.get(segment);
    }
    return [...(node?.children.values() ?? [])].flatMap((child) => {
      const count = child.counts[plane];
      if (count === 0 || !block) {
        return [];
      }
      const { text, end } = untilFork(child, plane);
      const operation = end.operation >= 0 ? operationAt(block, end.operation) : undefined;
      return [{ text, count, ...(operation?.planes.includes(plane) ? { operation } : {}) }];
    });
  }

  #providers(plane: Plane): OperationSegment[] {
    return [...this.#table.providers()].flatMap((key) => {
      const provider = this.#table.provider(key);
      const count = sumPlane(provider?.marks ?? '', plane);
      return provider && count > 0 ? [{ text: provider.name, count }] : [];
    });
  }
}

/** Goes on to where there is a choice in the plane, or an operation ends: nobody wants to be asked without a choice. */
function untilFork(node: SegmentNode, plane: Plane): { readonly text: string; readonly end: SegmentNode } {
  const next = [...node.children.values()].filter((child) => child.counts[plane] > 0);
  const [only] = next;
  if (node.operation >= 0 || next.length !== 1 || !only) {
    return { text: node.text, end: node };
  }
  const { text, end } = untilFork(only, plane);
  return { text: `${node.text}/${text}`, end };
}

function sumPlane(marks: string, plane: Plane): number {
  return Array.from(marks).reduce((sum, mark) => sum + planesOf(mark)[plane], 0);
}

function grow(block: ProviderBlock): SegmentNode {
  const root = emptyNode(block.provider);
  for (const [index, name] of block.names.entries()) {
    const planes = planesOf(block.marks[index] ?? '');
    let node = count(root, planes);
    for (const text of name.split('/')) {
      const key = text.toLowerCase();
      const child = node.children.get(key) ?? emptyNode(text);
      node.children.set(key, child);
      node = count(child, planes);
    }
    node.operation = index;
  }
  return root;
}

function emptyNode(text: string): GrowingNode {
  return { text, children: new Map(), operation: -1, counts: { control: 0, data: 0 } };
}

function count(node: GrowingNode, planes: PlaneCounts): GrowingNode {
  node.counts.control += planes.control;
  node.counts.data += planes.data;
  return node;
}
