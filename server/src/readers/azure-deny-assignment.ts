/**
 * Deny assignments as the service and Azure PowerShell print them: `GET …/denyAssignments`, wrapped in `value` or alone, and
 * `Get-AzDenyAssignment | ConvertTo-Json`. Recognised by the name of a deny assignment, which nothing else has.
 */
import {
  findEntry,
  isList,
  isMap,
  isScalar,
  itemsOf,
  type MapNode,
  type Placed,
  type Span,
  spanOf,
} from '../syntax/tree.ts';

export interface ExportedPermission {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly dataActions: readonly string[];
  readonly notDataActions: readonly string[];
  readonly condition: string | undefined;
}

export interface ExportedPrincipal {
  readonly id: string;
  readonly type: string | undefined;
}

export interface ExportedDenyAssignment {
  readonly span: Span;
  readonly id: string;
  readonly name: string | undefined;
  readonly scope: string;
  readonly permissions: readonly ExportedPermission[];
  readonly doNotApplyToChildScopes: boolean;
  readonly principals: readonly ExportedPrincipal[];
  readonly excludePrincipals: readonly ExportedPrincipal[];
  readonly isAudit: boolean;
}

const LISTS = ['actions', 'notActions', 'dataActions', 'notDataActions'] as const;

/** @param root of a file */
export function readDenyAssignments(root: Placed | undefined): readonly ExportedDenyAssignment[] {
  const wrapped = isMap(root) ? findEntry(root, 'value')?.value : undefined;
  const list = isList(root) ? root : isList(wrapped) ? wrapped : undefined;
  const items = list ? itemsOf(list) : root ? [root] : [];
  return [...items].flatMap((item) => (isMap(item) ? (readOne(item) ?? []) : []));
}

function readOne(item: Placed<MapNode>): ExportedDenyAssignment | undefined {
  const inner = findEntry(item, 'properties')?.value;
  const body = isMap(inner) ? inner : item;
  const scope = textAt(body, 'scope');
  if (!findEntry(body, 'denyAssignmentName') || scope === undefined) {
    return undefined;
  }
  const listed = findEntry(body, 'permissions')?.value;
  // Azure PowerShell prints the lists of the one block that there is beside the name.
  const blocks = isList(listed) ? [...itemsOf(listed)].filter(isMap) : [body];
  return {
    span: spanOf(item),
    id: textAt(item, 'id') ?? textAt(item, 'name') ?? '',
    name: textAt(body, 'denyAssignmentName'),
    scope,
    permissions: blocks.map(readPermission),
    doNotApplyToChildScopes: textAt(body, 'doNotApplyToChildScopes') === 'true',
    principals: readPrincipals(body, 'principals'),
    excludePrincipals: readPrincipals(body, 'excludePrincipals'),
    isAudit: textAt(body, 'denyAssignmentEffect')?.toLowerCase() === 'audit',
  };
}

function readPermission(block: Placed<MapNode>): ExportedPermission {
  const [actions = [], notActions = [], dataActions = [], notDataActions = []] = LISTS.map((name) =>
    textsAt(block, name),
  );
  return { actions, notActions, dataActions, notDataActions, condition: textAt(block, 'condition') };
}

function readPrincipals(body: Placed<MapNode>, key: string): readonly ExportedPrincipal[] {
  const list = findEntry(body, key)?.value;
  return [...(isList(list) ? itemsOf(list) : [])].flatMap((item) => {
    const id = isMap(item) ? (textAt(item, 'id') ?? textAt(item, 'objectId')) : undefined;
    return isMap(item) && id !== undefined ? [{ id, type: textAt(item, 'type') ?? textAt(item, 'objectType') }] : [];
  });
}

function textsAt(map: Placed<MapNode>, key: string): readonly string[] {
  const list = findEntry(map, key)?.value;
  return [...(isList(list) ? itemsOf(list) : [])].flatMap((item) => (isScalar(item) ? [item.node.text] : []));
}

function textAt(map: Placed<MapNode>, key: string): string | undefined {
  const value = findEntry(map, key)?.value;
  return isScalar(value) && value.node.type !== 'null' ? value.node.text : undefined;
}
