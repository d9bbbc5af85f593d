/** `sign-in`: plays the federation for a SAML document or for a user of the inventory. */
import type { Origin } from '../access/decision.ts';
import type { ShownReason, ShownUnknown } from '../features/access/access-answer.ts';
import { playAssertion, playUser, type ShownRole, type SignInAnswer } from '../features/access/aws-sign-in.ts';
import { type Message, render } from '../rules/message.ts';
import { OriginLines } from './origin-lines.ts';
import { addressIn, readFederation } from './read-inventory.ts';
import { inLine } from './shown-role.ts';
import { CommandError, EXIT, painter, sayer, type Terminal } from './terminal.ts';

export interface SignInCommandOptions {
  /** A document, or a user. */
  readonly file: string | undefined;
  readonly user: string | undefined;
  readonly format: 'pretty' | 'json';
  /** Where the facts stand; this folder where none are given. */
  readonly inventory: readonly string[];
}

/** What stands on the command line. */
export function readSignInOptions(
  { user, inventory = [] }: { readonly user?: string | undefined; readonly inventory?: readonly string[] | undefined },
  files: readonly string[],
  format: 'pretty' | 'json',
): SignInCommandOptions {
  const [file, ...others] = files;
  if (others.length > 0 || (file === undefined) === (user === undefined)) {
    throw new CommandError('sign-in needs one SAML document or --user LOGIN');
  }
  return { file, user, format, inventory };
}

const HEADER = 'X-Databricks-PassThrough-Error';

/** A sign-in that gives no header, and of which nothing is open, is fine. */
export function runSignIn(terminal: Terminal, options: SignInCommandOptions): number {
  const answer = play(terminal, options);
  const shown = new ShownSignIn(terminal);
  terminal.out(options.format === 'json' ? shown.json(answer) : shown.pretty(answer));
  return answer.header === null && !answer.isOpen ? EXIT.fine : EXIT.findings;
}

function play(terminal: Terminal, { file, user, inventory }: SignInCommandOptions): SignInAnswer {
  const paths = inventory.length > 0 ? inventory : ['.'];
  const federation = readFederation(terminal, file === undefined ? paths : [...paths, file]);
  const [assertion] = file === undefined ? [] : federation.assertionsIn(addressIn(terminal.folder, file));
  const answer = assertion
    ? playAssertion(assertion, federation)
    : user === undefined
      ? undefined
      : playUser(user, federation);
  if (!answer) {
    throw new CommandError(
      `"${file ?? ''}" holds no SAML assertion; sign-in takes a response, an assertion, or its Base64`,
    );
  }
  if ('refusal' in answer) {
    throw new CommandError(render(answer.refusal, terminal.translations));
  }
  return answer;
}

class ShownSignIn {
  readonly #terminal: Terminal;
  readonly #lines: OriginLines;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
    this.#lines = new OriginLines(terminal.folder);
  }

  json({ user, header, roles, reasons, unknowns, notes, preconditions }: SignInAnswer): string {
    const content = {
      version: 1,
      user: user ?? null,
      header,
      roles: roles.map((one) => ({
        role: one.role ?? null,
        provider: one.provider ?? null,
        outcome: one.outcome ?? null,
        reasons: one.reasons.map((reason) => this.#reason(reason)),
        value: one.value,
        certain: one.certain,
        ...(one.seconds === undefined ? {} : { seconds: one.seconds }),
        unknowns: this.#unknowns(one.unknowns),
      })),
      reasons: reasons.map((reason) => this.#reason(reason)),
      unknowns: this.#unknowns(unknowns),
      notes: notes.map((note) => this.#say(note)),
      preconditions: preconditions.map((one) => this.#say(one)),
    };
    return `${JSON.stringify(content, undefined, 2)}\n`;
  }

  pretty({ user, header, isOpen, roles, reasons, notes, preconditions }: SignInAnswer): string {
    const { paint, say } = this.#words();
    const told =
      header !== null
        ? `${HEADER}: ${paint('red', header)}`
        : isOpen
          ? paint('yellow', say('Whether {0} comes back is not known.', HEADER))
          : paint('green', say('No {0} comes back.', HEADER));
    return [
      `${paint('bold', inLine(user ?? say('A user without a name')))}\n${told}\n`,
      ...reasons.map((one) => this.#row('  ', one.message, one.origin)),
      ...(roles.length === 0 ? [`  ${say('No role is named: the user signs in and has none.')}\n`] : []),
      ...roles.map((one) => this.#role(one)),
      ...notes.map((note) => `${inLine(this.#say(note))}\n`),
      `${say('What no file can tell, and has to be so:')}\n`,
      ...preconditions.map((one) => this.#row('  ', one, undefined)),
    ].join('');
  }

  #role({ role, value, outcome, certain, seconds, reasons, unknowns }: ShownRole): string {
    const { paint, say } = this.#words();
    const word =
      outcome === undefined
        ? paint('yellow', say('undetermined'))
        : outcome === 'assumed'
          ? paint('green', say('assumed'))
          : paint('red', outcome);
    const time = seconds === undefined ? '' : `, ${say('for {0} minutes', Math.floor(seconds / 60))}`;
    const unsure = certain ? '' : ` (${say('not certain')})`;
    const open = unknowns.map(({ message }) => this.#row('      ', message, undefined));
    return [
      `  ${inLine(role ?? value)}  ${word}${time}${unsure}\n`,
      ...reasons.map((one) => this.#row('    ', one.message, one.origin)),
      ...(open.length > 0 ? [`    ${say('What is not known:')}\n`, ...open] : []),
    ].join('');
  }

  #row(indent: string, text: Message, origin: Origin | undefined): string {
    const { file, line } = origin ? this.#lines.placeOf(origin) : { file: undefined, line: 0 };
    const where = file === undefined ? '' : `  ${this.#words().paint('gray', `${inLine(file)}:${line}`)}`;
    return `${indent}${inLine(this.#say(text))}${where}\n`;
  }

  #reason({ id, effect, message, origin }: ShownReason): object {
    return { id, effect, message: this.#say(message), ...(origin ? this.#lines.placeOf(origin) : {}) };
  }

  #unknowns(unknowns: readonly ShownUnknown[]): readonly object[] {
    return unknowns.map(({ kind, subject, message }) => ({ kind, subject, message: this.#say(message) }));
  }

  #say(message: Message): string {
    return render(message, this.#terminal.translations);
  }

  #words() {
    return { paint: painter(this.#terminal.colors), say: sayer(this.#terminal) };
  }
}
