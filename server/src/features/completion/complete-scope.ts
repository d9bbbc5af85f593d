/** Assignable scopes: those that stand elsewhere in the workspace, and the forms that a scope has. */
import type { CompletionItem } from 'vscode-languageserver-types';
import { message, render } from '../../rules/message.ts';
import type { Place } from '../place.ts';
import {
  type Completer,
  type CompletionRequest,
  escapeSnippet,
  type ValueSlot,
  valueItem,
  valueSlot,
} from './completer.ts';

const KIND = { known: 6, form: 15 } as const;
const SNIPPET = 2;
const MOST_KNOWN = 200;

const FORMS = [
  ['/subscriptions/', 'subscription-id', '', message('a subscription')],
  ['/subscriptions/', 'subscription-id', '/resourceGroups/name', message('a resource group')],
  ['/providers/Microsoft.Management/managementGroups/', 'id', '', message('a management group')],
] as const;

/** Whether scopes belong where the cursor is. */
export function wantsScopes({ slot, around }: Place): boolean {
  return slot === 'item' && /^assignable_?scopes$/i.test(around[0]?.key ?? '');
}

export const completeScope: Completer = (request) => {
  const [inner] = request.place.around;
  if (!wantsScopes(request.place) || inner?.container.node.kind !== 'list') {
    return undefined;
  }
  const slot = valueSlot(request);
  const present = new Set(
    inner.container.node.children.flatMap((child) => (child.kind === 'scalar' ? [child.text.toLowerCase()] : [])),
  );
  present.delete(request.place.scalar?.node.text.toLowerCase() ?? '');
  const known = request.knownScopes.filter((scope) => !present.has(scope.toLowerCase())).slice(0, MOST_KNOWN);
  const items = known.map((scope, index) =>
    valueItem(slot, scope, {
      label: scope,
      kind: KIND.known,
      detail: render(message('used in this workspace'), request.translations),
      sortText: `1${String(index).padStart(4, '0')}`,
    }),
  );
  return {
    items: [...items, ...(request.snippets ? FORMS.map((form) => formItem(request, slot, form)) : [])],
    incomplete: false,
  };
};

function formItem(
  request: CompletionRequest,
  slot: ValueSlot,
  [before, name, after, what]: (typeof FORMS)[number],
): CompletionItem {
  const label = `${before}${name}${after}`;
  const quote = slot.write('').charAt(0);
  return {
    ...valueItem(slot, label, {
      label,
      kind: KIND.form,
      detail: render(what, request.translations),
      sortText: `2${label}`,
    }),
    insertTextFormat: SNIPPET,
    textEdit: {
      range: slot.range,
      newText: `${quote}${escapeSnippet(before)}\${1:${name}}${after.replace('name', `\${2:name}`)}${quote}`,
    },
  };
}
