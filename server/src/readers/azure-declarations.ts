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

/** Who is told what is looked up. */
let listener: Map<string, Declaration | undefined> | undefined;

/** Does some work and notes what it looks up, and what it finds. */
export function listenToLookUps<T>(lookedUp: Map<string, Declaration | undefined>, work: () => T): T {
  const outer = listener;
  listener = lookedUp;
  try {
    return work();
  } finally {
    listener = outer;
    for (const [key, declaration] of outer ? lookedUp : []) {
      outer?.set(key, declaration);
    }
  }
}

/** A name by which something may be declared, and what is picked out of it then. */
interface Candidate {
  readonly key: string;
  readonly path: string;
  /** What stands in the thing of that name, and is another one. */
  readonly inner: string;
}

/** By operand: they stay as they are while others of their file change. */
const candidates = new WeakMap<Operand, readonly Candidate[]>();

export function referralOf(operand: Operand, declarations: Declarations): Referral | undefined {
  if (operand.kind !== 'call' && operand.kind !== 'name') {
    return undefined;
  }
  let names = candidates.get(operand);
  if (!names) {
    names = operand.kind === 'call' ? candidatesOfCall(operand) : candidatesOfName(operand);
    candidates.set(operand, names);
  }
  for (const { key, path, inner } of names) {
    const declaration = declarations.get(key);
    listener?.set(key, declaration);
    if (declaration) {
      return inner === ''
        ? { key, declaration, path }
        : { key: key + inner, declaration: { kind: declaration.kind, type: '', value: undefined }, path };
    }
  }
  return undefined;
}

function candidatesOfCall({ name, operands, path }: Extract<Operand, { kind: 'call' }>): readonly Candidate[] {
  const [only] = operands;
  return only?.kind === 'text' ? [{ key: `${name}('${only.value}')`, path, inner: '' }] : [];
}

function candidatesOfName({ name, path }: Extract<Operand, { kind: 'name' }>): readonly Candidate[] {
  if (path.startsWith('::')) {
    const dot = path.indexOf('.');
    return dot === -1
      ? [{ key: name, inner: path, path: '' }]
      : [{ key: name, inner: path.slice(0, dot), path: path.slice(dot) }];
  }
  const segments = path.split('.').slice(1);
  const counts = [0, 1, 2].filter((count) => count <= segments.length);
  return counts.map((count) => {
    const rest = segments.slice(count);
    return {
      key: [name, ...segments.slice(0, count).map(withoutIndex)].join('.'),
      path: rest.length > 0 ? `.${rest.join('.')}` : '',
      inner: '',
    };
  });
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
