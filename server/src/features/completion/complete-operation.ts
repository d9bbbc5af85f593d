/** Operations in the lists of a role, segment by segment and in the plane of the list; wildcards offered. */
import type { CompletionItem } from 'vscode-languageserver-types';
import { type Plane, parseOperation } from '../../access/azure/operation-pattern.ts';
import type { OperationFacts, OperationSegment } from '../../access/facts.ts';
import { OPERATION_LISTS, type OperationListName, planeOf } from '../../readers/azure-operation-list.ts';
import { message, render } from '../../rules/message.ts';
import { type Completer, type CompletionRequest, type ValueSlot, valueItem, valueSlot } from './completer.ts';

// By number, as the protocol has it: the enumeration would bring the library's code along.
const KIND = { segment: 9, operation: 2, wildcard: 14 } as const;
/** Shorter words would find nearly everything. */
const LEAST_SEARCHED = 3;
const MOST_FOUND = 60;

/** Keys that only roles have; the others are words of many files. */
const TELLING: ReadonlySet<OperationListName> = new Set(['notActions', 'dataActions', 'notDataActions']);

export const completeOperation: Completer = (request) => {
  const list = listAt(request);
  if (!list) {
    return undefined;
  }
  const slot = valueSlot(request);
  const plane = planeOf(list);
  const path = slot.typed.slice(0, slot.typed.lastIndexOf('/') + 1);
  const segments = request.facts.operations.segments(path.toLowerCase(), plane);
  const items = [
    ...segments.map((segment) => segmentItem(request, slot, path, segment)),
    ...wildcardItems(request, slot, path, plane),
    ...(path === '' ? searchedItems(slot, request.facts.operations, plane) : []),
  ];
  return { items, incomplete: true };
};

/** The list of operations that the cursor stands in. */
function listAt({ place, role, speaksOfRoles }: CompletionRequest): OperationListName | undefined {
  const [inner] = place.around;
  if (place.slot !== 'item' || inner?.container.node.kind !== 'list') {
    return undefined;
  }
  const key = inner.key.toLowerCase().replaceAll('_', '');
  const name = OPERATION_LISTS.find((list) => list.toLowerCase() === key);
  return name && (role || speaksOfRoles || TELLING.has(name)) ? name : undefined;
}

function segmentItem(
  request: CompletionRequest,
  slot: ValueSlot,
  path: string,
  { text, operation, count }: OperationSegment,
): CompletionItem {
  const say = (template: string, ...args: readonly (string | number)[]): string =>
    render(message(template, ...args), request.translations);
  if (operation) {
    const value = path + text;
    return valueItem(slot, value, {
      label: text,
      kind: KIND.operation,
      detail: operation.planeVerified ? say('operation') : say('operation, plane inferred'),
      // Operations before what only leads on to them.
      sortText: `1${text.toLowerCase()}`,
      data: { operation: operation.name },
    });
  }
  return valueItem(slot, `${path}${text}/`, {
    label: `${text}/`,
    kind: KIND.segment,
    detail: count === 1 ? say('1 operation') : say('{0} operations', count),
    sortText: `2${text.toLowerCase()}`,
    ...(request.retrigger ? { command: request.retrigger } : {}),
  });
}

function wildcardItems(request: CompletionRequest, slot: ValueSlot, path: string, plane: Plane): CompletionItem[] {
  const { operations } = request.facts;
  const candidates = path === '' ? ['*/read', '*'] : [`${path}*`, `${path}*/read`];
  return candidates.flatMap((value) => {
    const count = operations.count(parseOperation(value))[plane];
    if (count < 2) {
      return [];
    }
    const label = value.slice(path.length);
    const detail = render(message('all {0} operations that match', count), request.translations);
    return [
      valueItem(slot, value, { label, kind: KIND.wildcard, detail, sortText: `3${label}`, data: { operation: value } }),
    ];
  });
}

/** Whole operations that have the typed word anywhere, for those who know what they want and not where it is. */
function searchedItems(slot: ValueSlot, operations: OperationFacts, plane: Plane): CompletionItem[] {
  const word = slot.typed.trim().toLowerCase();
  if (word.length < LEAST_SEARCHED || word.includes('*')) {
    return [];
  }
  const found = operations.list(parseOperation(`*${word}*`), plane).slice(0, MOST_FOUND);
  return found.map(({ name }) =>
    valueItem(slot, name, {
      label: name,
      kind: KIND.operation,
      sortText: `4${name.toLowerCase()}`,
      data: { operation: name },
    }),
  );
}
