/** The outline of a file: its roles, and in each its lists and scopes. */
import type { DocumentSymbol } from 'vscode-languageserver-types';
import { OPERATION_LISTS } from '../readers/azure-operation-list.ts';
import type { RoleDefinition } from '../readers/azure-role-definition.ts';
import type { PlacedEntry } from '../syntax/tree.ts';
import { type Span, spanOf } from '../syntax/tree.ts';
import type { OpenDocument } from './document.ts';
import { type ModelAt, rolesOf } from './role-at.ts';

const KIND = { role: 5, list: 18 } as const;

export function documentSymbols(document: OpenDocument): DocumentSymbol[] {
  return document.tree ? rolesOf(document.tree).map((role) => roleSymbol(document, role)) : [];
}

function roleSymbol(document: OpenDocument, { model, start, frame }: ModelAt<RoleDefinition>): DocumentSymbol {
  const place = (span: Span) => document.rangeOf(frame.toFile({ start: start + span.start, end: start + span.end }));
  const { name, whole, permissions, scopeList } = model;
  const range = place(spanOf(whole));
  const lists = permissions.flatMap(({ lists: all }) => OPERATION_LISTS.flatMap((list) => all[list]?.entry ?? []));
  const entries = scopeList ? [...lists, scopeList.entry] : lists;
  return {
    name: name?.text?.value.trim() || '—',
    kind: KIND.role,
    range,
    selectionRange: name ? place(spanOf(name.entry.key)) : range,
    children: entries.map((entry) => listSymbol(entry, place)),
  };
}

function listSymbol({ key, value }: PlacedEntry, place: (span: Span) => DocumentSymbol['range']): DocumentSymbol {
  const count = value?.node.kind === 'list' ? value.node.children.length : 0;
  return {
    name: key.node.text || '—',
    detail: String(count),
    kind: KIND.list,
    range: place({ start: key.start, end: value ? spanOf(value).end : spanOf(key).end }),
    selectionRange: place(spanOf(key)),
  };
}
