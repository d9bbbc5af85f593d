/** Answers about access in words, whatever the cloud: what the command line and the editor show. */
import type { AccessQuestion } from '../../access/access-port.ts';
import type { AccessIndex } from '../../access/azure/access-index.ts';
import type { SecretAccessFacts } from '../../access/databricks/secret-access-facts.ts';
import type { Effect, Origin, Outcome } from '../../access/decision.ts';
import type { Facts } from '../../access/facts.ts';
import type { Message } from '../../rules/message.ts';

export interface ShownReason {
  readonly id: string;
  readonly effect: Effect;
  readonly message: Message;
  readonly origin: Origin | undefined;
}

export interface ShownUnknown {
  readonly kind: string;
  readonly subject: string;
  readonly message: Message;
}

export interface AccessAnswer {
  readonly outcome: Outcome;
  readonly reasons: readonly ShownReason[];
  readonly unknowns: readonly ShownUnknown[];
}

export interface PrincipalAnswer extends AccessAnswer {
  readonly principal: string;
}

/** Something that a principal holds at a scope. */
export interface ShownHolding {
  readonly scope: string;
  readonly kind: string;
  /** What is held, in short: the name of a role, a permission. */
  readonly label: string;
  /** Whether it is certain that the principal has it. */
  readonly certain: boolean;
  readonly message: Message;
  readonly origin: Origin | undefined;
  /** How the principal comes to it. */
  readonly path: readonly ShownReason[];
}

/** Everything that is known when a question is asked. */
export interface AccessSources {
  readonly facts: Facts;
  readonly azure: AccessIndex;
  readonly secrets: SecretAccessFacts;
}

/** A question that cannot be answered as it is asked, and why. */
export interface Refusal {
  readonly refusal: Message;
  readonly kind: 'unknown-operation' | 'both-planes' | 'wildcard';
  /** Operations that may be meant. */
  readonly near: readonly string[];
}

export function isRefusal(answer: object): answer is Refusal {
  return 'refusal' in answer;
}

/** Who answers for one cloud. */
export interface AccessProvider {
  /** Whether a resource is one of its own. */
  holds(resource: string): boolean;
  /** Whether any file tells who holds something, so that what nobody tells may be taken for not there. */
  isInformed(sources: AccessSources): boolean;
  can(question: AccessQuestion, sources: AccessSources): AccessAnswer | Refusal;
  whoCan(question: Omit<AccessQuestion, 'principal'>, sources: AccessSources): readonly PrincipalAnswer[] | Refusal;
  whatCan(principal: string, sources: AccessSources): readonly ShownHolding[];
}
