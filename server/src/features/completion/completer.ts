/** What a completer is asked and how it answers. Each kind of place has a completer of its own, in a table. */
import type { Command, CompletionItem, Range, TextEdit } from 'vscode-languageserver-types';
import type { Facts } from '../../access/facts.ts';
import type { RoleDefinition } from '../../readers/azure-role-definition.ts';
import type { RoleReference } from '../../readers/azure-role-reference.ts';
import type { AclGrant } from '../../readers/databricks-acl-grant.ts';
import type { SecretPlace } from '../../readers/databricks-place.ts';
import type { SecretName } from '../../readers/databricks-secret-name.ts';
import type { Part } from '../../readers/part.ts';
import type { Dialect } from '../../readers/text.ts';
import type { Translations } from '../../rules/message.ts';
import type { Placed, ScalarNode, Span } from '../../syntax/tree.ts';
import { type Place, typedText } from '../place.ts';

export interface CompletionRequest {
  readonly place: Place;
  /** The role that the cursor stands in, where one is known as such. */
  readonly role: Part<RoleDefinition> | undefined;
  /** Whether the file speaks of roles at all, so that half-written ones are completed as well. */
  readonly speaksOfRoles: boolean;
  readonly dialect: Dialect;
  readonly facts: Facts;
  /** Scopes that stand elsewhere, the most frequent first. */
  readonly knownScopes: readonly string[];
  /** What a text there is for, where it may hold a reference to a secret. */
  readonly secretPlace: SecretPlace;
  /** The names of scopes and keys in the tree, each with its scalar. */
  readonly secretNames: readonly SecretNameAt[];
  /** The places of the tree that name roles, each with its scalar. */
  readonly roleReferences: readonly RoleReference[];
  /** The texts of the tree that are conditions. */
  readonly conditionScalars: ReadonlySet<ScalarNode>;
  /** The permissions that the tree gives. */
  readonly aclGrants: readonly AclGrant[];
  /** Whether the tree is JSON. */
  readonly isJson: boolean;
  /** Whether texts, and keys, stand there without quotes. */
  readonly isBare: boolean;
  readonly hasBareKeys: boolean;
  readonly translations: Translations;
  /** Whether the editor takes snippets. */
  readonly snippets: boolean;
  /** What the editor does when an item leads on to further ones. */
  readonly retrigger: Command | undefined;
  rangeOf(span: Span): Range;
  /** The edit that puts other text for a stretch of a scalar's text, as the place writes it; undefined where none can. */
  replaceText(scalar: Placed<ScalarNode>, stretch: Span, text: string): TextEdit | undefined;
  /** The source between two offsets. */
  textBetween(start: number, end: number): string;
}

/** A name and the node it stands in. */
export interface SecretNameAt {
  readonly model: SecretName;
  readonly node: ScalarNode;
}

export interface Completion {
  readonly items: readonly CompletionItem[];
  /** Whether typing on may bring other items. */
  readonly incomplete: boolean;
}

/** The completions for its kind of place, or undefined where the cursor stands elsewhere. */
export type Completer = (request: CompletionRequest) => Completion | undefined;

/** What can be put where the cursor is. */
export interface ValueSlot {
  /** What of the value stands before the cursor. */
  readonly typed: string;
  readonly range: Range;
  /** A value as it has to be written there: with quotes where none are. */
  write(value: string): string;
  /** What the editor compares with what was typed. */
  filter(value: string): string;
}

export function valueSlot({ place, rangeOf, isBare }: CompletionRequest): ValueSlot {
  const { scalar, offset } = place;
  if (isBare) {
    return bareSlot(place, rangeOf);
  }
  if (!scalar) {
    const quoted = (value: string): string => JSON.stringify(value);
    return { typed: '', range: rangeOf({ start: offset, end: offset }), write: quoted, filter: quoted };
  }
  const { before, span } = typedText(scalar, offset);
  const isQuoted = scalar.node.type === 'string';
  const escaped = (value: string): string => JSON.stringify(value).slice(1, -1);
  return {
    typed: before,
    range: rangeOf(isQuoted ? span : { start: scalar.start, end: scalar.start + scalar.node.width }),
    write: isQuoted ? escaped : (value) => JSON.stringify(value),
    filter: isQuoted ? escaped : (value) => value,
  };
}

/** A slot for a text that stands there as it is. */
function bareSlot({ scalar, offset }: Place, rangeOf: CompletionRequest['rangeOf']): ValueSlot {
  const typed = scalar && typedText(scalar, offset);
  const asItIs = (value: string): string => value;
  return {
    typed: typed?.before ?? '',
    range: rangeOf(typed?.span ?? { start: offset, end: offset }),
    write: asItIs,
    filter: asItIs,
  };
}

/** An item that puts a value where the cursor is. */
export function valueItem(
  slot: ValueSlot,
  value: string,
  item: Omit<CompletionItem, 'textEdit' | 'filterText'> & { filterText?: string },
): CompletionItem {
  return {
    ...item,
    filterText: item.filterText ?? slot.filter(value),
    textEdit: { range: slot.range, newText: slot.write(value) },
  };
}

/** A text in which nothing is a snippet's own sign. */
export function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}
