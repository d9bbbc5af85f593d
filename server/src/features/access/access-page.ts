/** Answers about access as pages to read: Markdown with links to file and line. Whatever comes from a file is escaped. */
import type { AccessQuestion } from '../../access/access-port.ts';
import type { Origin, Outcome } from '../../access/decision.ts';
import type { Place } from '../../protocol.ts';
import { type Message, message, render, type Translations } from '../../rules/message.ts';
import { code, escapeMarkdown } from '../markdown.ts';
import type { AccessAnswer, PrincipalAnswer, ShownHolding, ShownReason } from './access-answer.ts';
import type { Removal, ShownLoss } from './access-tree.ts';

/** Longer lists are cut: nobody reads them to the end. */
const MOST_NAMED = 40;

const OUTCOMES: Readonly<Record<Outcome, Message>> = {
  allowed: message('Allowed'),
  denied: message('Denied'),
  undetermined: message('Undetermined'),
};

export interface PageTools {
  readonly translations: Translations;
  placeOf(origin: Origin): Place | undefined;
  /** The folder that links are relative to: a preview of Markdown follows none that begins with `file:`. */
  readonly root: string | undefined;
}

type Asked = Pick<AccessQuestion, 'operation' | 'resource'>;

export class AccessPage {
  readonly #tools: PageTools;

  constructor(tools: PageTools) {
    this.#tools = tools;
  }

  explanation(question: Asked & { readonly principal: string }, answer: AccessAnswer, without: number): string {
    return this.#paragraphs([
      `# ${this.say(OUTCOMES[answer.outcome])}`,
      this.#table([
        [message('Principal'), question.principal],
        [message('Operation'), question.operation],
        [message('Resource'), question.resource],
      ]),
      ...(without > 0 ? [this.say(message('Thought away: {0} role assignments', without))] : []),
      `## ${this.say(message('Why'))}`,
      ...this.#why(answer),
    ]);
  }

  whoCan(question: Asked, answers: readonly PrincipalAnswer[]): string {
    return this.#paragraphs([
      `# ${this.say(message('Who can do this?'))}`,
      this.#table([
        [message('Operation'), question.operation],
        [message('Resource'), question.resource],
      ]),
      ...(answers.length === 0 ? [this.say(message('Nobody who is known may do this.'))] : []),
      ...answers.flatMap(({ principal, ...answer }) => [
        `## ${escapeMarkdown(principal)}${answer.outcome === 'allowed' ? '' : ` (${this.say(OUTCOMES[answer.outcome])})`}`,
        ...this.#why(answer),
      ]),
    ]);
  }

  whatCan(principal: string, holdings: readonly ShownHolding[]): string {
    const scopes = [...new Set(holdings.map(({ scope }) => scope))];
    return this.#paragraphs([
      `# ${this.say(message('What can {0} do?', principal))}`,
      ...(holdings.length === 0 ? [this.say(message('Nothing is known that this principal holds.'))] : []),
      ...scopes.flatMap((scope) => [
        `## ${code(scope)}`,
        this.#list(
          holdings
            .filter((one) => one.scope === scope)
            .flatMap(({ message: text, certain, origin, path }) => [
              `- ${this.say(text)}${certain ? '' : ` (${this.say(message('not certain'))})`}${this.#link(origin)}`,
              ...path.map((reason) => `  ${this.#reason(reason)}`),
            ]),
        ),
      ]),
    ]);
  }

  removal({ what, resource, origin, losses, unseen, notes }: Removal): string {
    return this.#paragraphs([
      `# ${this.say(message('What if this were removed?'))}`,
      `${this.say(what)}${this.#link(origin)}`,
      this.#table([[message('Scope'), resource]]),
      ...notes.map((note) => this.say(note)),
      ...losses.flatMap((loss) => this.#loss(loss)),
      ...(unseen > 0 ? [this.say(message('{0} more principals are concerned.', unseen))] : []),
    ]);
  }

  refusal(refusal: Message): string {
    return this.#paragraphs([`# ${this.say(message('No answer'))}`, this.say(refusal)]);
  }

  /** A message with everything escaped that is in it. */
  say(text: Message): string {
    return escapeMarkdown(render(text, this.#tools.translations));
  }

  #loss({ principal, lost, kept }: ShownLoss): readonly string[] {
    const rest = lost.length - MOST_NAMED;
    return [
      `## ${escapeMarkdown(principal)}`,
      lost.length === 0
        ? this.say(message('Loses nothing: everything is left through something else.'))
        : this.say(message('Loses {0} operations and keeps {1} through something else:', lost.length, kept)),
      this.#list([
        ...lost.slice(0, MOST_NAMED).map((operation) => `- ${code(operation)}`),
        ...(rest > 0 ? [`- ${this.say(message('and {0} more', rest))}`] : []),
      ]),
    ];
  }

  #why({ reasons, unknowns }: AccessAnswer): readonly string[] {
    return [
      this.#list(reasons.map((reason) => this.#reason(reason))),
      ...(unknowns.length > 0
        ? [
            this.say(message('What is not known:')),
            this.#list(unknowns.map(({ message: text }) => `- ${this.say(text)}`)),
          ]
        : []),
    ];
  }

  #reason({ message: text, origin }: ShownReason): string {
    return `- ${this.say(text)}${this.#link(origin)}`;
  }

  /** A link that opens the file at the line. */
  #link(origin: Origin | undefined): string {
    const place = origin && this.#tools.placeOf(origin);
    if (!place) {
      return '';
    }
    const line = place.range.start.line + 1;
    // In angle brackets parentheses may stand; what would close them is written as a URI writes it.
    const { root } = this.#tools;
    const address = root !== undefined && place.uri.startsWith(`${root}/`) ? place.uri.slice(root.length) : place.uri;
    const target = address.replace(/[<>\s\\]/g, encodeURIComponent);
    return ` — [${escapeMarkdown(fileName(place.uri))}:${line}](<${target}#L${line}>)`;
  }

  #table(rows: readonly (readonly [title: Message, text: string])[]): string {
    return this.#list(rows.map(([title, text]) => `- ${this.say(title)}: ${code(text)}`));
  }

  #list(rows: readonly string[]): string {
    return rows.join('\n');
  }

  #paragraphs(parts: readonly string[]): string {
    return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
  }
}

function fileName(uri: string): string {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    // A percent sign that begins nothing: the name is shown as it is written.
    return name;
  }
}
