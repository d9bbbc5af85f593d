/** What stands under the cursor, in words: conditions, operations, wildcards, roles by name and by GUID. */
import { guidsIn } from '../access/azure/guid.ts';
import type { OperationPattern } from '../access/azure/operation-pattern.ts';
import type { BuiltInRole, Facts } from '../access/facts.ts';
import { EXCLUSIONS, entriesOfList, planeOf } from '../readers/azure-operation-list.ts';
import type { RoleDefinition } from '../readers/azure-role-definition.ts';
import type { Translations } from '../rules/message.ts';
import type { Tree } from '../syntax/language.ts';
import { type Placed, type ScalarNode, type Span, spanIn, spanOfText } from '../syntax/tree.ts';
import { describeAssignmentName } from './describe-assignment.ts';
import { describeEntry } from './describe-operation.ts';
import { describeRole } from './describe-role.ts';
import { hoverOnCondition } from './hover-on-condition.ts';
import { type Place, placeAt } from './place.ts';
import { entryAmong, type ModelAt, mentionsOf, modelsAt, modelsOf, roleAmong } from './role-at.ts';

export interface Hover {
  readonly markdown: string;
  readonly span: Span;
}

export function hoverAt(tree: Tree, offset: number, facts: Facts, translations: Translations): Hover | undefined {
  return (
    hoverOnCondition(tree, offset, facts, translations) ??
    hoverOnEntry(tree, offset, facts, translations) ??
    hoverOnRole(tree, offset, facts, translations) ??
    hoverOnAssignmentName(tree, offset, translations)
  );
}

function hoverOnAssignmentName(tree: Tree, offset: number, translations: Translations): Hover | undefined {
  for (const { model, start, frame } of modelsOf(tree)) {
    const found =
      model.kind === 'azure/deployment' ? describeAssignmentName(model, start, frame, offset, translations) : undefined;
    if (found) {
      return found;
    }
  }
  return undefined;
}

function hoverOnEntry(tree: Tree, offset: number, facts: Facts, translations: Translations): Hover | undefined {
  const path = modelsAt(tree, offset);
  const entry = entryAmong(path);
  if (!entry?.model.text.known || entry.model.text.value.trim() === '') {
    return undefined;
  }
  const { text, list } = entry.model;
  const role = roleAmong(path);
  const exclusions =
    role && (list === 'actions' || list === 'dataActions') ? exclusionsOf(role, entry, EXCLUSIONS[list]) : [];
  const span = spanOfText({ node: text.scalar.node, start: entry.start });
  return {
    markdown: describeEntry(text.value, planeOf(list), exclusions, facts, translations),
    span: entry.frame.toFile(span),
  };
}

/** What is taken away from the list that an entry stands in. */
function exclusionsOf(
  { model, start }: ModelAt<RoleDefinition>,
  entry: { readonly start: number },
  name: 'notActions' | 'notDataActions',
): readonly OperationPattern[] {
  const place = entry.start - start;
  const block = model.permissions.find(({ map }) => map.start <= place && place < map.start + map.node.width);
  const list = block?.lists[name]?.list;
  return list ? [...entriesOfList(list.model)].map(({ model: one }) => one.operation) : [];
}

function hoverOnRole(tree: Tree, offset: number, facts: Facts, translations: Translations): Hover | undefined {
  const referred = referredRole(tree, offset, facts);
  if (referred) {
    return { markdown: describeRole(referred.role, facts, translations), span: referred.span };
  }
  const place = placeAt(tree, offset);
  const { scalar } = place;
  if (!scalar || place.slot === 'key' || scalar.node.type !== 'string') {
    return undefined;
  }
  const found = roleById(scalar, offset, facts) ?? roleByName(place, scalar, facts);
  return found && { markdown: describeRole(found.role, facts, translations), span: found.span };
}

interface FoundRole {
  readonly role: BuiltInRole;
  readonly span: Span;
}

function roleById(scalar: Placed<ScalarNode>, offset: number, { roles }: Facts): FoundRole | undefined {
  for (const { guid, start } of guidsIn(scalar.node.text)) {
    const span = spanIn(scalar, start, start + guid.length);
    const role = span.start <= offset && offset <= span.end ? roles.byId(guid) : undefined;
    if (role) {
      return { role, span };
    }
  }
  return undefined;
}

/** The role that an assignment refers to, in whatever language. */
function referredRole(tree: Tree, offset: number, { roles }: Facts): FoundRole | undefined {
  for (const { model, start, frame } of mentionsOf(tree)) {
    const span = frame.toFile(spanOfText({ node: model.text.scalar.node, start: start + model.text.scalar.start }));
    if (span.start <= offset && offset <= span.end) {
      const role = model.guid ? roles.byId(model.guid.value) : model.name && roles.byName(model.name.value);
      return role && { role, span };
    }
  }
  return undefined;
}

/** Some roles have names that are everyday words ("Owner"); they count only where the key speaks of a role. */
function roleByName({ entry, around }: Place, scalar: Placed<ScalarNode>, { roles }: Facts): FoundRole | undefined {
  const role = roles.byName(scalar.node.text);
  const key = entry?.key.node.text ?? around[0]?.key ?? '';
  const isTelling = /role/i.test(key) || scalar.node.text.trim().includes(' ');
  return role && isTelling ? { role, span: spanOfText(scalar) } : undefined;
}
