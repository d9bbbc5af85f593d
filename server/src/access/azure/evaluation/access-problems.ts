/** Facts that do not fit together or lead nowhere: nothing that keeps the evaluator from deciding, and worth knowing. */
import type { Origin } from '../../decision.ts';
import type { AccessState } from './access-state.ts';
import { EVERYONE, type GrantEntry } from './fact-entries.ts';
import { NO_SCOPE, ROOT } from './scope-table.ts';

export type AccessProblemKind =
  /** One principal has one role twice at one scope, in two templates or in two exports. */
  | 'duplicate-assignment'
  | 'unknown-role'
  | 'contradictory-role'
  | 'malformed-scope'
  | 'group-cycle'
  | 'management-group-cycle'
  | 'contradictory-parent'
  | 'ambiguous-name'
  | 'contradictory-permission-model'
  /** The marker for everyone where only principals may stand. */
  | 'misplaced-everyone'
  | 'deny-without-principals';

export interface AccessProblem {
  readonly kind: AccessProblemKind;
  /** What it is about: an id, a scope, a name. */
  readonly subject: string;
  /** Where the facts are written, sorted. */
  readonly origins: readonly Origin[];
}

interface Told {
  readonly origin: Origin;
}

class Problems {
  readonly #found = new Map<string, AccessProblem>();

  add(kind: AccessProblemKind, subject: string, facts: readonly Told[]): void {
    const key = `${kind} ${subject}`;
    const origins = [...(this.#found.get(key)?.origins ?? []), ...facts.map(({ origin }) => origin)];
    origins.sort((a, b) => (a.uri === b.uri ? a.offset - b.offset : a.uri < b.uri ? -1 : 1));
    this.#found.set(key, { kind, subject, origins });
  }

  list(): readonly AccessProblem[] {
    return [...this.#found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, problem]) => problem);
  }
}

export function findProblems(state: AccessState): readonly AccessProblem[] {
  const problems = new Problems();
  checkGrants(state, problems);
  checkDenies(state, problems);
  checkScopes(state, problems);
  checkVaults(state, problems);
  checkGroups(state, problems);
  return problems.list();
}

function checkGrants(state: AccessState, problems: Problems): void {
  const { view } = state;
  const equals = new Map<string, GrantEntry[]>();
  const byRole = new Map<number, GrantEntry[]>();
  for (const entry of [...view.grantPrincipals()].flatMap((principal) => view.grantsOf(principal))) {
    const { fact, principal, scope, role } = entry;
    collect(equals, `${principal} ${role} ${fact.state} ${scope === NO_SCOPE ? fact.scope : scope}`, entry);
    collect(byRole, role, entry);
    if (scope === NO_SCOPE) {
      problems.add('malformed-scope', fact.scope, [fact]);
    }
    if (fact.principalId.trim() === EVERYONE) {
      problems.add('misplaced-everyone', fact.id, [fact]);
    }
  }
  for (const [first, ...others] of equals.values()) {
    if (first && others.length > 0) {
      const { principalId, roleDefinitionId, scope } = first.fact;
      const facts = [first, ...others].map(({ fact }) => fact);
      problems.add('duplicate-assignment', `${principalId} ${roleDefinitionId} ${scope}`, facts);
    }
  }
  for (const [role, entries] of byRole) {
    checkRole(state, role, entries, problems);
  }
}

function checkRole({ roles }: AccessState, role: number, entries: readonly GrantEntry[], problems: Problems): void {
  const definitions = roles.definitionsOf(role);
  const reference = entries[0]?.fact.roleDefinitionId ?? '';
  if (definitions.length === 0) {
    problems.add(
      'unknown-role',
      reference,
      entries.map(({ fact }) => fact),
    );
  }
  const texts = new Set(definitions.map(({ permissions }) => JSON.stringify(permissions)));
  if (texts.size > 1) {
    const told = definitions.flatMap(({ origin }) => (origin ? [{ origin }] : []));
    problems.add('contradictory-role', reference, told);
  }
}

function collect<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key);
  if (values) {
    values.push(value);
  } else {
    map.set(key, [value]);
  }
}

function checkDenies({ view }: AccessState, problems: Problems): void {
  for (const { fact, scope, principals } of view.denies()) {
    if (scope === NO_SCOPE) {
      problems.add('malformed-scope', fact.scope, [fact]);
    }
    if (principals.length === 0) {
      problems.add('deny-without-principals', fact.id, [fact]);
    }
    if (fact.excludePrincipals.some(({ id }) => id.trim() === EVERYONE)) {
      problems.add('misplaced-everyone', fact.id, [fact]);
    }
  }
}

function checkScopes({ view }: AccessState, problems: Problems): void {
  const { scopes } = view.tables;
  for (const child of view.childScopes()) {
    const entries = view.parentsOf(child);
    for (const { fact, parent } of entries) {
      if (child === NO_SCOPE || (parent !== ROOT && !scopes.isManagementGroup(parent))) {
        problems.add('malformed-scope', child === NO_SCOPE ? fact.child : fact.parent, [fact]);
      }
    }
    if (child !== NO_SCOPE && new Set(entries.map(({ parent }) => parent)).size > 1) {
      const told = entries.map(({ fact }) => fact);
      problems.add('contradictory-parent', scopes.text(child), told);
    }
  }
  const parents = (scope: number): readonly number[] =>
    scope === NO_SCOPE ? [] : view.parentsOf(scope).map(({ parent }) => parent);
  for (const scope of cycleIn(view.childScopes(), parents)) {
    const told = view.parentsOf(scope).map(({ fact }) => fact);
    problems.add('management-group-cycle', scopes.text(scope), told);
  }
}

function checkVaults({ view }: AccessState, problems: Problems): void {
  for (const scope of view.vaultScopes()) {
    const told = view.vaultsAt(scope).map(({ fact }) => fact);
    const models = new Set(told.map(({ permissionModel }) => permissionModel));
    models.delete('unknown');
    if (scope === NO_SCOPE) {
      for (const fact of told) {
        problems.add('malformed-scope', fact.scope, [fact]);
      }
    } else if (models.size > 1) {
      problems.add('contradictory-permission-model', view.tables.scopes.text(scope), told);
    }
  }
}

function checkGroups({ view, identities }: AccessState, problems: Problems): void {
  const { names } = view.tables;
  const parents = (name: number): readonly number[] =>
    [...identities.namesOf(name)].flatMap((one) => view.groupsWith(one).map(({ group }) => group));
  for (const name of cycleIn(view.groupNames(), parents)) {
    problems.add(
      'group-cycle',
      names.text(name),
      view.groupsNamed(name).map(({ fact }) => fact),
    );
  }
  for (const name of view.aliasNames()) {
    if (identities.isAmbiguous(name)) {
      problems.add(
        'ambiguous-name',
        names.text(name),
        view.aliasesOf(name).map(({ fact }) => fact),
      );
    }
  }
}

/** One node of each circle: the one at which a walk along `next` comes back. Without recursion, however deep it goes. */
function cycleIn(nodes: Iterable<number>, next: (node: number) => readonly number[]): ReadonlySet<number> {
  const closing = new Set<number>();
  const finished = new Set<number>();
  const open = new Set<number>();
  for (const start of nodes) {
    const stack: { node: number; rest: number[] }[] = [];
    const enter = (node: number): void => {
      if (open.has(node)) {
        closing.add(node);
      } else if (!finished.has(node)) {
        open.add(node);
        stack.push({ node, rest: [...next(node)] });
      }
    };
    enter(start);
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const following = top.rest.pop();
      if (following === undefined) {
        open.delete(top.node);
        finished.add(top.node);
        stack.pop();
      } else {
        enter(following);
      }
    }
  }
  return closing;
}
