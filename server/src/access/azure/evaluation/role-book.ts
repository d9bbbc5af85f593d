/** The definitions behind the roles that assignments name: those of files, and the built-in ones. */
import type { Origin } from '../../decision.ts';
import type { Permission, RoleFacts } from '../../facts.ts';
import { type OperationPattern, type Plane, parseOperation } from '../operation-pattern.ts';
import { conditionOf, roleIdKey } from './fact-entries.ts';
import type { FactView } from './fact-view.ts';

/** What the evaluator asks of the catalogue. */
export type BuiltInRoles = Pick<RoleFacts, 'byId' | 'byName'>;

/** One block of a role or deny assignment, its entries parsed. */
export interface Block {
  readonly control: EntryLists;
  readonly data: EntryLists;
  readonly condition: string | undefined;
}

export interface EntryLists {
  readonly grants: readonly OperationPattern[];
  readonly exclusions: readonly OperationPattern[];
}

export interface Role {
  readonly id: string;
  readonly name: string | undefined;
  readonly permissions: readonly Permission[];
  readonly blocks: readonly Block[];
  readonly builtIn: boolean;
  readonly origin: Origin | undefined;
}

export function listsOf(block: Block, plane: Plane): EntryLists {
  return plane === 'control' ? block.control : block.data;
}

export function compileBlocks(permissions: readonly Permission[]): readonly Block[] {
  return permissions.map((permission) => ({
    control: {
      grants: permission.actions.map(parseOperation),
      exclusions: permission.notActions.map(parseOperation),
    },
    data: {
      grants: permission.dataActions.map(parseOperation),
      exclusions: permission.notDataActions.map(parseOperation),
    },
    condition: conditionOf(permission.condition),
  }));
}

/** Blocks by the list of permissions they were compiled from: facts and catalogue keep theirs as long as they live. */
const compiled = new WeakMap<readonly Permission[], readonly Block[]>();

export function blocksOf(permissions: readonly Permission[]): readonly Block[] {
  let blocks = compiled.get(permissions);
  if (!blocks) {
    blocks = compileBlocks(permissions);
    compiled.set(permissions, blocks);
  }
  return blocks;
}

export class RoleBook {
  readonly #view: FactView;
  readonly #builtIn: BuiltInRoles;
  readonly #roles: (readonly Role[] | undefined)[] = [];

  constructor(view: FactView, builtIn: BuiltInRoles) {
    this.#view = view;
    this.#builtIn = builtIn;
  }

  /**
   * Everything that defines a role. A definition in a file goes before the catalogue's of the same id, being of the tenant
   * and perhaps newer. Empty: nobody defines it. Several: where they disagree, none is believed.
   */
  definitionsOf(role: number): readonly Role[] {
    let roles = this.#roles[role];
    if (!roles) {
      roles = this.#read(role);
      this.#roles[role] = roles;
    }
    return roles;
  }

  #read(role: number): readonly Role[] {
    const key = this.#view.tables.roles.key(role);
    const told = this.#view.definitions(role).map(({ fact, id }) => ({
      id,
      name: fact.name,
      permissions: fact.permissions,
      blocks: blocksOf(fact.permissions),
      builtIn: false,
      origin: fact.origin,
    }));
    told.sort((a, b) =>
      a.origin.uri === b.origin.uri ? a.origin.offset - b.origin.offset : a.origin.uri < b.origin.uri ? -1 : 1,
    );
    const text = key.slice(key.indexOf(' ') + 1);
    const builtIn = key.startsWith(roleIdKey('')) ? this.#builtIn.byId(text) : this.#builtIn.byName(text);
    if (!builtIn || told.some(({ id }) => id === builtIn.id)) {
      return told;
    }
    const { id, name, permissions } = builtIn;
    return [...told, { id, name, permissions, blocks: blocksOf(permissions), builtIn: true, origin: undefined }];
  }
}
