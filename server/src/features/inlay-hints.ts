/** Beside a wildcard how many operations it matches, beside the GUID of a role its name. */
import type { InlayHint } from 'vscode-languageserver-types';
import type { Facts } from '../access/facts.ts';
import { OPERATION_LISTS, type OperationList, planeOf } from '../readers/azure-operation-list.ts';
import type { Part } from '../readers/part.ts';
import { message, render, type Translations } from '../rules/message.ts';
import { type Span, spanOf } from '../syntax/tree.ts';
import type { OpenDocument } from './document.ts';
import { mentionsOf, rolesOf } from './role-at.ts';
import { rolesInConditions } from './roles-in-conditions.ts';

/** @param shown the part of the file that is on the screen */
export function inlayHints(document: OpenDocument, shown: Span, facts: Facts, translations: Translations): InlayHint[] {
  const { tree } = document;
  if (!tree) {
    return [];
  }
  const hints: InlayHint[] = [];
  const add = (offset: number, label: string): void => {
    if (offset >= shown.start && offset <= shown.end) {
      hints.push({ position: document.positionAt(offset), label, paddingLeft: true });
    }
  };
  for (const { model, start, frame } of rolesOf(tree)) {
    const isShown = (span: Span): boolean => {
      const { start: from, end: to } = frame.toFile({ start: start + span.start, end: start + span.end });
      return from <= shown.end && to >= shown.start;
    };
    const lists = permissionLists(
      model.permissions.flatMap(({ lists: all }) => OPERATION_LISTS.flatMap((name) => all[name]?.list ?? [])),
      isShown,
    );
    for (const { end, count } of wildcardCounts(lists, facts, isShown)) {
      add(
        frame.toFile({ start: start + end, end: start + end }).end,
        count === 1
          ? render(message('1 operation'), translations)
          : render(message('{0} operations', count), translations),
      );
    }
  }
  for (const { offset, role } of rolesInConditions(tree, facts)) {
    add(offset, role);
  }
  for (const { model, start, frame } of mentionsOf(tree)) {
    const name = model.guid && nameOfRole(model.guid.value, facts);
    if (name !== undefined) {
      const span = spanOf(model.text.scalar);
      add(frame.toFile({ start: start + span.start, end: start + span.end }).end, name);
    }
  }
  return hints;
}

/** The name of a built-in role, or of one that the workspace defines. */
function nameOfRole(guid: string, { roles, customRoles }: Facts): string | undefined {
  return roles.byId(guid)?.name ?? customRoles.byId(guid).find(({ name }) => name !== undefined)?.name;
}

function permissionLists(
  lists: readonly Part<OperationList>[],
  isShown: (span: Span) => boolean,
): readonly Part<OperationList>[] {
  return lists.filter(({ model, start }) => isShown({ start, end: start + model.node.node.width }));
}

/** The wildcards that are on the screen, each with the place behind it, counted from the start of the role. */
function* wildcardCounts(
  lists: readonly Part<OperationList>[],
  facts: Facts,
  isShown: (span: Span) => boolean,
): Generator<{ readonly end: number; readonly count: number }> {
  for (const list of lists) {
    for (const run of list.model.runs) {
      const runStart = list.start + run.start;
      const isRunShown = isShown({ start: runStart, end: runStart + run.model.lastStart + 1 });
      for (const { model, start } of isRunShown ? run.model.entries : []) {
        const { operation, text } = model;
        const count =
          operation.stars > 0 && text.known ? facts.operations.count(operation)[planeOf(list.model.name)] : 0;
        if (count > 0) {
          yield { end: runStart + start + text.scalar.node.width, count };
        }
      }
    }
  }
}
