/** What a place makes of the references in it: how sure it is that one was meant, and how bad it is if it is wrong. */
import type { SecretReference } from '../../access/databricks/secret-reference.ts';
import { isPassing, isResolving } from '../../readers/databricks-place.ts';
import type { Setting } from '../../readers/databricks-setting.ts';
import type { Severity } from '../rule.ts';

/** A reference that is written as it has to be, whatever stands around it. */
export function isSound({ flaws, blanks }: SecretReference): boolean {
  return flaws.length === 0 && blanks.length === 0;
}

/**
 * How bad a wrong form is there, or undefined where nobody knows that a reference was meant. Other tools put secrets in
 * by words in double braces as well; outside the places of Databricks it takes the whole form to be taken for one.
 */
export function severityOfForm({ place, isDatabricks }: Setting): Severity | undefined {
  if (isResolving(place)) {
    return 'error';
  }
  return isDatabricks || isPassing(place) ? 'warning' : undefined;
}

/** Whether somebody who reads the text sees a reference in it: the word, two names, braces that were meant to be two. */
export function looksMeant(text: string, { span, scope, key }: SecretReference): boolean {
  const opening = /^\{*/.exec(text.slice(span.start, span.end))?.[0].length ?? 0;
  return opening >= 2 && scope !== undefined && scope.value !== '' && (key?.value ?? 'none') !== '';
}

/** Whether the scalar is text of its language: a bare word in braces is a map to YAML, and another rule says so. */
export function isQuoted({ text }: Setting): boolean {
  return text.scalar.node.type === 'string';
}
