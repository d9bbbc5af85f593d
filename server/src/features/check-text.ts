/** Checks one text: what the editor and the command line both do, so that both say the same of the same bytes. */
import { type Facts, NO_WORKSPACE, type WorkspaceFacts, withAccess, withWorkspace } from '../access/facts.ts';
import { mayHoldModels } from '../readers/model-marks.ts';
import { readModels } from '../readers/read-models.ts';
import { Checker } from '../rules/check.ts';
import type { Finding, SeverityMap } from '../rules/finding.ts';
import { EXEMPTIONS, RULES } from '../rules/index.ts';
import { reportFindings } from '../rules/report-findings.ts';
import { applyEdits, type Edit } from '../syntax/change.ts';
import { EditSet } from '../syntax/edit-set.ts';
import { type Frame, fileFrame, type Language, type Tree } from '../syntax/language.ts';
import { type AccessTeller, answerPort } from './access/answer-port.ts';

/** How often fixes are applied and the text read anew before it is left as it is. */
const MOST_ROUNDS = 10;

const OF_ONE_FILE = RULES.filter((rule) => !rule.asksInventory);
const OF_ALL_FILES = RULES.filter((rule) => rule.asksInventory);

/** What is known of other files, and a number that grows with it. */
export interface Inventory extends WorkspaceFacts, AccessTeller {
  readonly version: number;
}

const NO_INVENTORY: Inventory = { ...NO_WORKSPACE, version: 0, accessWithin: () => undefined };

export class TextChecker {
  readonly #facts: Facts;
  readonly #inventory: Inventory;
  /** What a file says by itself stays true for as long as the file; what other files make of it does not. */
  readonly #alone: Checker;
  #together: Checker | undefined;
  #version = -1;

  constructor(facts: Facts, inventory: Inventory = NO_INVENTORY) {
    this.#facts = facts;
    this.#inventory = inventory;
    this.#alone = new Checker(OF_ONE_FILE, EXEMPTIONS, facts);
  }

  /**
   * The findings on a tree, sorted by place, then rule.
   * @param address of the file, for what it names relative to itself
   */
  check(tree: Tree, severities: SeverityMap, address = ''): readonly Finding[] {
    const frame = fileFrame(tree);
    const together = this.#asksAccess(frame) ? this.#checkerAt(address) : this.#checkerOfAll();
    return reportFindings(tree, [...this.#alone.check(frame), ...together.check(frame)], severities);
  }

  #asksAccess(frame: Frame): boolean {
    return readModels(frame).some(({ model }) => model.kind === 'grantscope/access-test');
  }

  /** Which answers a file gets to what it asks hangs on where it stands, so it has rules that remember nothing. */
  #checkerAt(address: string): Checker {
    const facts = withWorkspace(this.#facts, this.#inventory);
    const port = answerPort(facts, this.#inventory, address);
    return new Checker(OF_ALL_FILES, EXEMPTIONS, withAccess(facts, port));
  }

  #checkerOfAll(): Checker {
    const { version } = this.#inventory;
    if (!this.#together || version !== this.#version) {
      this.#together = new Checker(OF_ALL_FILES, EXEMPTIONS, withWorkspace(this.#facts, this.#inventory));
      this.#version = version;
    }
    return this.#together;
  }

  /** The findings on a text, or none without reading it where it has no word that a model has. */
  checkText(text: string, language: Language, severities: SeverityMap, address = ''): readonly Finding[] {
    return mayHoldModels(text) ? this.check(language.parse(text), severities, address) : [];
  }

  /** Makes every safe fix, again and again until none is left, and says how many it made. */
  fix(text: string, language: Language, severities: SeverityMap): { readonly text: string; readonly count: number } {
    let fixed = text;
    let count = 0;
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const { edits, count: made } = safeEdits(this.checkText(fixed, language, severities));
      if (made === 0) {
        break;
      }
      fixed = applyEdits(fixed, edits);
      count += made;
    }
    return { text: fixed, count };
  }
}

/** The edits of all safe fixes that can be made together; of two that touch each other the first. */
export function safeEdits(findings: readonly Finding[]): { readonly edits: readonly Edit[]; readonly count: number } {
  const set = new EditSet();
  let count = 0;
  for (const { fixes } of findings) {
    const [only, ...others] = fixes.filter((fix) => fix.safe);
    const edits = only && others.length === 0 ? only.edits() : undefined;
    if (edits && set.add(edits)) {
      count++;
    }
  }
  return { edits: set.edits, count };
}
