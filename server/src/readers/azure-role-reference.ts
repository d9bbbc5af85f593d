/**
 * Places where an assignment says which role it gives: by name or by id. What an export prints beside the id is not
 * such a place, and neither is a role's own definition.
 */
import { guidsIn, isGuid } from '../access/azure/guid.ts';
import { parseScope } from '../access/azure/scope.ts';
import type { Change } from '../syntax/change.ts';
import { entriesOf, findEntry, isScalar, type MapNode, type Placed, type Span } from '../syntax/tree.ts';
import { type Dialect, isArmExpression, readText, type Text } from './text.ts';

/** A stretch of the text that names a role. */
export interface RoleNaming {
  /** Offsets in the text. */
  readonly span: Span;
  readonly value: string;
}

export interface RoleReference {
  readonly kind: 'azure/role-reference';
  readonly text: Text;
  /** The name, where the role is referred to by one. */
  readonly name: RoleNaming | undefined;
  /** The GUID, where the role is referred to by id. */
  readonly guid: RoleNaming | undefined;
  /** What completes the place: the id where it takes one, else the name. */
  readonly takes: 'id' | 'name';
  /** The changes that write the id of a role instead of what stands there, in the way of the place. */
  writeId(guid: string): readonly Change[];
  /** Whether what reads the place is known, so that the changes may be made unseen. */
  readonly isKnownPlace: boolean;
  /** Whether the name stands inside an id, where only a GUID finds a role. */
  readonly isInId: boolean;
  /** Whether a policy gives the role to the identity of its assignments; undefined where it is in no such list. */
  readonly isInPolicy?: boolean;
  /** What completes the place with a role by id, where that is not the bare GUID. */
  writeText?(guid: string): string;
  /** Whether it is certainly a role of Azure that is given there, and not said of one that is given already. */
  readonly isGiven: boolean;
}

const KEYS = new Set(['roledefinitionname', 'roledefinitionid', 'roledefinitionidorname']);
const ASSIGNMENT_KEYS = ['principalId', 'objectId', 'signInName', 'scope'];
const ROLE_IN_CALL =
  /esourceId\(\s*(?:[^',()\s][^',()]*,\s*)?'Microsoft\.Authorization\/roleDefinitions'\s*,\s*'([^']*)'\s*\)/i;
const ROLE_IN_PATH = /\/providers\/Microsoft\.Authorization\/roleDefinitions\/([^/'\]]+)\/?$/i;

export function* readRoleReferences(map: Placed<MapNode>, dialect: Dialect): Generator<RoleReference> {
  for (const { key, value, index } of entriesOf(map)) {
    const name = key.node.text;
    if (!KEYS.has(name.toLowerCase()) || !isScalar(value) || value.node.type !== 'string') {
      continue;
    }
    if (name.toLowerCase() === 'roledefinitionname' && findEntry(map, 'roleDefinitionId')) {
      continue;
    }
    const text = readText(value, dialect);
    const { byId, ...naming } = readNaming(map, name, text, dialect);
    const isAssignment = ASSIGNMENT_KEYS.some((other) => findEntry(map, other) !== undefined);
    yield {
      kind: 'azure/role-reference',
      text,
      ...naming,
      takes: byId.key === undefined ? 'id' : 'name',
      isKnownPlace: byId.key === undefined || isAssignment,
      isInId: naming.name !== undefined && naming.name.value !== text.value,
      isGiven: isAssignment && findEntry(map, 'roleDefinitionName') === undefined,
      writeId: (guid) => [
        ...(naming.name ? [replaceName(text, naming.name, byId.text(guid))] : []),
        ...(byId.key === undefined ? [] : [{ verb: 'renameKey', map, index, key: byId.key } as const]),
      ],
    };
  }
}

/** How a place writes the id of a role instead of the name. */
interface ById {
  /** The key that takes an id, where it is another one. */
  readonly key?: string;
  /** What to write for the stretch that names the role. */
  text(guid: string): string;
}

type Naming = Pick<RoleReference, 'name' | 'guid'> & { readonly byId: ById };

export function replaceName({ scalar }: Text, { span }: RoleNaming, text: string): Change {
  return { verb: 'replaceText', scalar, span, text };
}

function readNaming(map: Placed<MapNode>, key: string, text: Text, dialect: Dialect): Naming {
  const { name, guid } = namingIn(text);
  if (name?.value !== text.value) {
    return { name, guid, byId: { text: (id) => id } };
  }
  if (key.toLowerCase() !== 'roledefinitionname') {
    return { name, guid, byId: { text: (id) => writeRoleId(map, key, id, dialect) } };
  }
  const idKey = `${key.slice(0, -'Name'.length)}Id`;
  return { name, guid, byId: { key: idKey, text: (id) => writeRoleId(map, idKey, id, dialect) } };
}

/** What of a text names a role: all of it, the end of an id, or an argument in an expression. */
export function namingIn(text: Text): Pick<RoleReference, 'name' | 'guid'> {
  const { value } = text;
  const last = [...guidsIn(value)].at(-1);
  const guid = last && namingAt(last.start, last.guid);
  if (isArmExpression(value)) {
    return { name: nameInCall(value), guid };
  }
  if (!text.known) {
    return { name: undefined, guid: undefined };
  }
  if (guid) {
    return { name: undefined, guid };
  }
  const end = ROLE_IN_PATH.exec(value)?.[1];
  if (end !== undefined) {
    return { name: namingAt(value.lastIndexOf(end), end), guid };
  }
  const isName = !isPath(value) && !isGuid(value) && value.trim() !== '';
  return { name: isName ? namingAt(0, value) : undefined, guid };
}

/** Whether a text is a resource id, or meant as one. There is a role with a slash in its name. */
export function isPath(value: string): boolean {
  return /^\/|\/providers\/|roleDefinitions\//i.test(value);
}

export function namingAt(start: number, value: string): RoleNaming {
  return { span: { start, end: start + value.length }, value };
}

/** `[resourceId('Microsoft.Authorization/roleDefinitions', 'Reader')]`: only `subscriptionResourceId` finds a built-in role. */
function nameInCall(value: string): RoleNaming | undefined {
  const match = ROLE_IN_CALL.exec(value);
  const name = match?.[1];
  return match && name !== undefined && !isGuid(name)
    ? namingAt(match.index + match[0].lastIndexOf(`'${name}'`) + 1, name)
    : undefined;
}

/**
 * The value by which a place refers to a role by id: PowerShell and what takes either take the bare GUID, templates a
 * call, everything else the resource id, in the assignment's subscription where that is known.
 * @param key the key under which the value stands
 */
export function writeRoleId(map: Placed<MapNode>, key: string, guid: string, dialect: Dialect): string {
  if (/^[A-Z]/.test(key) || key.toLowerCase() === 'roledefinitionidorname') {
    return guid;
  }
  if (dialect === 'arm') {
    return `[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '${guid}')]`;
  }
  const scope = findEntry(map, 'scope')?.value;
  const subscription =
    isScalar(scope) && !parseScope(scope.node.text).flaw
      ? /^\/subscriptions\/[^/]+/i.exec(scope.node.text)?.[0]
      : undefined;
  return `${subscription ?? ''}/providers/Microsoft.Authorization/roleDefinitions/${guid}`;
}
