/**
 * Runs the rules over what readers find. What was found on a model is kept for as long as the model lives, so checking a
 * file again after an edit runs the rules on what the edit made new.
 */
import type { Facts } from '../access/facts.ts';
import { isAboutAccess } from '../readers/azure-models.ts';
import type { Model } from '../readers/model.ts';
import { partsOf } from '../readers/parts.ts';
import { type FoundModel, readModels } from '../readers/read-models.ts';
import { readSourceFile } from '../readers/source-file.ts';
import type { Frame } from '../syntax/language.ts';
import type { Around, Rule, RuleFinding } from './rule.ts';

/** What was found on a model and below it. Places count from the start of the model. */
interface Raised {
  readonly model: Model;
  readonly own: readonly { readonly rule: Rule; readonly finding: RuleFinding }[];
  /** The parts on which, or below which, something was found. */
  readonly parts: readonly { readonly start: number; readonly raised: Raised }[];
}

/** A finding at its place in a tree. */
export interface PlacedFinding {
  readonly rule: Rule;
  readonly finding: RuleFinding;
  /** The model that it is about, innermost of those that it is a part of. */
  readonly around: Around;
  /** Where the outermost model starts in the tree of the frame. */
  readonly start: number;
  readonly frame: Frame;
}

/** Whether a model is nobody's to mend and is left alone. */
export type Exemption = (model: Model, facts: Facts) => boolean;

export class Checker {
  readonly #facts: Facts;
  readonly #exemptions: readonly Exemption[];
  readonly #rules = new Map<string, Rule[]>();
  readonly #raised = new WeakMap<Model, Raised>();

  constructor(rules: readonly Rule[], exemptions: readonly Exemption[], facts: Facts) {
    this.#facts = facts;
    this.#exemptions = exemptions;
    for (const rule of rules) {
      for (const kind of rule.appliesTo) {
        this.#rules.set(kind, [...(this.#rules.get(kind) ?? []), rule]);
      }
    }
  }

  /**
   * Everything that the rules have to say of a file, in no particular order.
   * @param frame the tree of the file, or one inside it that nothing else leads to
   */
  check(frame: Frame): readonly PlacedFinding[] {
    const models = readModels(frame);
    const findings: PlacedFinding[] = [];
    for (const { model, start, frame: of } of [...textsOf(frame, models), ...models]) {
      collect(this.#raise(model), { model, start: 0, within: undefined }, (rule, finding, around) => {
        findings.push({ rule, finding, around, start, frame: of });
      });
    }
    return findings;
  }

  #raise(model: Model): Raised {
    const known = this.#raised.get(model);
    if (known) {
      return known;
    }
    // A file may have very many models that only other rules are about.
    if (!this.#rules.has(model.kind) && partsOf(model).length === 0) {
      return { model, own: [], parts: [] };
    }
    const isExempt = this.#exemptions.some((exempts) => exempts(model, this.#facts));
    const raised = isExempt
      ? { model, own: [], parts: [] }
      : { model, own: this.#run(model), parts: this.#raiseParts(model) };
    this.#raised.set(model, raised);
    return raised;
  }

  #raiseParts(model: Model): Raised['parts'] {
    const parts: { start: number; raised: Raised }[] = [];
    for (const part of partsOf(model)) {
      const raised = this.#raise(part.model);
      if (raised.own.length > 0 || raised.parts.length > 0) {
        parts.push({ start: part.start, raised });
      }
    }
    return parts;
  }

  #run(model: Model): Raised['own'] {
    const own: { rule: Rule; finding: RuleFinding }[] = [];
    for (const rule of this.#rules.get(model.kind) ?? []) {
      for (const finding of rule.check(model, this.#facts)) {
        own.push({ rule, finding });
      }
    }
    return own;
  }
}

/** The texts that the models stand in. */
function textsOf(frame: Frame, models: readonly FoundModel[]): readonly FoundModel[] {
  if (frame.tree.language.isProse) {
    // Pieces of files are no files, and a text may have very many.
    return [];
  }
  // Every frame but the file's own was found with a model in it.
  const telling = models.filter(({ model }) => isAboutAccess(model));
  const inner = new Set(telling.map((found) => found.frame));
  inner.delete(frame);
  const texts: FoundModel[] = [{ model: readSourceFile(frame.tree, telling.length > 0), start: 0, frame }];
  for (const one of inner) {
    texts.push({ model: readSourceFile(one.tree, true, true), start: 0, frame: one });
  }
  return texts;
}

function collect(
  { own, parts }: Raised,
  around: Around,
  take: (rule: Rule, finding: RuleFinding, around: Around) => void,
): void {
  for (const { rule, finding } of own) {
    take(rule, finding, around);
  }
  for (const { start, raised } of parts) {
    collect(raised, { model: raised.model, start: around.start + start, within: around }, take);
  }
}
