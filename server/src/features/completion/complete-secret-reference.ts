/** Secret references: the whole of one where braces begin, then the scope and the key by their names. */
import type { CompletionItem } from 'vscode-languageserver-types';
import { writeReference } from '../../access/databricks/secret-reference.ts';
import { isResolving } from '../../readers/databricks-place.ts';
import { message, render } from '../../rules/message.ts';
import { spanIn } from '../../syntax/tree.ts';
import { typedText } from '../place.ts';
import { type Completer, type Completion, type CompletionRequest, escapeSnippet } from './completer.ts';

const KIND = { reference: 18, scope: 9, key: 5 } as const;
const SNIPPET = 2;
/** The beginning of a reference, up to where the cursor stands. */
const IN_SCOPE = /\{\{\s{0,9}secrets?\/\s{0,9}([^\s/{}"']*)$/;
const IN_KEY = /\{\{\s{0,9}secrets?\/\s{0,9}([^\s/{}"']+)\s{0,9}\/\s{0,9}([^\s/{}"']*)$/;
const BEGUN = /^\s*\{{0,2}(?:s|se|sec|secr|secre|secret|secrets|secrets\/)?$/;

export const completeSecretReference: Completer = (request) => {
  const { place, secretPlace } = request;
  const { scalar, offset } = place;
  if (!scalar || place.slot === 'key' || place.command) {
    return undefined;
  }
  const { before } = typedText(scalar, offset);
  const key = IN_KEY.exec(before);
  if (key?.[1] !== undefined) {
    return keys(request, key[1], before.length - (key[2]?.length ?? 0));
  }
  const scope = IN_SCOPE.exec(before);
  if (scope) {
    return scopes(request, before.length - (scope[1]?.length ?? 0));
  }
  const isBegun = before.includes('{') || isResolving(secretPlace);
  return isBegun && BEGUN.test(before) && !/^\s*$/.test(before) ? references(request) : undefined;
};

/** What of the text is replaced when a name is chosen that begins at an offset of the text. */
function restOfName(text: string, from: number): number {
  const rest = /^[^\s/{}"']*/.exec(text.slice(from))?.[0].length ?? 0;
  return from + rest;
}

function scopes(request: CompletionRequest, from: number): Completion | undefined {
  const { place, facts, rangeOf, retrigger, translations } = request;
  const { scalar } = place;
  if (!scalar) {
    return undefined;
  }
  const end = restOfName(scalar.node.text, from);
  const hasSlash = scalar.node.text.charAt(end) === '/';
  const range = rangeOf(spanIn(scalar, from, end));
  const items = facts.secrets.scopes().map(
    ({ name, keys: known }): CompletionItem => ({
      label: name,
      kind: KIND.scope,
      detail: render(message('secret scope; secrets known: {0}', known.length), translations),
      filterText: name,
      textEdit: { range, newText: hasSlash ? name : `${name}/` },
      ...(retrigger ? { command: retrigger } : {}),
    }),
  );
  return { items, incomplete: false };
}

function keys(request: CompletionRequest, scope: string, from: number): Completion | undefined {
  const { place, facts, rangeOf, translations } = request;
  const { scalar } = place;
  if (!scalar) {
    return undefined;
  }
  const end = restOfName(scalar.node.text, from);
  const missing = '}}'.slice(Math.min(2, /^\}*/.exec(scalar.node.text.slice(end))?.[0].length ?? 0));
  const range = rangeOf(spanIn(scalar, from, end));
  const items = (facts.secrets.scope(scope)?.keys ?? []).map(
    (key): CompletionItem => ({
      label: key,
      kind: KIND.key,
      detail: render(message('secret in {0}', scope), translations),
      filterText: key,
      textEdit: { range, newText: key + missing },
    }),
  );
  return { items, incomplete: false };
}

/** Whole references, in place of all that stands there. */
function references(request: CompletionRequest): Completion {
  const { place, facts, rangeOf, snippets, translations, isBare } = request;
  const { scalar, offset } = place;
  const isQuoted = scalar?.node.type === 'string' && !isBare;
  const typed = scalar && typedText(scalar, offset);
  const span =
    scalar && typed && isQuoted ? typed.span : scalar && { start: scalar.start, end: scalar.start + scalar.node.width };
  if (!span) {
    return { items: [], incomplete: false };
  }
  const range = rangeOf(span);
  const write = (reference: string): string => (isQuoted || isBare ? reference : `"${reference}"`);
  const known = facts.secrets.scopes().flatMap(({ name, keys: all }) =>
    all.map((key): CompletionItem => {
      const reference = writeReference(name, key);
      return {
        label: reference,
        kind: KIND.reference,
        filterText: reference,
        textEdit: { range, newText: write(reference) },
      };
    }),
  );
  const template: CompletionItem = {
    label: '{{secrets/…/…}}',
    kind: 15,
    detail: render(message('a reference to a secret'), translations),
    filterText: '{{secrets/',
    sortText: '~',
    insertTextFormat: snippets ? SNIPPET : 1,
    textEdit: {
      range,
      newText: snippets
        ? write(`{{secrets/\${1:scope}/\${2:key}${escapeSnippet('}}')}`)
        : write(writeReference('scope', 'key')),
    },
  };
  return { items: [...known, template], incomplete: false };
}
