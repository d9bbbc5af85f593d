/** What rules on references share: how sure it is that one was meant, how bad it is if it is wrong, how it is mended. */
import type { SecretReference } from '../../access/databricks/secret-reference.ts';
import { isPassing, isResolving } from '../../readers/databricks-place.ts';
import type { Setting } from '../../readers/databricks-setting.ts';
import type { Change } from '../../syntax/change.ts';
import type { Placed, ScalarNode } from '../../syntax/tree.ts';
import type { Severity } from '../rule.ts';

/** A reference that is written as it has to be, whatever stands around it. */
export function isSound({ flaws, blanks }: SecretReference): boolean {
  return flaws.length === 0 && blanks.length === 0;
}

/**
 * How bad a wrong form is there, or undefined where nobody knows that a reference was meant. Other tools put secrets in
 * by words in double braces as well; outside the places of Databricks it takes the whole form to be taken for one.
 */
export function severityOfForm({ place, isDatabricks, references }: Setting): Severity | undefined {
  if (isResolving(place)) {
    return 'error';
  }
  // No other tool is known to put in what has slashes and stands in environment text.
  const isVariable = place === 'environment-file' && references.some(hasWholeForm);
  return isDatabricks || isPassing(place) || isVariable ? 'warning' : undefined;
}

function hasWholeForm({ flaws, scope, key }: SecretReference): boolean {
  return flaws.length === 0 && scope !== undefined && key !== undefined;
}

/** Whether somebody who reads the text sees a reference in it: the word, two names, braces that were meant to be two. */
export function looksMeant(text: string, { span, scope, key }: SecretReference): boolean {
  const opening = /^\{*/.exec(text.slice(span.start, span.end))?.[0].length ?? 0;
  return opening >= 2 && scope !== undefined && scope.value !== '' && (key?.value ?? 'none') !== '';
}

/**
 * The changes that write a reference as it should be, around its names: what is filled in later stays as it is.
 * None where it is not sure which two names are meant.
 */
export function repairReference(
  scalar: Placed<ScalarNode>,
  { span, scope, key, repaired }: SecretReference,
): readonly Change[] {
  if (!scope || !key || repaired === undefined) {
    return [];
  }
  const pieces = [
    { start: span.start, end: scope.span.start, text: '{{secrets/' },
    { start: scope.span.end, end: key.span.start, text: '/' },
    { start: key.span.end, end: span.end, text: '}}' },
  ];
  return pieces
    .filter(({ start, end, text }) => scalar.node.text.slice(start, end) !== text)
    .map(({ start, end, text }) => ({ verb: 'replaceText', scalar, span: { start, end }, text }));
}

/** Whether the scalar is text of its language: a bare word in braces is a map to YAML, and another rule says so. */
export function isQuoted({ text }: Setting): boolean {
  return text.scalar.node.type === 'string';
}
