/**
 * Runs the rules over what readers find. What was found on a model is kept for as long as the model lives, so checking a
 * file again after an edit runs the rules on what the edit made new.
 */
import type { Facts } from '../access/facts.ts';
import type { Model, Part } from '../readers/model.ts';
import { partsOf } from '../readers/parts.ts';
import { type FoundModel, readModels } from '../readers/read-models.ts';
import { readSourceFile } from '../readers/source-file.ts';
import type { Frame } from '../syntax/language.ts';
import type { Rule, RuleFinding } from './rule.ts';

/** What a rule said of a model. */
interface Raised {
  readonly rule: Rule;
  readonly finding: RuleFinding;
  /** The model and those it is a part of, outermost first, each with its start in the outermost. */
  readonly around: readonly Part<Model>[];
}

/** A finding at its place in a tree. */
export interface PlacedFinding extends Raised {
  /** Where the outermost model starts in the tree of the frame. */
  readonly start: number;
  readonly frame: Frame;
}

/** Whether a model is nobody's to mend and is left alone. */
export type Exemption = (model: Model, facts: Facts) => boolean;

const NOTHING: readonly Raised[] = [];

export class Checker {
  readonly #facts: Facts;
  readonly #exemptions: readonly Exemption[];
  readonly #rules = new Map<string, Rule[]>();
  readonly #raised = new WeakMap<Model, readonly Raised[]>();

  constructor(rules: readonly Rule[], exemptions: readonly Exemption[], facts: Facts) {
    this.#facts = facts;
    this.#exemptions = exemptions;
    for (const rule of rules) {
      this.#rules.set(rule.appliesTo, [...(this.#rules.get(rule.appliesTo) ?? []), rule]);
    }
  }

  /**
   * Everything that the rules have to say of a file, in no particular order.
   * @param frame the tree of the file, or one inside it that nothing else leads to
   */
  check(frame: Frame): readonly PlacedFinding[] {
    const models = readModels(frame);
    const texts = [...new Set([frame, ...models.map((found) => found.frame)])].map((one): FoundModel => {
      const count = models.filter((found) => found.frame === one).length;
      return { model: readSourceFile(one.tree, one === frame ? models.length : count), start: 0, frame: one };
    });
    return [...texts, ...models].flatMap((found) => this.#place(found));
  }

  #place({ model, start, frame }: FoundModel): readonly PlacedFinding[] {
    return this.#raise(model).map((raised) => ({ ...raised, start, frame }));
  }

  /** The findings on a model and its parts, counted from the start of the model. */
  #raise(model: Model): readonly Raised[] {
    const known = this.#raised.get(model);
    if (known) {
      return known;
    }
    const raised = this.#exemptions.some((isExempt) => isExempt(model, this.#facts)) ? NOTHING : this.#raiseAnew(model);
    this.#raised.set(model, raised);
    return raised;
  }

  #raiseAnew(model: Model): readonly Raised[] {
    const raised: Raised[] = this.#run(model);
    for (const part of partsOf(model)) {
      for (const { rule, finding, around } of this.#raise(part.model)) {
        const moved = around.map((one) => ({ model: one.model, start: part.start + one.start }));
        raised.push({ rule, finding, around: [{ model, start: 0 }, ...moved] });
      }
    }
    return raised.length === 0 ? NOTHING : raised;
  }

  #run(model: Model): Raised[] {
    const raised: Raised[] = [];
    for (const rule of this.#rules.get(model.kind) ?? []) {
      for (const finding of rule.check(model, this.#facts)) {
        raised.push({ rule, finding, around: [{ model, start: 0 }] });
      }
    }
    return raised;
  }
}
