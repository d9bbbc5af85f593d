/**
 * Policies as exports of IAM write them, as the evaluator takes them: maps, or texts of JSON written as in an address. What has
 * no meaning is left out, and the policy is then not whole.
 */
import type {
  ConditionTest,
  Policy,
  PolicyElement,
  PolicyPrincipal,
  PolicyText,
  PrincipalKind,
  Statement,
} from '../access/aws/policy.ts';
import type { Origin } from '../access/decision.ts';
import { json } from '../syntax/json.ts';
import {
  entriesOf,
  findEntry,
  isList,
  isMap,
  isScalar,
  itemsOf,
  type MapNode,
  type Placed,
  type ScalarNode,
} from '../syntax/tree.ts';

/** Where what stands at a place of the tree is in the file. */
export type OriginOf = (start: number) => Origin;

export function readPolicyFacts(value: Placed | undefined, name: string, originOf: OriginOf): Policy | undefined {
  if (isMap(value)) {
    return readPolicy(value, name, originOf);
  }
  if (!isScalar(value)) {
    return undefined;
  }
  // Places in a text of its own are not kept: the text as a whole is where it stands.
  const { root } = json.parse(decode(value.node.text));
  return isMap(root) ? readPolicy(root, name, () => originOf(value.start)) : undefined;
}

/** A document as the interface of IAM gives it. */
function decode(text: string): string {
  try {
    return text.trimStart().startsWith('%7B') ? decodeURIComponent(text) : text;
  } catch {
    // A text that was cut in the middle of a sign.
    return text;
  }
}

function readPolicy(map: Placed<MapNode>, name: string, originOf: OriginOf): Policy {
  const version = findEntry(map, 'Version')?.value;
  const written = itemsAt(map, 'Statement');
  const statements = written.filter(isMap).flatMap((one) => readStatement(one, originOf));
  return {
    name,
    version: isScalar(version) ? version.node.text : undefined,
    statements,
    complete: statements.length === written.length,
    origin: originOf(map.start),
  };
}

/** What stands at a key, one or several. */
export function itemsAt(map: Placed<MapNode>, key: string): readonly Placed[] {
  const value = findEntry(map, key)?.value;
  return isList(value) ? [...itemsOf(value)] : value ? [value] : [];
}

function readStatement(map: Placed<MapNode>, originOf: OriginOf): readonly Statement[] {
  const effect = findEntry(map, 'Effect')?.value;
  const sid = findEntry(map, 'Sid')?.value;
  const kind = isScalar(effect) ? effect.node.text : '';
  if (kind !== 'Allow' && kind !== 'Deny') {
    return [];
  }
  const principals =
    readElement(map, 'Principal', (one) => readPrincipals(one, originOf)) ??
    readElement(map, 'NotPrincipal', (one) => readPrincipals(one, originOf));
  const texts = (key: string) => readElement(map, key, (one) => readTexts(one, originOf));
  const actions = texts('Action') ?? texts('NotAction');
  const resources = texts('Resource') ?? texts('NotResource');
  return [
    {
      ...(isScalar(sid) ? { sid: sid.node.text } : {}),
      effect: kind === 'Allow' ? 'allow' : 'deny',
      ...(principals ? { principals } : {}),
      ...(actions ? { actions } : {}),
      ...(resources ? { resources } : {}),
      conditions: readConditions(findEntry(map, 'Condition')?.value, originOf),
      origin: originOf(map.start),
    },
  ];
}

function readElement<Entry>(
  map: Placed<MapNode>,
  key: string,
  read: (value: Placed) => readonly Entry[],
): PolicyElement<Entry> | undefined {
  const value = findEntry(map, key)?.value;
  return value && { negated: key.startsWith('Not'), entries: read(value) };
}

function textOf({ node, start }: Placed<ScalarNode>, originOf: OriginOf): PolicyText {
  return { text: node.text, known: node.opaque.length === 0, origin: originOf(start) };
}

function readTexts(value: Placed, originOf: OriginOf): readonly PolicyText[] {
  const items = isList(value) ? [...itemsOf(value)] : [value];
  return items.filter(isScalar).map((one) => textOf(one, originOf));
}

const KINDS: readonly PrincipalKind[] = ['AWS', 'Federated', 'Service', 'CanonicalUser'];

function readPrincipals(value: Placed, originOf: OriginOf): readonly PolicyPrincipal[] {
  if (isScalar(value)) {
    return [{ ...textOf(value, originOf), kind: '*' }];
  }
  return [...(isMap(value) ? entriesOf(value) : [])].flatMap(({ key, value: named }): readonly PolicyPrincipal[] => {
    const kind = KINDS.find((one) => one === key.node.text);
    return kind && named ? readTexts(named, originOf).map((text) => ({ ...text, kind })) : [];
  });
}

function readConditions(value: Placed | undefined, originOf: OriginOf): readonly ConditionTest[] {
  return [...(isMap(value) ? entriesOf(value) : [])].flatMap(({ key: operator, value: tests }) =>
    [...(isMap(tests) ? entriesOf(tests) : [])].map(
      ({ key, value: written }): ConditionTest => ({
        operator: operator.node.text,
        key: key.node.text,
        known: true,
        values: written ? readTexts(written, originOf) : [],
        origin: originOf(key.start),
      }),
    ),
  );
}
