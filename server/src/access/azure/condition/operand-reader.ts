/** Attributes, values and sets of a condition. */
import type { Attribute, Hole, Literal, Operand, Stretch } from './condition-nodes.ts';
import type { Token } from './condition-tokens.ts';
import type { TokenReader } from './token-reader.ts';

const GUID = /^(?:[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/i;
/** Built as a GUID, and left for somebody to fill in. */
const GUID_PLACEHOLDER = /^(?=.*x)[0-9a-z]{8}(?:-[0-9a-z]{4}){3}-[0-9a-z]{12}$/i;
const NUMBER = /^-?\d+(?:\.\d+)?$/;

export class OperandReader {
  readonly #reader: TokenReader;

  constructor(reader: TokenReader) {
    this.#reader = reader;
  }

  read(): Operand {
    switch (this.#reader.token.kind) {
      case 'attribute':
        return this.readAttribute();
      case '{':
        return this.#readSet();
      case 'text':
      case 'wrong-quotes':
        return this.readText();
      default:
        return this.#readWord();
    }
  }

  readAttribute(): Attribute | Hole {
    const reader = this.#reader;
    const { span, hidden, closed, bracket } = reader.next();
    if (bracket < 0) {
      reader.problem('unclosed-attribute', span);
      return { kind: 'hole', span };
    }
    const path = { start: bracket + 1, end: closed ? span.end - 1 : span.end };
    if (!closed && reader.known) {
      reader.problem('unclosed-attribute', { start: bracket, end: bracket + 1 });
    } else if (path.start === path.end) {
      reader.problem('empty-attribute', span);
    }
    const source = { start: span.start + 1, end: bracket };
    return {
      kind: 'attribute',
      span,
      source: { text: reader.text.slice(source.start, source.end).trimEnd(), span: source },
      path: { text: reader.text.slice(path.start, path.end), span: path },
      known: !hidden && closed,
    };
  }

  readText(): Literal {
    const reader = this.#reader;
    const { span, hidden, closed, kind } = reader.next();
    if (kind === 'wrong-quotes') {
      reader.problem('wrong-quotes', span);
    } else if (!closed && reader.known) {
      reader.problem('unclosed-text', { start: span.start, end: span.start + 1 });
    }
    const inner = { start: span.start + 1, end: closed ? span.end - 1 : span.end };
    return literal('text', span, inner, reader.text, !hidden && closed);
  }

  #readWord(): Literal | Hole {
    const reader = this.#reader;
    const token = reader.next();
    const { span } = token;
    const text = reader.textOf(token);
    if (token.hidden || GUID_PLACEHOLDER.test(text)) {
      return { kind: 'hole', span };
    }
    if (GUID.test(text)) {
      return literal('guid', span, span, reader.text, true);
    }
    if (NUMBER.test(text)) {
      return literal('number', span, span, reader.text, true);
    }
    if (/^(?:true|false)$/i.test(text)) {
      return literal('boolean', span, span, reader.text, true);
    }
    reader.problem('unquoted-text', span);
    return { kind: 'hole', span };
  }

  #readSet(): Operand {
    const reader = this.#reader;
    const open = reader.next();
    const items: (Literal | Hole)[] = [];
    let comma: Token | undefined;
    for (;;) {
      if (reader.startsOperand() && !reader.at('{')) {
        this.#noteMissingComma(items, comma);
        items.push(this.#readItem());
        comma = undefined;
      } else if (reader.at(',')) {
        const here = reader.next();
        if (comma || items.length === 0) {
          reader.problem('missing-value', here.span);
        }
        comma = here;
      } else if (reader.at('sign')) {
        reader.problem('unexpected', reader.next().span);
      } else {
        break;
      }
    }
    const end = this.#closeSet(open, comma);
    return { kind: 'set', items, span: { start: open.span.start, end } };
  }

  /** @returns where the set ends */
  #closeSet(open: Token, comma: Token | undefined): number {
    const reader = this.#reader;
    if (!reader.at('}')) {
      reader.problem('unclosed-set', open.span);
      return reader.previous?.span.end ?? open.span.end;
    }
    if (comma) {
      reader.problem('missing-value', comma.span);
    }
    return reader.next().span.end;
  }

  #noteMissingComma(items: readonly (Literal | Hole)[], comma: Token | undefined): void {
    const { token } = this.#reader;
    const last = items.at(-1);
    if (last && !comma && !token.hidden && last.kind === 'literal') {
      this.#reader.problem('missing-comma', token.span);
    }
  }

  #readItem(): Literal | Hole {
    const reader = this.#reader;
    if (reader.at('attribute')) {
      const { span } = reader.next();
      reader.problem('attribute-in-set', span);
      return { kind: 'hole', span };
    }
    return reader.at('word') ? this.#readWord() : this.readText();
  }
}

function literal(type: Literal['type'], span: Stretch, inner: Stretch, text: string, known: boolean): Literal {
  return { kind: 'literal', type, span, inner, value: text.slice(inner.start, inner.end), known };
}
