/** A file with one expression of Okta: a text that stands there without quotes. What is in it is for its reader to say. */
import type { Change, Edit } from './change.ts';
import type { Language, Tree } from './language.ts';
import { makeText } from './make-text.ts';
import { uniformMap } from './offset-map.ts';
import { NOTHING, spanIn } from './tree.ts';

function parse(text: string): Tree {
  const written = text.trim();
  const start = text.length - text.trimStart().length;
  const node = makeText(written, written.length, uniformMap(0), 'expression');
  return {
    language: oktaExpression,
    text,
    root: written === '' ? undefined : { node, start },
    problems: NOTHING,
    comments: NOTHING,
  };
}

function write(change: Change): readonly Edit[] | undefined {
  return change.verb === 'replaceText'
    ? [{ span: spanIn(change.scalar, change.span.start, change.span.end), text: change.text }]
    : undefined;
}

export const oktaExpression: Language = {
  id: 'okta-expression',
  bareTexts: true,
  parse,
  reparse: (_, text) => parse(text),
  write: (_, change) => write(change),
};
