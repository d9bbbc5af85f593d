/** What `--fix` would change in a file, as lines taken out and put in. */
import { painter, printable } from './terminal.ts';

export function showChanges(name: string, before: string, after: string, colors: boolean): string {
  const paint = painter(colors);
  const old = before.split(/\r?\n/);
  const fresh = after.split(/\r?\n/);
  const rows = [paint('bold', `--- ${printable(name)}`)];
  for (const { start, removed, added } of differences(old, fresh)) {
    rows.push(paint('cyan', `@@ line ${start + 1} @@`));
    rows.push(
      ...removed.map((line) => paint('red', `- ${printable(line)}`)),
      ...added.map((line) => paint('green', `+ ${printable(line)}`)),
    );
  }
  return `${rows.join('\n')}\n`;
}

interface Difference {
  /** The first line of the old text that it concerns, from 0. */
  readonly start: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** How far ahead the same line is looked for when two texts part: fixes change few lines at a place. */
const WINDOW = 200;

function differences(old: readonly string[], fresh: readonly string[]): Difference[] {
  const found: Difference[] = [];
  let at = 0;
  let other = 0;
  while (at < old.length || other < fresh.length) {
    if (old[at] === fresh[other]) {
      at++;
      other++;
      continue;
    }
    const [skip, skipOther] = nextCommon(old, fresh, at, other);
    found.push({ start: at, removed: old.slice(at, at + skip), added: fresh.slice(other, other + skipOther) });
    at += skip;
    other += skipOther;
  }
  return found;
}

/** How many lines to pass over in each text until both go on with the same line. */
function nextCommon(
  old: readonly string[],
  fresh: readonly string[],
  at: number,
  other: number,
): readonly [number, number] {
  for (let sum = 1; sum <= WINDOW; sum++) {
    for (let skip = 0; skip <= sum; skip++) {
      const line = old[at + skip];
      if (line !== undefined && line === fresh[other + sum - skip]) {
        return [skip, sum - skip];
      }
    }
  }
  return [old.length - at, fresh.length - other];
}
