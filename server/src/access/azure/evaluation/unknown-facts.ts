/** The facts that an open decision waits for, each named once and in an order of their own. */
import type { Unknown } from '../../decision.ts';

export type UnknownKind =
  /** The members of a group are not all known. */
  | 'group-members'
  /** A display name that several identities have. */
  | 'ambiguous-name'
  /** What a management group or subscription is in. */
  | 'management-group-parent'
  /** A role that nobody defines. */
  | 'role-definition'
  /** A role that files define differently. */
  | 'role-contradiction'
  /** How Azure reads an entry whose star segment would have to stand for nothing. */
  | 'operation-wildcard'
  | 'condition-attribute'
  /** A condition that is open although no attribute is named. */
  | 'condition'
  | 'permission-model'
  /** Whether a vault has access policies, and which. */
  | 'access-policies'
  /** Which permission of an access policy an operation needs. */
  | 'access-policy-permission'
  /** Whether the principal comes through the application that an access policy asks for. */
  | 'application'
  /** Whether a deny assignment blocks what an access policy allows. */
  | 'deny-on-access-policies'
  | 'managed-hsm-access'
  /** The resource asked about is no scope. */
  | 'resource';

export class UnknownFacts {
  readonly #facts = new Map<string, Unknown>();

  add(kind: UnknownKind, subject: string): void {
    this.#facts.set(`${kind} ${subject}`, { kind, subject });
  }

  addAll(unknowns: readonly Unknown[]): void {
    for (const unknown of unknowns) {
      this.#facts.set(`${unknown.kind} ${unknown.subject}`, unknown);
    }
  }

  list(): readonly Unknown[] {
    return [...this.#facts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, unknown]) => unknown);
  }
}
