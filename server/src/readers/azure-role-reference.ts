/**
 * Places where an assignment says which role it gives: by name or by id. What an export prints beside the id is not
 * such a place, and neither is a role's own definition.
 */
import { guidsIn, isGuid } from '../access/azure/guid.ts';
import { parseScope } from '../access/azure/scope.ts';
import type { Change } from '../syntax/change.ts';
import {
  entriesOf,
  findEntry,
  isScalar,
  type MapNode,
  type Placed,
  type ScalarNode,
  type Span,
} from '../syntax/tree.ts';
import { type Dialect, hasTemplateToken, isArmExpression, readText, type Standing, type Text } from './text.ts';

/** A stretch of the text that names a role. */
export interface RoleNaming {
  /** Offsets in the text. */
  readonly span: Span;
  readonly value: string;
}

/** A role whose name may be written. */
export interface NamedRole {
  readonly name: string;
  readonly isBuiltIn: boolean;
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
  /** Whether it takes a name, beside an id or instead of one. */
  readonly takesNames: boolean;
  /** The changes that write the id of a role instead of what stands there, in the way of the place. */
  writeId(guid: string): readonly Change[];
  /** The changes that write the name of a role instead of its id; none where the place takes ids only. */
  writeName(role: NamedRole): readonly Change[];
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
/**
 * Parameters of the cmdlets that are in no parameter set with `-RoleDefinitionId`, and their aliases
 * (https://learn.microsoft.com/powershell/module/az.resources/new-azroleassignment).
 */
export const GOES_WITH_NAME =
  /^(?:signinname|email|userprincipalname|applicationid|spn|serviceprincipalname|resourcegroupname|resourcename|resourcetype|parentresource)$/i;
const ROLE_TYPE_END = '/roledefinitions/';
const ASSIGNMENT_KEYS = ['principalId', 'objectId', 'signInName', 'scope'];
const ROLE_IN_CALL =
  /esourceId\(\s*(?:[^',()\s][^',()]*,\s*)?'Microsoft\.Authorization\/roleDefinitions'\s*,\s*'([^']*)'\s*\)/i;
const ROLE_IN_PATH = /\/providers\/Microsoft\.Authorization\/roleDefinitions\/([^/'\]]+)\/?$/i;

export function* readRoleReferences(
  map: Placed<MapNode>,
  dialect: Dialect,
  standing: Standing,
): Generator<RoleReference> {
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
      takesNames: name.toLowerCase() !== 'roledefinitionid',
      isKnownPlace: byId.key === undefined || isAssignment,
      isInId: naming.name !== undefined && naming.name.value !== text.value,
      isGiven: isAssignment && findEntry(map, 'roleDefinitionName') === undefined,
      writeName: (role) => writeNameInMap({ map, dialect, standing, isAssignment }, index, text, naming.guid, role),
      writeId: (guid) =>
        byId.key !== undefined && !mayRename(map, name)
          ? []
          : [
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

/** Whether a map says only once which role it is about: of two the one would take the key of the other. */
function isOnlyRole(map: Placed<MapNode>): boolean {
  return [...entriesOf(map)].filter((entry) => KEYS.has(entry.key.node.text.toLowerCase())).length === 1;
}

/** @param key that takes a name, and becomes one that takes an id */
function mayRename(map: Placed<MapNode>, key: string): boolean {
  const isSplat = /^[A-Z]/.test(key);
  return isOnlyRole(map) && !(isSplat && [...entriesOf(map)].some((entry) => GOES_WITH_NAME.test(entry.key.node.text)));
}

interface MapPlace {
  readonly map: Placed<MapNode>;
  readonly dialect: Dialect;
  readonly standing: Standing;
  readonly isAssignment: boolean;
}

/** @param index of the entry that holds the text */
function writeNameInMap(
  place: MapPlace,
  index: number,
  text: Text,
  guid: RoleNaming | undefined,
  role: NamedRole,
): readonly Change[] {
  const { map, dialect } = place;
  const key = map.node.children[index]?.key;
  const changes = isArmExpression(text.value) ? [] : replaceId(text, guid, role);
  if (!key || changes.length === 0) {
    return [];
  }
  if (key.text.toLowerCase() === 'roledefinitionidorname') {
    // The modules look for the name among built-in ones only, and take every other text for an id.
    return role.isBuiltIn ? changes : [];
  }
  const isCmdlet = /^[A-Z]/.test(key.text) && place.isAssignment;
  const takesName = isCmdlet || (dialect === 'plain' && isPrintedAssignment(place, key, text));
  return takesName && isOnlyRole(map)
    ? [...changes, { verb: 'renameKey', map, index, key: `${key.text.slice(0, -'Id'.length)}Name` }]
    : [];
}

/**
 * Whether a map is an assignment as the Azure CLI prints it and scripts pass it on. Resources and bodies of requests hold
 * theirs in `properties`, and where keys are words of a program they are declared elsewhere: those take ids only.
 */
function isPrintedAssignment({ map, standing }: MapPlace, key: ScalarNode, { value }: Text): boolean {
  const hasPrincipal = ['principalId', 'objectId', 'signInName'].some((name) => findEntry(map, name) !== undefined);
  return (
    standing !== 'properties' &&
    key.type === 'string' &&
    hasPrincipal &&
    findEntry(map, 'scope') !== undefined &&
    !isGuid(value)
  );
}

/**
 * The change that puts the name of a role for its id, where the id is all that the text says. A name that would be read
 * as something else there, as an id, a file or an expression, is not written.
 */
export function replaceId(text: Text, guid: RoleNaming | undefined, { name }: NamedRole): readonly Change[] {
  const { scalar, value } = text;
  const before = guid ? value.slice(0, guid.span.start).toLowerCase() : '';
  const isWhole = guid?.span.end === value.length && (before === '' || before.endsWith(ROLE_TYPE_END));
  return isWhole && !scalar.node.flawed && readsAsName(name) ? [{ verb: 'replace', node: scalar, value: name }] : [];
}

function readsAsName(name: string): boolean {
  const isMistaken = isPath(name) || hasTemplateToken(name) || [...guidsIn(name)].length > 0;
  return name.trim() !== '' && !isMistaken && !/^[-@[]|\p{Cc}/u.test(name);
}

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
