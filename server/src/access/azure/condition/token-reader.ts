/** The tokens of a condition one after the other, and the problems on the way. */
import { HIDDEN } from './condition-holes.ts';
import type { ConditionProblem, ConditionProblemCode, Stretch } from './condition-nodes.ts';
import { readTokens, type Token, type TokenKind } from './condition-tokens.ts';

const STARTS_OPERAND: ReadonlySet<TokenKind> = new Set(['attribute', 'text', '{', 'word', 'wrong-quotes']);
const STRAY: ReadonlySet<TokenKind> = new Set(['sign', ',', '}']);
const STARTS_EXPRESSION: ReadonlySet<TokenKind> = new Set([...STARTS_OPERAND, ...STRAY, '(', 'not']);
/** More mistakes are not mistakes in a condition, but another text. */
const MOST_PROBLEMS = 50;

export class TokenReader {
  readonly text: string;
  /** Whether nothing is filled in later. */
  readonly known: boolean;
  readonly #tokens: readonly Token[];
  readonly #last: Token;
  readonly #problems: ConditionProblem[] = [];
  #at = 0;
  /** Whether something that may hold anything stands among the words. */
  #isLoose = false;

  /** @param masked the text with what is filled in later hidden */
  constructor(masked: string, text: string) {
    this.text = text;
    this.known = !masked.includes(HIDDEN);
    const end = { start: text.length, end: text.length };
    const tokens: Token[] = [];
    for (const token of readTokens(masked)) {
      if (token.kind === 'comment') {
        this.problem('comment', token.span);
      } else {
        tokens.push(token);
      }
    }
    this.#tokens = tokens;
    this.#last = { kind: 'end', span: end, hidden: false, closed: true, bracket: -1 };
  }

  get token(): Token {
    return this.#tokens[this.#at] ?? this.#last;
  }

  get following(): Token {
    return this.#tokens[this.#at + 1] ?? this.#last;
  }

  get previous(): Token | undefined {
    return this.#tokens[this.#at - 1];
  }

  get problems(): readonly ConditionProblem[] {
    if (this.#isLoose) {
      return [];
    }
    return [...this.#problems].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  }

  at(kind: TokenKind): boolean {
    return this.token.kind === kind;
  }

  /** The token, left behind. */
  next(): Token {
    const { token } = this;
    this.#at = Math.min(this.#at + 1, this.#tokens.length - 1);
    return token;
  }

  skipAll(): void {
    this.#at = this.#tokens.length - 1;
  }

  textOf({ span }: Token): string {
    return this.text.slice(span.start, span.end);
  }

  startsOperand(): boolean {
    return STARTS_OPERAND.has(this.token.kind);
  }

  /** Whether another expression begins here, or something that belongs nowhere. */
  startsExpression(): boolean {
    return STARTS_EXPRESSION.has(this.token.kind);
  }

  /** Whether the token belongs nowhere in an expression. */
  isStray(): boolean {
    return STRAY.has(this.token.kind);
  }

  /** From here on nobody knows what stands there. */
  loosen(): void {
    this.#isLoose = true;
  }

  problem(code: ConditionProblemCode, span: Stretch): void {
    // What follows from one mistake is not another.
    if (
      this.#problems.length < MOST_PROBLEMS &&
      !this.#problems.some((one) => one.span.start === span.start && one.span.end === span.end)
    ) {
      this.#problems.push({ code, span });
    }
  }
}
