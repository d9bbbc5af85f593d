/** `can`, `who-can` and `what-can`: who may do what, and why. */

import type { AccessQuestion } from '../access/access-port.ts';
import type { Plane } from '../access/azure/operation-pattern.ts';
import type { Origin, Outcome } from '../access/decision.ts';
import {
  type AccessAnswer,
  type AccessProvider,
  type AccessSources,
  isRefusal,
  type PrincipalAnswer,
  type Refusal,
  type ShownHolding,
  type ShownReason,
} from '../features/access/access-answer.ts';
import { ACCESS_PROVIDERS, providerOf } from '../features/access/access-providers.ts';
import { withoutSlash } from '../features/access/answer-port.ts';
import { type Message, render } from '../rules/message.ts';
import { OriginLines } from './origin-lines.ts';
import { readAccess } from './read-inventory.ts';
import { inLine } from './shown-role.ts';
import { CommandError, EXIT, painter, sayer, type Terminal } from './terminal.ts';

export interface AccessOptions {
  readonly format: 'pretty' | 'json';
  /** Where the facts stand; this folder where none are given. */
  readonly inventory: readonly string[];
}

export interface QuestionOptions extends AccessOptions {
  readonly operation: string;
  readonly resource: string;
  readonly plane: Plane | undefined;
  readonly attributes: ReadonlyMap<string, readonly string[]>;
}

export interface CanOptions extends QuestionOptions {
  readonly principal: string;
  /** Role assignments that are thought away. */
  readonly without: readonly string[];
  /** Files that are thought there as well. */
  readonly with: readonly string[];
}

export interface WhatCanOptions extends AccessOptions {
  readonly principal: string;
}

const EXITS: Readonly<Record<Outcome, number>> = {
  allowed: EXIT.fine,
  denied: EXIT.findings,
  undetermined: EXIT.undetermined,
};

export function runCan(terminal: Terminal, options: CanOptions): number {
  const told = readAccess(terminal, [...places(options.inventory), ...options.with]);
  const sources = options.without.length > 0 ? { ...told, azure: told.azure.without(options.without) } : told;
  const question: AccessQuestion = { ...options, resource: withoutSlash(options.resource) };
  const answer = answered(terminal, provider(options.resource).can(question, sources));
  const shown = new Shown(terminal);
  if (options.format === 'json') {
    const { principal, operation, resource } = options;
    shown.json({ request: { principal, operation, resource }, ...shown.answerJson(answer) });
  } else {
    shown.answer(answer);
  }
  return EXITS[answer.outcome];
}

export function runWhoCan(terminal: Terminal, options: QuestionOptions): number {
  const sources = readAccess(terminal, options.inventory);
  const question = { ...options, resource: withoutSlash(options.resource) };
  const answers = answered(terminal, provider(options.resource).whoCan(question, sources));
  const shown = new Shown(terminal);
  if (options.format === 'json') {
    shown.json({
      principals: answers.map(({ principal, ...answer }) => ({ principal, ...shown.answerJson(answer) })),
    });
  } else {
    shown.principals(answers);
  }
  return EXIT.fine;
}

export function runWhatCan(terminal: Terminal, { principal, inventory, format }: WhatCanOptions): number {
  const sources: AccessSources = readAccess(terminal, inventory);
  const holdings = ACCESS_PROVIDERS.flatMap((one) => one.whatCan(principal, sources));
  const shown = new Shown(terminal);
  if (format === 'json') {
    shown.json({ principal, holdings: holdings.map((holding) => shown.holdingJson(holding)) });
  } else {
    shown.holdings(holdings);
  }
  return EXIT.fine;
}

function places(inventory: readonly string[]): readonly string[] {
  return inventory.length > 0 ? inventory : ['.'];
}

function provider(resource: string): AccessProvider {
  const found = providerOf(resource);
  if (!found) {
    throw new CommandError(
      `"${inLine(resource)}" is no resource: write the path of a scope of Azure (/subscriptions/…) or databricks:/secrets/SCOPE`,
    );
  }
  return found;
}

function answered<A extends object>(terminal: Terminal, answer: A | Refusal): A {
  if (isRefusal(answer)) {
    throw new CommandError(render(answer.refusal, terminal.translations));
  }
  return answer;
}

/** Writes answers. */
class Shown {
  readonly #terminal: Terminal;
  readonly #lines: OriginLines;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
    this.#lines = new OriginLines(terminal.folder);
  }

  json(content: object): void {
    this.#terminal.out(`${JSON.stringify({ version: 1, ...content }, undefined, 2)}\n`);
  }

  answerJson({ outcome, reasons, unknowns }: AccessAnswer): object {
    return {
      decision: outcome,
      reasons: reasons.map((reason) => this.#reasonJson(reason)),
      unknowns: unknowns.map(({ kind, subject, message }) => ({ kind, subject, message: this.#say(message) })),
    };
  }

  holdingJson({ scope, kind, label, certain, message, origin, path }: ShownHolding): object {
    return {
      scope,
      kind,
      label,
      certain,
      message: this.#say(message),
      path: path.map((reason) => this.#reasonJson(reason)),
      ...this.#place(origin),
    };
  }

  answer(answer: AccessAnswer): void {
    const { paint, say } = this.#words();
    const words: Readonly<Record<Outcome, string>> = {
      allowed: paint('green', say('allowed')),
      denied: paint('red', say('denied')),
      undetermined: paint('yellow', say('undetermined')),
    };
    this.#terminal.out(`${words[answer.outcome]}\n${this.#why(answer, '  ')}`);
  }

  principals(answers: readonly PrincipalAnswer[]): void {
    const { paint, say } = this.#words();
    const rows = answers.map(({ principal, ...answer }) => {
      const unsure = answer.outcome === 'undetermined' ? ` (${say('undetermined')})` : '';
      return `${paint('bold', inLine(principal))}${unsure}\n${this.#why(answer, '  ')}`;
    });
    this.#terminal.out(rows.length > 0 ? rows.join('') : `${say('Nobody who is known may do this.')}\n`);
  }

  holdings(holdings: readonly ShownHolding[]): void {
    const { paint, say } = this.#words();
    let last = '';
    for (const { scope, message, origin, path, certain } of holdings) {
      if (scope !== last) {
        this.#terminal.out(`${paint('bold', inLine(scope))}\n`);
        last = scope;
      }
      const unsure = certain ? '' : ` (${say('not certain')})`;
      this.#terminal.out(`  ${inLine(this.#say(message))}${unsure}${this.#where(origin)}\n`);
      for (const reason of path) {
        this.#terminal.out(`    ${inLine(this.#say(reason.message))}${this.#where(reason.origin)}\n`);
      }
    }
    if (holdings.length === 0) {
      this.#terminal.out(`${say('Nothing is known that this principal holds.')}\n`);
    }
  }

  #why({ reasons, unknowns }: AccessAnswer, indent: string): string {
    const { say } = this.#words();
    const rows = reasons.map((one) => `${indent}${inLine(this.#say(one.message))}${this.#where(one.origin)}\n`);
    const open = unknowns.map(({ message }) => `${indent}  ${inLine(this.#say(message))}\n`);
    return rows.join('') + (open.length > 0 ? `${indent}${say('What is not known:')}\n${open.join('')}` : '');
  }

  #reasonJson({ id, effect, message, origin }: ShownReason): object {
    return { id, effect, message: this.#say(message), ...this.#place(origin) };
  }

  #place(origin: Origin | undefined): object {
    return origin ? this.#lines.placeOf(origin) : {};
  }

  #where(origin: Origin | undefined): string {
    if (!origin) {
      return '';
    }
    const { file, line } = this.#lines.placeOf(origin);
    return `  ${this.#words().paint('gray', `${inLine(file)}:${line}`)}`;
  }

  #say(message: Message): string {
    return render(message, this.#terminal.translations);
  }

  #words() {
    return { paint: painter(this.#terminal.colors), say: sayer(this.#terminal) };
  }
}
