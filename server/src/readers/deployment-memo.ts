/**
 * What is worked out of an assignment by what its file declares, kept as long as the declarations that were looked at say the
 * same: an edit costs what it touches, although any assignment may refer to anything in its file.
 */
import { type Declaration, type Declarations, listenToLookUps } from './azure-declarations.ts';
import type { Deployment } from './azure-deployment.ts';
import type { RoleAssignment } from './azure-role-assignment.ts';

/** One state of what an assignment refers to. */
interface View {
  /** The last deployment for which it is known to hold. */
  deployment: Deployment;
  /** What was looked up, and what was there. */
  readonly lookedUp: Map<string, Declaration | undefined>;
}

const views = new WeakMap<RoleAssignment, View>();

export class DeploymentMemo<T> {
  readonly #work: (assignment: RoleAssignment, deployment: Deployment) => T;
  readonly #values = new WeakMap<View, { readonly value: T }>();

  /** @param work gives a value without places in the file, which move */
  constructor(work: (assignment: RoleAssignment, deployment: Deployment) => T) {
    this.#work = work;
  }

  of(assignment: RoleAssignment, deployment: Deployment): T {
    const view = viewOf(assignment, deployment);
    const known = this.#values.get(view);
    if (known) {
      return known.value;
    }
    const value = listenToLookUps(view.lookedUp, () => this.#work(assignment, deployment));
    this.#values.set(view, { value });
    return value;
  }
}

function viewOf(assignment: RoleAssignment, deployment: Deployment): View {
  const known = views.get(assignment);
  if (known?.deployment === deployment) {
    return known;
  }
  if (known && stillHolds(known, deployment)) {
    known.deployment = deployment;
    return known;
  }
  const view: View = { deployment, lookedUp: new Map() };
  views.set(assignment, view);
  return view;
}

function stillHolds({ deployment: before, lookedUp }: View, now: Deployment): boolean {
  const isSameKind =
    before.dialect === now.dialect && before.target === now.target && before.isNesting === now.isNesting;
  return isSameKind && saySame(lookedUp, now.declarations);
}

function saySame(lookedUp: ReadonlyMap<string, Declaration | undefined>, declarations: Declarations): boolean {
  for (const [key, before] of lookedUp) {
    const now = declarations.get(key);
    if (now?.kind !== before?.kind || now?.type !== before?.type || now?.value?.node !== before?.value?.node) {
      return false;
    }
  }
  return true;
}
