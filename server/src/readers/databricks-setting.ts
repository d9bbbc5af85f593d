/**
 * A text in which a secret reference stands or was meant, or a credential where one belongs: a Spark property, an
 * environment variable, or any other text with something that looks like a reference.
 */

import { looksLikeCredential } from '../access/databricks/credential.ts';
import { readReferences, type SecretReference } from '../access/databricks/secret-reference.ts';
import { type EntryNode, isScalar, type Placed, type ScalarNode } from '../syntax/tree.ts';
import { isResolving, type SecretPlace } from './databricks-place.ts';
import { readText, type Text } from './text.ts';

export interface Setting {
  readonly kind: 'databricks/setting';
  /** The property or variable, placed at the start of the model; undefined for a text that stands under none. */
  readonly name: Placed<ScalarNode> | undefined;
  /** What it is called, where that stands elsewhere: beside it, or around it in a policy. */
  readonly label: string;
  readonly text: Text;
  readonly place: SecretPlace;
  /** What parts name and value, where the language leaves a choice. */
  readonly separator: string | undefined;
  /** The references in the text, right and wrong. */
  readonly references: readonly SecretReference[];
  /** Whether the file speaks of Databricks at all, so that what looks like a reference was meant as one. */
  readonly isDatabricks: boolean;
  /** Whether a program may put it together with other texts. */
  readonly isProgram: boolean;
}

export interface SettingPlace {
  readonly isProgram: boolean;
  readonly place: SecretPlace;
  readonly isDatabricks: boolean;
  /** What it is called where its own key says nothing. */
  readonly label: string | undefined;
}

/** Keys under which people explain: a reference there is an example. */
const PROSE = /^(?:description|markdownDescription|comment|comments|title|help|examples?|doc|note|notes)$/i;

/** The word that every reference has, right or wrong. */
const MARK = /secrets?[/:.\\ \t]/i;

/** The setting that an entry is, or undefined where there is nothing to say about it. Places count from the entry. */
export function readEntrySetting(entry: EntryNode, around: SettingPlace): Setting | undefined {
  const value = entry.value && { node: entry.value, start: entry.valueStart };
  if (!isScalar(value)) {
    return undefined;
  }
  const label = around.label ?? entry.key.text;
  if (PROSE.test(label) || !isWorthReading(value.node, label, around.place)) {
    return undefined;
  }
  return makeSetting({ node: entry.key, start: 0 }, label, value, entry.separator, around);
}

/** The setting that a text without a key is. Places count from the scalar. */
export function readTextSetting(node: ScalarNode, around: SettingPlace): Setting | undefined {
  const label = around.label ?? '';
  return isWorthReading(node, label, around.place)
    ? makeSetting(undefined, label, { node, start: 0 }, undefined, around)
    : undefined;
}

function isWorthReading(node: ScalarNode, label: string, place: SecretPlace): boolean {
  return MARK.test(node.text) || (isResolving(place) && looksLikeCredential(label, node.text));
}

function makeSetting(
  name: Placed<ScalarNode> | undefined,
  label: string,
  scalar: Placed<ScalarNode>,
  separator: string | undefined,
  { place, isDatabricks, isProgram }: SettingPlace,
): Setting | undefined {
  const references = MARK.test(scalar.node.text) ? readReferences(scalar.node.text, scalar.node.opaque) : [];
  if (references.some(({ span }) => scalar.node.text.charAt(span.start - 1) === '`')) {
    // In backticks it is spoken of.
    return undefined;
  }
  if (place === 'fragment' && references.some(({ flaws, blanks }) => flaws.length > 0 || blanks.length > 0)) {
    return undefined;
  }
  const text = readText(scalar, 'plain');
  if (references.length === 0 && !(isResolving(place) && looksLikeCredential(label, scalar.node.text))) {
    return undefined;
  }
  return { kind: 'databricks/setting', name, label, text, place, separator, references, isDatabricks, isProgram };
}
