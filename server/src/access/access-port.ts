/**
 * Who may do what, as somebody may ask it without knowing the cloud: rules ask it of expectations that people wrote down.
 * How a question is decided, and from which files, is for whoever answers.
 */
import type { Plane } from './azure/operation-pattern.ts';
import type { Effect, Origin, Outcome } from './decision.ts';

export interface AccessQuestion {
  readonly principal: string;
  readonly operation: string;
  readonly resource: string;
  /** Which plane is meant, of an operation that is in both. */
  readonly plane: Plane | undefined;
  /** Values of the attributes that conditions ask for. */
  readonly attributes: ReadonlyMap<string, readonly string[]>;
}

/** A sentence before it is put into a language: an English text with `{0}`, `{1}` … for the arguments. */
export interface Words {
  readonly text: string;
  readonly args: readonly (string | number | readonly string[] | Words)[];
}

export interface JudgedReason {
  readonly effect: Effect;
  readonly words: Words;
  readonly origin: Origin | undefined;
}

export type Judgement =
  | {
      readonly kind: 'decided';
      readonly outcome: Outcome;
      readonly reasons: readonly JudgedReason[];
      /** What is missing; empty unless undetermined. */
      readonly unknowns: readonly Words[];
    }
  /** The question cannot be answered as it is asked. */
  | {
      readonly kind: 'refused';
      readonly about: 'operation' | 'resource';
      readonly words: Words;
      /** Operations that may be meant. */
      readonly near: readonly string[];
    }
  /** No file tells of access there, so that an answer would be no answer. */
  | { readonly kind: 'uninformed' };

export interface AccessPort {
  /** @param inventory where the facts stand, as the asking file names it; everything that is known where it names none */
  decide(question: AccessQuestion, inventory: string | undefined): Judgement;
}

/** The answers of somebody who knows nothing, not even what an operation is. */
export const NO_ACCESS: AccessPort = { decide: () => ({ kind: 'uninformed' }) };
