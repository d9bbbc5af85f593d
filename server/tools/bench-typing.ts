/** Somebody types in a file, again and again: what the benchmarks measure, and how they show it. */
import { performance } from 'node:perf_hooks';
import { OpenDocument } from '../src/features/document.ts';

export const WARM_UP = 60;
export const COUNTED = 200;

/** Milliseconds, in order. */
export type Times = readonly number[];

/** One change of a text. */
export interface Key {
  readonly at: number;
  readonly removed: number;
  readonly inserted: string;
}

/** The middle and the 95th of a hundred. */
export function show(times: Times): string {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (part: number): string =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0).toFixed(2);
  return `${at(0.5)} / ${at(0.95)}`;
}

export async function repeat(count: number, run: (index: number) => Promise<void> | void): Promise<Times> {
  const times: number[] = [];
  for (let index = 0; index < count; index++) {
    const start = performance.now();
    await run(index);
    times.push(performance.now() - start);
  }
  return times;
}

/** Types a word at a place and takes it back, letter by letter, as people do. */
export function* typing(place: number, word: string): Generator<Key, never> {
  for (;;) {
    for (let index = 0; index < word.length; index++) {
      yield { at: place + index, removed: 0, inserted: word.charAt(index) };
    }
    for (let index = word.length; index > 0; index--) {
      yield { at: place + index - 1, removed: 1, inserted: '' };
    }
  }
}

export interface TypedFile {
  readonly languageId: string;
  readonly uri: string;
  readonly text: string;
}

/** How long each key takes until the answer is there. */
export async function keystrokes(
  { languageId, uri, text }: TypedFile,
  keys: Generator<Key, never>,
  answer: (document: OpenDocument) => unknown,
): Promise<Times> {
  const document = new OpenDocument(uri, languageId, 1, text);
  answer(document);
  const times = await repeat(WARM_UP + COUNTED, (index) => {
    const { at, removed, inserted } = keys.next().value;
    const range = { start: document.positionAt(at), end: document.positionAt(at + removed) };
    document.update([{ range, text: inserted }], index + 2);
    answer(document);
  });
  return times.slice(WARM_UP);
}
