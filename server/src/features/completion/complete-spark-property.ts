/** Spark properties whose values are credentials, where a cluster's properties are written. */
import type { CompletionItem } from 'vscode-languageserver-types';
import { SECRET_PROPERTIES } from '../../access/databricks/secret-properties.ts';
import { message, render } from '../../rules/message.ts';
import { entriesOf } from '../../syntax/tree.ts';
import { type Completer, escapeSnippet } from './completer.ts';

const KIND = 10;
const SNIPPET = 2;

export const completeSparkProperty: Completer = ({
  place,
  secretPlace,
  rangeOf,
  snippets,
  translations,
  hasBareKeys,
}) => {
  const container = place.around[0]?.container;
  if (place.slot !== 'key' || secretPlace !== 'spark-conf' || container?.node.kind !== 'map') {
    return undefined;
  }
  const map = { node: container.node, start: container.start };
  const present = new Set([...entriesOf(map)].map(({ key }) => key.node.text));
  const { scalar, offset } = place;
  const span = scalar ? { start: scalar.start, end: scalar.start + scalar.node.width } : { start: offset, end: offset };
  const isQuoted = scalar !== undefined && scalar.node.width > scalar.node.text.length;
  const range = rangeOf(span);
  const items = SECRET_PROPERTIES.filter((name) => !present.has(name)).map((name): CompletionItem => {
    const text = snippets ? toSnippet(name) : name.replace(/[<>]/g, '');
    const needsQuotes = isQuoted || !hasBareKeys;
    return {
      label: name,
      kind: KIND,
      detail: render(message('holds a credential: refer to a secret'), translations),
      filterText: needsQuotes && isQuoted ? `"${name}"` : name,
      insertTextFormat: snippets ? SNIPPET : 1,
      textEdit: { range, newText: needsQuotes ? `"${text}"` : text },
    };
  });
  return { items, incomplete: false };
};

/** What stands in angle brackets is for the user to fill in. */
function toSnippet(name: string): string {
  let index = 0;
  return escapeSnippet(name).replace(/<([a-z]{1,40})>/g, (_, hole: string) => `\${${++index}:${hole}}`);
}
