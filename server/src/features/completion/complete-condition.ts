/** Conditions: functions and attributes, operators, operations, values, and the GUIDs of roles by their names. */
import type { CompletionItem, TextEdit } from 'vscode-languageserver-types';
import { ATTRIBUTES, findAttribute, SOURCES } from '../../access/azure/condition/condition-attributes.ts';
import { type ConditionCursor, cursorAt } from '../../access/azure/condition/condition-cursor.ts';
import { OPERATORS, QUANTIFIERS } from '../../access/azure/condition/condition-operators.ts';
import type { Plane } from '../../access/azure/operation-pattern.ts';
import { message, render } from '../../rules/message.ts';
import { toDecoded } from '../../syntax/offset-map.ts';
import { nameTopic } from '../condition-names.ts';
import { type Completer, type Completion, type CompletionRequest, escapeSnippet } from './completer.ts';

// By number, as the protocol has it: the enumeration would bring the library's code along.
const KIND = {
  function: 3,
  field: 5,
  module: 9,
  operation: 2,
  keyword: 14,
  operator: 24,
  value: 12,
  role: 20,
} as const;
const PLANES: readonly Plane[] = ['data', 'control'];
/** Of storage, the only service that has them. */
const SUB_OPERATIONS = ['Blob.List', 'Blob.Write.Tier', 'Blob.Write.WithTagHeaders', 'Blob.Read.WithTagConditions'];
const PRINCIPAL_TYPES = ['User', 'Group', 'ServicePrincipal'];

/** A text to put where the cursor is. */
interface Offer extends Omit<CompletionItem, 'textEdit'> {
  readonly text: string;
}

export const completeCondition: Completer = (request) => {
  const { place, conditionScalars } = request;
  const { scalar } = place;
  if (!scalar || place.slot === 'key' || !(conditionScalars.has(scalar.node) || isUnderCondition(request))) {
    return undefined;
  }
  const offset = Math.min(scalar.node.text.length, toDecoded(scalar.node.map, place.offset - scalar.start));
  const cursor = cursorAt(scalar.node.text, offset, scalar.node.opaque);
  const offers = cursor ? offersAt(cursor, scalar.node.text, request) : [];
  const items = offers.flatMap(({ text, ...item }): CompletionItem[] => {
    const textEdit = cursor && request.replaceText(scalar, cursor.stretch, text);
    const filterText = item.filterText ?? withoutRest(text);
    return textEdit ? [{ ...item, filterText, ...withRest(textEdit, request.snippets) }] : [];
  });
  const completion: Completion = { items, incomplete: cursor?.kind === 'operation' };
  return completion;
};

/** Stands where the cursor comes to rest. No language has another way to write it. */
const REST = '\ue000';
const SNIPPET = 2;

function withoutRest(text: string): string {
  return text.replace(REST, '');
}

/** The edit with the cursor at its place, where the editor can put it there. */
function withRest(edit: TextEdit, snippets: boolean): Pick<CompletionItem, 'textEdit' | 'insertTextFormat'> {
  const { range, newText } = edit;
  if (!snippets || !newText.includes(REST)) {
    return { textEdit: { range, newText: withoutRest(newText) } };
  }
  return { insertTextFormat: SNIPPET, textEdit: { range, newText: escapeSnippet(newText).replace(REST, '$0') } };
}

const ASSIGNMENT_KEYS = /^(?:role_?definition_?(?:id|name|idorname)|principal_?id)$/i;

/** Whether the cursor stands where an assignment has its condition, though nothing there looks like one yet. */
function isUnderCondition({ place }: CompletionRequest): boolean {
  const [inner] = place.around;
  if (place.command) {
    const { line, index } = place.command;
    return /^--?condition$/i.test(line.node.line[index - 1]?.node.text ?? '');
  }
  const key = place.entry?.key.node.text ?? '';
  const map = inner?.container.node;
  return (
    place.slot === 'value' &&
    key.toLowerCase() === 'condition' &&
    map?.kind === 'map' &&
    map.children.some((entry) => ASSIGNMENT_KEYS.test(entry.key.text))
  );
}

function offersAt(cursor: ConditionCursor, text: string, request: CompletionRequest): readonly Offer[] {
  switch (cursor.kind) {
    case 'test':
      return testOffers(request);
    case 'connective':
      return ['AND', 'OR'].map((word) => ({ label: word, text: word, kind: KIND.keyword }));
    case 'operator':
      return operatorOffers(cursor.path);
    case 'attribute':
      return attributeOffers(cursor.source, request);
    case 'operation':
      return operationOffers(text.slice(cursor.stretch.start, cursor.stretch.end), cursor.isQuoted, request);
    case 'sub-operation':
      return SUB_OPERATIONS.map((name) => ({ label: name, text: quoted(name, cursor.isQuoted), kind: KIND.value }));
    case 'value':
      return valueOffers(cursor, request);
  }
}

function quoted(value: string, isQuoted: boolean): string {
  return isQuoted ? value : `'${value}'`;
}

function testOffers({ retrigger }: CompletionRequest): readonly Offer[] {
  const command = retrigger ? { command: retrigger } : {};
  return [
    {
      label: "!(ActionMatches{''})",
      text: `!(ActionMatches{'${REST}'})`,
      kind: KIND.function,
      sortText: '1',
      ...command,
    },
    { label: "ActionMatches{''}", text: `ActionMatches{'${REST}'}`, kind: KIND.function, sortText: '2', ...command },
    {
      label: "SubOperationMatches{''}",
      text: `SubOperationMatches{'${REST}'}`,
      kind: KIND.function,
      sortText: '3',
      ...command,
    },
    ...SOURCES.map(
      (source): Offer => ({
        label: `@${source}[…]`,
        text: `@${source}[`,
        kind: KIND.module,
        sortText: `4${source}`,
        ...command,
      }),
    ),
    { label: 'Exists', text: 'Exists ', kind: KIND.keyword, sortText: '5' },
    { label: 'NOT', text: 'NOT ', kind: KIND.keyword, sortText: '6' },
  ];
}

/** The operators of the attribute's kind of value; all of them where that is not known. */
function operatorOffers(path: string): readonly Offer[] {
  const values = findAttribute(path)?.values;
  const operators = OPERATORS.filter((one) => values === undefined || one.values === values);
  const plain = operators.map(
    (one): Offer => ({
      label: one.name,
      text: one.name,
      kind: KIND.operator,
      sortText: `1${one.name}`,
    }),
  );
  const withQuantifier = QUANTIFIERS.flatMap((quantifier) =>
    operators
      .filter(({ quantifiable }) => quantifiable)
      .map((one): Offer => {
        const name = `${quantifier.name}:${one.name}`;
        // For lists of roles and principals the first one is what nearly everybody means.
        const isUsual = values === 'guid' && quantifier.name === 'ForAnyOfAnyValues' && one.name === 'GuidEquals';
        return { label: name, text: name, kind: KIND.operator, sortText: `${isUsual ? 0 : 2}${name}` };
      }),
  );
  return [...plain, ...withQuantifier];
}

function attributeOffers(
  source: (typeof SOURCES)[number] | undefined,
  { translations }: CompletionRequest,
): readonly Offer[] {
  return ATTRIBUTES.filter((one) => source === undefined || one.sources.includes(source)).map((one) => ({
    label: one.path,
    text: one.path.endsWith(':') ? one.path : `${one.path}]`,
    kind: KIND.field,
    detail: render(nameTopic(one.about, source), translations),
    filterText: one.path,
  }));
}

/** Segment by segment, in both planes: the condition does not say which. */
function operationOffers(typed: string, isQuoted: boolean, { facts, retrigger }: CompletionRequest): readonly Offer[] {
  const path = typed.slice(0, typed.lastIndexOf('/') + 1);
  const found = new Map<string, Offer>();
  for (const plane of PLANES) {
    for (const { text, operation } of facts.operations.segments(path.toLowerCase(), plane)) {
      const label = operation ? text : `${text}/`;
      const lead = operation ? { data: { operation: operation.name } } : retrigger ? { command: retrigger } : {};
      const kind = operation ? KIND.operation : KIND.module;
      const sortText = `${operation ? 1 : 2}${text.toLowerCase()}`;
      // A name of both planes is one name.
      found.set(label.toLowerCase(), { label, text: quoted(path + label, isQuoted), kind, sortText, ...lead });
    }
  }
  return [...found.values()];
}

function valueOffers(
  { path, isQuoted, operator }: Extract<ConditionCursor, { kind: 'value' }>,
  { facts, translations }: CompletionRequest,
): readonly Offer[] {
  const meaning = findAttribute(path);
  switch (meaning?.about) {
    case 'assigned-role':
      return facts.roles.all().map((role) => ({
        label: role.name,
        text: role.id,
        kind: KIND.role,
        detail: role.id,
        filterText: `${role.name} ${role.id}`,
        data: { role: role.id },
      }));
    case 'assigned-principal-type':
      return PRINCIPAL_TYPES.map((type) => ({ label: type, text: quoted(type, isQuoted), kind: KIND.value }));
    case 'time':
      return [];
    default:
      return meaning?.values === 'boolean' || /Bool/i.test(operator)
        ? ['true', 'false'].map((word) => ({ label: word, text: word, kind: KIND.keyword }))
        : meaning?.values === 'text' && !isQuoted
          ? [{ label: "''", text: "''", kind: KIND.value, detail: render(message('a text'), translations) }]
          : [];
  }
}
