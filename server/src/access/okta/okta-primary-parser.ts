/** The innermost parts of an expression of Okta, and how its parser goes from token to token. */
import type { Hole, OktaExpression, OktaProblem, OktaProblemCode, Stretch } from './okta-nodes.ts';
import { childrenOf } from './okta-nodes.ts';
import type { OktaToken, SignText } from './okta-tokens.ts';

/** Deeper nesting is nobody's, and would take more of the stack than there is. */
const MOST_NESTED = 100;
/** The same for what nests to the left, as `a + b + c` does. */
const HIGHEST = 1000;

export abstract class OktaPrimaryParser {
  readonly problems: OktaProblem[];
  readonly #tokens: readonly OktaToken[];
  readonly #heights = new WeakMap<OktaExpression, number>();
  #place = 0;
  #depth = 0;
  #isTooDeep = false;
  /** The span of the last token that was passed. */
  last: Stretch = { start: 0, end: 0 };

  constructor(tokens: readonly OktaToken[], problems: readonly OktaProblem[]) {
    this.#tokens = tokens;
    this.problems = [...problems];
  }

  protected abstract readExpression(): OktaExpression;

  get token(): OktaToken {
    const end = this.last.end;
    return this.#tokens[this.#place] ?? { kind: 'end', text: '', span: { start: end, end } };
  }

  protected next(): OktaToken {
    const { token } = this;
    if (token.kind !== 'end') {
      this.#place++;
      this.last = token.span;
    }
    return token;
  }

  protected at(sign: SignText): boolean {
    return this.token.kind === 'sign' && this.token.text === sign;
  }

  protected skip(sign: SignText): boolean {
    const found = this.at(sign);
    if (found) {
      this.next();
    }
    return found;
  }

  protected close(sign: SignText, code: OktaProblemCode, open: Stretch): void {
    if (!this.skip(sign)) {
      this.report(code, open);
    }
  }

  protected isAtEnd(): boolean {
    return this.token.kind === 'end';
  }

  protected isClosing(): boolean {
    return this.at(')') || this.at(']') || this.at('}');
  }

  protected report(code: OktaProblemCode, span: Stretch): void {
    this.problems.push({ code, span });
  }

  /** @param start where it begins; it ends where reading is */
  protected hole(start = this.last.end): Hole {
    return { kind: 'hole', span: { start, end: Math.max(start, this.last.end) } };
  }

  protected from({ span }: OktaExpression): Stretch {
    return { start: span.start, end: Math.max(span.end, this.last.end) };
  }

  /** A node, or a hole where it would be higher than a stack is deep. */
  protected make(node: OktaExpression): OktaExpression {
    let height = 0;
    for (const child of childrenOf(node)) {
      height = Math.max(height, this.#heights.get(child) ?? 0);
    }
    if (height >= HIGHEST) {
      this.#reportDepth(node.span);
      return { kind: 'hole', span: node.span };
    }
    this.#heights.set(node, height + 1);
    return node;
  }

  /** Goes one level down, or says that there are too many and passes over the rest. */
  protected enter(): boolean {
    if (this.#depth >= MOST_NESTED) {
      this.#reportDepth(this.token.span);
      this.#place = this.#tokens.length;
      return false;
    }
    this.#depth++;
    return true;
  }

  protected leave(): void {
    this.#depth--;
  }

  #reportDepth(span: Stretch): void {
    if (!this.#isTooDeep) {
      this.#isTooDeep = true;
      this.report('too-deep', span);
    }
  }

  protected readPrimary(): OktaExpression {
    const { token } = this;
    switch (token.kind) {
      case 'text':
        this.next();
        return this.make({ kind: 'text', value: token.text, quote: token.quote, known: token.known, span: token.span });
      case 'number':
        this.next();
        return this.make({ kind: 'number', value: Number(token.text), span: token.span });
      case 'hole':
        this.next();
        return { kind: 'hole', span: token.span };
      case 'word':
        this.next();
        return this.make(readWord(token.text, token.span));
      case 'stray':
        return this.#readStray(token);
      case 'sign':
        return this.#readBracketed(token.text, token.span);
      case 'end':
        this.report('missing-expression', this.last);
        return this.hole();
    }
  }

  #readStray({ text, span }: OktaToken): OktaExpression {
    this.next();
    this.report(text === '&' || text === '|' ? 'single-sign' : 'unexpected', span);
    return { kind: 'hole', span };
  }

  #readBracketed(sign: SignText, span: Stretch): OktaExpression {
    const from = () => ({ start: span.start, end: Math.max(span.end, this.last.end) });
    switch (sign) {
      case '(': {
        this.next();
        const inner = this.readExpression();
        this.close(')', 'unclosed-parenthesis', span);
        return this.make({ kind: 'group', inner, span: from() });
      }
      case '{':
        return this.#readBraces(span);
      case '[': {
        this.report('square-list', span);
        const items = this.readList('[', ']', 'unclosed-bracket');
        return this.make({ kind: 'list', items, span: from() });
      }
      default:
        // A sign that stands where a value should: it is passed over by whoever can make something of it.
        this.report('missing-expression', span);
        return this.hole();
    }
  }

  /** A list, or a map where a colon stands behind the first of it. */
  #readBraces(open: Stretch): OktaExpression {
    const span = () => ({ start: open.start, end: Math.max(open.end, this.last.end) });
    this.next();
    if (this.skip(':')) {
      this.close('}', 'unclosed-brace', open);
      return this.make({ kind: 'map', entries: [], span: span() });
    }
    const items: OktaExpression[] = [];
    const entries: { key: OktaExpression; value: OktaExpression }[] = [];
    while (!this.#isOver('}')) {
      const item = this.readExpression();
      if (this.skip(':')) {
        entries.push({ key: item, value: this.readExpression() });
      } else {
        items.push(item);
      }
      if (!this.#readComma('}')) {
        break;
      }
    }
    this.close('}', 'unclosed-brace', open);
    for (const key of entries.length > 0 ? items : []) {
      this.report('missing-colon', key.span);
      entries.push({ key, value: { kind: 'hole', span: { start: key.span.end, end: key.span.end } } });
    }
    return entries.length > 0
      ? this.make({ kind: 'map', entries, span: span() })
      : this.make({ kind: 'list', items, span: span() });
  }

  /** Expressions between signs, with commas between them. */
  protected readList(open: SignText, closing: SignText, code: OktaProblemCode): readonly OktaExpression[] {
    const { span } = this.token;
    this.skip(open);
    const items: OktaExpression[] = [];
    while (!this.#isOver(closing)) {
      items.push(this.readExpression());
      if (!this.#readComma(closing)) {
        break;
      }
    }
    this.close(closing, code, span);
    return items;
  }

  #isOver(closing: SignText): boolean {
    return this.at(closing) || this.isAtEnd();
  }

  /** Whether another item follows. Where one does and the comma is missing, that is said. */
  #readComma(closing: SignText): boolean {
    if (this.skip(',')) {
      if (this.at(closing)) {
        this.report('missing-expression', this.last);
      }
      return true;
    }
    if (this.#isOver(closing) || this.isClosing() || this.at(':')) {
      return false;
    }
    const { kind, span } = this.token;
    if (kind === 'sign' && !this.at('(') && !this.at('{')) {
      return false;
    }
    this.report('missing-comma', { start: span.start, end: span.start });
    return true;
  }
}

function readWord(text: string, span: Stretch): OktaExpression {
  switch (text) {
    case 'true':
    case 'false':
      return { kind: 'boolean', value: text === 'true', span };
    case 'null':
    case 'NULL':
      return { kind: 'null', span };
    default:
      return { kind: 'name', text, span };
  }
}
