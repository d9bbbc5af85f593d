/** Names of secret scopes and keys wherever they stand: in references, declarations, commands and calls. */
import type { ReferenceName } from '../access/databricks/secret-reference.ts';
import type { Placed, ScalarNode, Span } from '../syntax/tree.ts';
import type { Naming } from './databricks-name.ts';
import { argumentOf, type SecretCommand } from './databricks-secret-command.ts';
import type { SecretObject } from './databricks-secret-objects.ts';
import type { SecretUse } from './databricks-secret-use.ts';
import type { Setting } from './databricks-setting.ts';
import type { Part } from './part.ts';

export type NameRole = 'scope' | 'key';

/**
 * How a name is used where it stands.
 * - `declaration`: it comes into being there;
 * - `reference`: Databricks looks it up when a cluster starts;
 * - `call`: a program or a command looks it up.
 */
export type NameUse = 'declaration' | 'reference' | 'call';

export interface SecretName {
  readonly kind: 'databricks/secret-name';
  /** Whether it is one of Terraform's, which compares names in its own way. */
  readonly isTerraform: boolean;
  readonly role: NameRole;
  readonly use: NameUse;
  readonly scalar: Placed<ScalarNode>;
  /** Offsets in the text of the scalar. */
  readonly span: Span;
  readonly value: string;
  readonly known: boolean;
  /** The scope of a key, as it is written; undefined where it is not known, and for scopes. */
  readonly scope: string | undefined;
  /** The key of a scope, likewise; undefined for keys. */
  readonly key: string | undefined;
}

type NamePart = Part<SecretName>;

export function namesInSetting({ text, references }: Setting): readonly NamePart[] {
  return references.flatMap(({ scope, key, flaws, blanks }) => {
    if (flaws.length > 0 || blanks.length > 0) {
      return [];
    }
    const beside = (one: ReferenceName | undefined) => (one?.known ? one.value : undefined);
    const name = (role: NameRole, one: ReferenceName | undefined): NamePart[] =>
      one
        ? [
            nameAt(
              role,
              'reference',
              text.scalar,
              one.span,
              one.known && text.scalar.node.type === 'string',
              beside(role === 'key' ? scope : key),
            ),
          ]
        : [];
    return [...name('scope', scope), ...name('key', key)];
  });
}

export function namesInObject(object: SecretObject): readonly NamePart[] {
  const isTerraform = object.source === 'terraform';
  return namesOf(object).map(({ model, start }) => ({ model: { ...model, isTerraform }, start }));
}

function namesOf(object: SecretObject): readonly NamePart[] {
  switch (object.kind) {
    case 'databricks/secret-scope':
      return nameOf('scope', 'declaration', object.name, undefined);
    case 'databricks/secret':
      return pair(object.scope, object.key, 'call', 'declaration');
    case 'databricks/secret-acl':
      return nameOf('scope', 'call', object.scope, undefined);
  }
}

/** What a command makes when it is run. */
const DECLARING: Readonly<Record<string, NameRole>> = { 'create-scope': 'scope', 'put-secret': 'key' };

export function namesInCommand(command: SecretCommand): readonly NamePart[] {
  const declared = DECLARING[command.name ?? ''];
  return pair(
    argumentOf(command, 'scope'),
    argumentOf(command, 'key'),
    declared === 'scope' ? 'declaration' : 'call',
    declared === 'key' ? 'declaration' : 'call',
  );
}

export function namesInUse({ scope, key, method }: SecretUse): readonly NamePart[] {
  const isNewScope = /^create_?scope$/i.test(method);
  const isNewKey = /^put_?secret$/i.test(method);
  return pair(scope, key, isNewScope ? 'declaration' : 'call', isNewKey ? 'declaration' : 'call');
}

function pair(scope: Naming, key: Naming, scopeUse: NameUse, keyUse: NameUse): readonly NamePart[] {
  const beside = (naming: Naming) => (typeof naming === 'object' && naming.known ? naming.value : undefined);
  return [...nameOf('scope', scopeUse, scope, beside(key)), ...nameOf('key', keyUse, key, beside(scope))];
}

function nameOf(role: NameRole, use: NameUse, naming: Naming, beside: string | undefined): readonly NamePart[] {
  if (typeof naming !== 'object') {
    return [];
  }
  const { scalar, value, known } = naming;
  return [nameAt(role, use, scalar, { start: 0, end: value.length }, known, beside)];
}

function nameAt(
  role: NameRole,
  use: NameUse,
  scalar: Placed<ScalarNode>,
  span: Span,
  known: boolean,
  beside: string | undefined,
): NamePart {
  const value = scalar.node.text.slice(span.start, span.end);
  const [scope, key] = role === 'key' ? [beside, undefined] : [undefined, beside];
  return {
    model: { kind: 'databricks/secret-name', isTerraform: false, role, use, scalar, span, value, known, scope, key },
    start: 0,
  };
}
