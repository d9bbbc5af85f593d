/** What a rule is. Rules see models and facts; they know no editor, no severity settings, no other rule, no language. */
import type { Facts } from '../access/facts.ts';
import type { Model, ModelKind, ModelOf } from '../readers/model.ts';
import type { Part } from '../readers/part.ts';
import type { Change } from '../syntax/change.ts';
import type { Span } from '../syntax/tree.ts';
import type { Message } from './message.ts';

export const SEVERITIES = ['error', 'warning', 'information', 'hint'] as const;
export type Severity = (typeof SEVERITIES)[number];

export interface Fix {
  readonly title: Message;
  readonly changes: readonly Change[];
  /** Changes that are made along with the others where the language can make them. */
  readonly extras?: readonly Change[];
  /** Whether it may be made without being looked at: it takes nothing from what works and gives no new rights. */
  readonly safe: boolean;
}

/** One thing that a rule has to say. Places count from the start of the model. */
export interface RuleFinding {
  /** The smallest stretch that has to change. */
  readonly at: Span;
  readonly message: Message;
  /** Where it is less, or more, than the rule's own. */
  readonly severity?: Severity;
  /** Whether it may stand there only because somebody is still typing; then it is kept back while they do. */
  readonly unfinished?: boolean;
  /** Made when somebody wants them. */
  fixes?(): readonly Fix[];
  /**
   * Fixes that change what surrounds the model.
   * @param around what the model is a part of; places count from the start of the outermost
   */
  fixesWithin?(around: Around): readonly Fix[];
}

/** A model, where it starts in the outermost of those that it is a part of, and the one that it is a part of. */
export interface Around extends Part<Model> {
  readonly within: Around | undefined;
}

/** The nearest model of a kind among those around a finding. */
export function findAround<K extends ModelKind>(around: Around, kind: K): Part<ModelOf<K>> | undefined {
  for (let one: Around | undefined = around; one; one = one.within) {
    const { model, start } = one;
    if (isKind(model, kind)) {
      return { model, start };
    }
  }
  return undefined;
}

/**
 * A piece of a file that shows the rule, and is a test of it. In `flagged` a line of blanks and `^` below a line marks
 * each finding; behind the `^` may stand the id of another rule that has to say something there as well.
 */
export interface Example {
  /** The editor's id of the language that it is written in; JSON where none is given. */
  readonly language?: string;
  /** What is known beside the file, in the words of an `*.inventory.yaml`. */
  readonly inventory?: string;
  readonly flagged?: string;
  /** The text of `flagged` after the first fix of its first finding. */
  readonly fixed?: string;
  readonly clean?: string;
}

export interface RuleText {
  readonly id: string;
  readonly severity: Severity;
  /** One line: what it flags. */
  readonly summary: string;
  /** What happens because of it and what to do, as Markdown. */
  readonly why: string;
  /** Addresses of the pages that say so. */
  readonly sources: readonly string[];
  /** Whether there is a fix. */
  readonly fixable: boolean;
  /** Whether it asks what stands in other files, so that its findings are not true for as long as their file is. */
  readonly asksInventory?: true;
  /**
   * Whether what it says holds of a piece that is shown in a text for people: it is wrong there as well, whatever stands
   * around the piece, and whatever the reader is to put in for a placeholder. Models are named where it holds of those.
   */
  readonly holdsInExcerpts?: true | readonly ModelKind[];
  /** Whether what it flags changes nothing when it goes, so that editors may show it faded. */
  readonly unnecessary?: true;
  readonly examples: readonly Example[];
}

export interface Rule extends RuleText {
  readonly appliesTo: readonly ModelKind[];
  /** The findings on a model; none where it is of another kind. */
  check(model: Model, facts: Facts): Iterable<RuleFinding>;
}

export interface RuleOf<K extends ModelKind> extends RuleText {
  /** One kind of model, or those in which the same thing can be wrong. */
  readonly appliesTo: K | readonly K[];
  check(model: ModelOf<K>, facts: Facts): Iterable<RuleFinding>;
}

function isKind<K extends ModelKind>(model: Model, kind: K): model is ModelOf<K> {
  return model.kind === kind;
}

function isOneOf<K extends ModelKind>(model: Model, kinds: readonly K[]): model is ModelOf<K> {
  return kinds.some((kind) => isKind(model, kind));
}

export function defineRule<K extends ModelKind>(rule: RuleOf<K>): Rule {
  const kinds: readonly K[] = typeof rule.appliesTo === 'string' ? [rule.appliesTo] : rule.appliesTo;
  return {
    ...rule,
    appliesTo: kinds,
    check: (model, facts) => (isOneOf(model, kinds) ? rule.check(model, facts) : []),
  };
}
