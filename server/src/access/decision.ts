/**
 * What a question about access is answered with, whatever the cloud. It does not know how a reason is worded, nor how
 * an offset becomes a line: that is done where answers are shown.
 */

/** Where a fact is written. */
export interface Origin {
  readonly uri: string;
  /** UTF-16 code units from the beginning of the file. */
  readonly offset: number;
}

/** Undetermined: a fact is missing without which nobody can tell. */
export type Outcome = 'allowed' | 'denied' | 'undetermined';

/** Which way a link of the chain of reasons points. */
export type Effect = 'allow' | 'deny' | 'none';

/** One link of the chain that leads from who asks to what decides. */
export interface Reason {
  /** Names the kind of link, with the cloud before the slash: the wording hangs on it. */
  readonly id: string;
  readonly effect: Effect;
  readonly origin?: Origin;
}

/** A fact that nobody has told and without which the decision is open. */
export interface Unknown {
  /** For instance `group-members`, `condition-attribute`. */
  readonly kind: string;
  /** What it is unknown of: a group's id, an attribute as the condition writes it. */
  readonly subject: string;
}

/** @template R the reasons of the cloud, told apart by their ids */
export interface Decision<R extends Reason> {
  readonly outcome: Outcome;
  /** From the principal to what decides, the same facts giving the same order. */
  readonly reasons: readonly R[];
  /** Empty unless undetermined. */
  readonly unknowns: readonly Unknown[];
}
