/** Names that are nearly one of the known ones. */
import { distance } from 'fastest-levenshtein';

/** How many letters may be wrong in a name that is still taken for another: short ones are too near to other words. */
function mostWrong(name: string): number {
  return name.length <= 8 ? 1 : 2;
}

/** The known name that a name is a misspelling of; undefined where it is a known one itself, whatever its case. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const written = name.toLowerCase();
  if (known.some((one) => one.toLowerCase() === written)) {
    return undefined;
  }
  const near = known
    .map((one) => ({ name: one, wrong: distance(written, one.toLowerCase()) }))
    .filter((one) => one.wrong <= mostWrong(one.name))
    .sort((a, b) => a.wrong - b.wrong);
  const [best, next] = near;
  return best && best.wrong < (next?.wrong ?? Number.POSITIVE_INFINITY) ? best.name : undefined;
}
