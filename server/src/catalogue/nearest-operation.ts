/**
 * Published operations within a typing error of what somebody wrote.
 *
 * The tree is walked segment by segment, so only paths that are near so far are followed: a misspelt segment costs its
 * edit distance, a segment left out or put in costs more than any misspelling, and may happen once.
 */
import { distance } from 'fastest-levenshtein';
import type { OperationPattern, Plane } from '../access/azure/operation-pattern.ts';
import type { SegmentNode, SegmentTree } from './segment-tree.ts';

/** How many are offered: more than a few is a list to search, not a suggestion. */
const MOST_OFFERED = 3;
const MOST_COST = 5;
const SKIP_COST = 4;

interface Candidate {
  readonly path: readonly string[];
  readonly cost: number;
}

/**
 * Names near a pattern, best first, in Azure's own case. A `*` at the end stays.
 * Patterns with a `*` elsewhere get no suggestion: too much would be near.
 */
export function nearestOperations(tree: SegmentTree, pattern: OperationPattern, plane: Plane): readonly string[] {
  const star = pattern.stars > 0;
  if (star && (pattern.stars > 1 || pattern.suffix !== '' || !pattern.prefix.endsWith('/'))) {
    return [];
  }
  const written = (star ? pattern.prefix.slice(0, -1) : pattern.key).split('/');
  const [provider = '', ...rest] = written;
  const walk = new NearWalk(plane, star, written.length);
  for (const [root, cost] of nearProviders(tree, provider)) {
    walk.descend(root, rest, { path: [root.text], cost });
  }
  return walk.best().map((path) => path.join('/') + (star ? '/*' : ''));
}

function nearProviders(tree: SegmentTree, written: string): [SegmentNode, number][] {
  const exact = tree.provider(written);
  if (exact) {
    return [[exact, 0]];
  }
  const near = [...tree.providers()].flatMap((key): [SegmentNode, number][] => {
    const cost = segmentCost(written, key);
    const root = cost <= MOST_COST ? tree.provider(key) : undefined;
    return root ? [[root, cost]] : [];
  });
  return near.sort((a, b) => a[1] - b[1]).slice(0, MOST_OFFERED);
}

/** The edit distance, or more than is allowed where the texts share too little for a typing error. */
function segmentCost(written: string, published: string): number {
  if (written === published) {
    return 0;
  }
  const allowed = Math.min(3, Math.ceil(written.length / 4));
  if (Math.abs(written.length - published.length) > allowed) {
    return MOST_COST + 1;
  }
  const cost = distance(written, published);
  return cost <= allowed ? cost : MOST_COST + 1;
}

class NearWalk {
  readonly #plane: Plane;
  readonly #star: boolean;
  readonly #length: number;
  readonly #found: Candidate[] = [];

  constructor(plane: Plane, star: boolean, length: number) {
    this.#plane = plane;
    this.#star = star;
    this.#length = length;
  }

  descend(node: SegmentNode, rest: readonly string[], so: Candidate): void {
    if (so.cost > MOST_COST || node.counts[this.#plane] === 0) {
      return;
    }
    const [segment, ...after] = rest;
    if (segment === undefined) {
      if (this.#star ? node.children.size > 0 : node.operation >= 0) {
        this.#found.push(so);
      }
      return;
    }
    const exact = node.children.get(segment);
    for (const [key, child] of exact ? [[segment, exact] as const] : node.children) {
      this.descend(child, after, { path: [...so.path, child.text], cost: so.cost + segmentCost(segment, key) });
    }
    this.#skip(node, segment, rest, so);
  }

  /** Lets one segment be missing from what was written, or be too many there. */
  #skip(node: SegmentNode, segment: string, rest: readonly string[], so: Candidate): void {
    if (so.cost + SKIP_COST > MOST_COST) {
      return;
    }
    const cost = so.cost + SKIP_COST;
    if (rest.length > 1) {
      this.descend(node, rest.slice(1), { path: so.path, cost });
    }
    for (const child of node.children.values()) {
      if (child.children.has(segment)) {
        this.descend(child, rest, { path: [...so.path, child.text], cost });
      }
    }
  }

  best(): readonly (readonly string[])[] {
    const [first] = this.#found.sort(
      (a, b) => a.cost - b.cost || Math.abs(a.path.length - this.#length) - Math.abs(b.path.length - this.#length),
    );
    const good = this.#found.filter((candidate) => first !== undefined && candidate.cost <= first.cost + 1);
    const unique = new Map(good.map((candidate) => [candidate.path.join('/'), candidate.path]));
    return [...unique.values()].slice(0, MOST_OFFERED);
  }
}
