/** Keys that are nearly one of a role's. */
import { distance } from 'fastest-levenshtein';

/** How many letters may be wrong in a key that is still taken for another: short ones are too near to other words. */
function mostWrong(name: string): number {
  return name.length <= 8 ? 1 : 2;
}

/** The known key that a key is a misspelling of; undefined where it is a known one itself, whatever its case. */
export function nearKey(key: string, known: readonly string[]): string | undefined {
  const written = key.toLowerCase();
  if (known.some((name) => name.toLowerCase() === written)) {
    return undefined;
  }
  const near = known
    .map((name) => ({ name, wrong: distance(written, name.toLowerCase()) }))
    .filter(({ name, wrong }) => wrong <= mostWrong(name))
    .sort((a, b) => a.wrong - b.wrong);
  const [best, next] = near;
  return best && best.wrong < (next?.wrong ?? Number.POSITIVE_INFINITY) ? best.name : undefined;
}
