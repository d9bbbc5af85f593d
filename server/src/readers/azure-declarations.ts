/** What a file of Bicep or Terraform, or a template, declares under names that its expressions use. */
import { bodyOf } from '../syntax/body-of.ts';
import { entriesOf, findEntry, isMap, isScalar, type MapNode, type Placed } from '../syntax/tree.ts';
import type { Operand } from './azure-operand.ts';

export interface Declaration {
  /**
   * A thing that the deployment makes, one that is there already or is looked up, a value with a name, or one that is
   * handed over and has perhaps a default.
   */
  readonly kind: 'made' | 'found' | 'value' | 'parameter';
  /** The type of the thing, in lower case and without its version; empty where it has none. */
  readonly type: string;
  /** The body or the value, placed from the beginning of the file. */
  readonly value: Placed | undefined;
}

/** By the name as expressions write it: `vault`, `azurerm_key_vault.main`, `variables('x')`. */
export type Declarations = ReadonlyMap<string, Declaration>;

const known = new WeakMap<MapNode, Declarations>();

export function declarationsOf(root: Placed<MapNode>): Declarations {
  const declarations = known.get(root.node) ?? readDeclarations(root);
  known.set(root.node, declarations);
  return declarations;
}

function readDeclarations(root: Placed<MapNode>): Declarations {
  const found = new Map<string, Declaration>();
  for (const { key, value } of entriesOf(root)) {
    for (const { key: name, value: inner } of isMap(value) ? entriesOf(value) : []) {
      for (const [as, declaration] of readStatement(key.node.text, name.node.text, inner)) {
        found.set(as, declaration);
      }
    }
  }
  return found;
}

/** What is declared below a word at the beginning of a statement, or in a section of a template. */
function readStatement(word: string, label: string, inner: Placed | undefined): readonly Named[] {
  switch (word) {
    case 'resource':
    case 'data':
      return readThings(word, label, inner);
    case 'param':
      return [[label, { ...valueAt(inner), kind: 'parameter' }]];
    case 'var':
      return [[label, valueAt(inner)]];
    case 'module':
      return [[label, { kind: 'made', type: 'module', value: undefined }]];
    case 'variables':
      return [[`variables('${label}')`, valueAt(inner)]];
    case 'parameters':
      return [[`parameters('${label}')`, { ...valueAt(defaultOf(inner)), kind: 'parameter' }]];
    case 'locals':
      return [[`local.${label}`, valueAt(inner)]];
    default:
      return [];
  }
}

type Named = readonly [string, Declaration];

const defaultOf = (parameter: Placed | undefined): Placed | undefined =>
  isMap(parameter) ? findEntry(parameter, 'defaultValue')?.value : undefined;

const valueAt = (value: Placed | undefined): Declaration => ({ kind: 'value', type: '', value });

/** `resource NAME 'type'` of Bicep, or `resource "type" "NAME"` and `data "type" "NAME"` of Terraform. */
function readThings(word: string, label: string, inner: Placed | undefined): readonly Named[] {
  return [...(isMap(inner) ? entriesOf(inner) : [])].map(({ key, value }): Named => {
    const { style, text } = key.node;
    if (style === 'type' || style === 'existing-type') {
      const kind = style === 'type' ? 'made' : 'found';
      return [label, { kind, type: (text.split('@', 1)[0] ?? '').toLowerCase(), value: bodyOf(value) }];
    }
    const isData = word === 'data';
    return [`${isData ? 'data.' : ''}${label}.${text}`, { kind: isData ? 'found' : 'made', type: label, value }];
  });
}

/** What an operand refers to, and what it picks out of it. */
export interface Referral {
  readonly key: string;
  readonly declaration: Declaration;
  readonly path: string;
}

export function referralOf(operand: Operand, declarations: Declarations): Referral | undefined {
  if (operand.kind === 'call') {
    const [only] = operand.operands;
    const key = only?.kind === 'text' ? `${operand.name}('${only.value}')` : '';
    const declaration = declarations.get(key);
    return declaration && { key, declaration, path: operand.path };
  }
  if (operand.kind !== 'name') {
    return undefined;
  }
  if (operand.path.startsWith('::')) {
    return innerReferral(operand.name, operand.path, declarations);
  }
  const segments = operand.path.split('.').slice(1);
  for (let count = 0; count <= Math.min(2, segments.length); count++) {
    const key = [operand.name, ...segments.slice(0, count).map(withoutIndex)].join('.');
    const declaration = declarations.get(key);
    if (declaration) {
      const rest = segments.slice(count);
      return { key, declaration, path: rest.length > 0 ? `.${rest.join('.')}` : '' };
    }
  }
  return undefined;
}

/** `vault::key.id`: what stands in a thing is another thing, of which no more is known. */
function innerReferral(name: string, path: string, declarations: Declarations): Referral | undefined {
  const outer = declarations.get(name);
  const dot = path.indexOf('.');
  const inner = dot === -1 ? path : path.slice(0, dot);
  return (
    outer && {
      key: name + inner,
      declaration: { kind: outer.kind, type: '', value: undefined },
      path: dot === -1 ? '' : path.slice(dot),
    }
  );
}

/** `main[0]` of what is declared as `main`. */
function withoutIndex(segment: string): string {
  const index = segment.indexOf('[');
  return index === -1 ? segment : segment.slice(0, index);
}

/** The value of a property of what is declared. */
export function propertyOf({ value }: Declaration, name: string): Placed | undefined {
  return isMap(value) ? findEntry(value, name)?.value : undefined;
}

/** The text at the key of a map, where it is one. */
export function textAt(map: Placed<MapNode>, key: string): string | undefined {
  const value = findEntry(map, key)?.value;
  return isScalar(value) && value.node.opaque.length === 0 ? value.node.text : undefined;
}
