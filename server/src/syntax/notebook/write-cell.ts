/** Writes into the cells of a notebook that is kept as source code. */
import type { Change, Edit } from '../change.ts';
import { spanIn } from '../tree.ts';
import { CELL_LANGUAGE, type SourceFormat } from './source-cells.ts';

/** What would end a cell, or make it one of another kind. */
const OWN_WORDS = /COMMAND ----------|MAGIC|DBTITLE/;

export function writeCell(text: string, change: Change, { mark }: SourceFormat): readonly Edit[] | undefined {
  if (change.verb !== 'replaceText' || OWN_WORDS.test(change.text)) {
    return undefined;
  }
  const { scalar, span } = change;
  const { style, text: before } = scalar.node;
  if (style === CELL_LANGUAGE) {
    // The magic as a whole: its node has the language alone.
    return /^\w+$/.test(change.text) && scalar.node.width > 0
      ? [{ span: { start: scalar.start, end: scalar.start + scalar.node.width }, text: `%${change.text}` }]
      : undefined;
  }
  // A cell without a text has no line to write on.
  if ((style !== 'cell' && style !== 'magic') || before === '') {
    return undefined;
  }
  // Behind the prefix of its line, at both ends: what is left of the two lines is one line with one prefix.
  const start = spanIn(scalar, span.start, span.start).start;
  const end = spanIn(scalar, span.end, span.end).start;
  if (style === 'cell') {
    return [{ span: { start, end }, text: change.text }];
  }
  const isBare = text.slice(start - 5, start) === 'MAGIC' && /^[^\r\n]/.test(change.text);
  const written = change.text.replace(/\n/g, `\n${mark} MAGIC `);
  return [{ span: { start, end: Math.max(start, end) }, text: isBare ? ` ${written}` : written }];
}
