/**
 * Follows secrets through the expressions of a program, as far as its tree shows them: whether what an expression gives is
 * a secret as it was read, which a notebook redacts, or one in another form, which it does not know again.
 */
import { type HeldSecret, secretReadBy } from '../../readers/databricks-program.ts';
import type { CallNode, SyntaxNode } from '../../syntax/tree.ts';

/** `plain` is a secret as it was read, `disguised` one in another form, or its parts. */
export type Form = 'plain' | 'disguised';

/** Methods that give a text in another form. To split a secret that has fields is to read it. */
const DISGUISING =
  /^(?:encode|hex|lower|upper|swapcase|title|capitalize|replace|join|reverse|toUpperCase|toLowerCase|toCharArray|getBytes|mkString|map|flatMap|toList|toSeq|toArray|grouped|substring|take|drop|takeRight|dropRight|head|tail|last|init|charAt|zfill|ljust|rjust|center)$/;
/** Methods that may leave a text as it is. */
const KEEPING = /^(?:strip|lstrip|rstrip|trim|toString|stripMargin)$/;
/** Functions that make parts, or another form, of what they are given. */
const PARTING =
  /(?:^|\.)(?:list|tuple|sorted|reversed|set|enumerate|map|bytes|bytearray|b16encode|b32encode|b64encode|urlsafe_b64encode|hexlify|rev|strsplit|charToRaw|utf8ToInt|substr|substring|toupper|tolower|base64encode|base64_enc)$/;
const TRANSPARENT = /^(?:str|repr|String|as\.character|paste|paste0|format)$/;
/** Where this stands in an expression, what comes out of it may be an answer and not the text. */
const ASKS = /[=!<>]=|[<>]|\b(?:in|is|if|not|and|or|else)\b|\?/;

export class Disguise {
  /** What is known of names here, which may be that they hold nothing of a secret any more. */
  readonly #names = new Map<string, Form | undefined>();
  readonly #held: ReadonlyMap<string, HeldSecret>;
  readonly #text: string;

  /** @param text that the places of nodes count in */
  constructor(text: string, held: ReadonlyMap<string, HeldSecret>) {
    this.#text = text;
    this.#held = held;
  }

  set(name: string, form: Form | undefined): void {
    this.#names.set(name, form);
  }

  #get(name: string): Form | undefined {
    const held = this.#held.get(name);
    return this.#names.has(name) ? this.#names.get(name) : held && (held === 'bytes' ? 'disguised' : 'plain');
  }

  formOf(node: SyntaxNode, start: number): Form | undefined {
    switch (node.kind) {
      case 'scalar':
        return node.type === 'word' ? this.formOfName(node.text) : this.#formInText(node.text, node.opaque);
      case 'call':
        return this.#formOfCall(node, start);
      case 'list':
        return strongest(node.children.map((child, index) => this.formOf(child, start + (node.starts[index] ?? 0))));
      case 'map':
        return strongest(
          node.children.map(({ value, valueStart }, index) =>
            value ? this.formOf(value, start + (node.starts[index] ?? 0) + valueStart) : undefined,
          ),
        );
      default:
        return undefined;
    }
  }

  /** `pw`, or `pw.reverse` where methods need no brackets. */
  formOfName(name: string): Form | undefined {
    const known = this.#get(name);
    if (known) {
      return known;
    }
    const dot = name.lastIndexOf('.');
    const form = dot > 0 ? this.formOfName(name.slice(0, dot)) : undefined;
    return form && formAfter(form, name.slice(dot + 1));
  }

  /** What stands in the braces of a text: `f"{pw[0]}"`, `s"${pw.reverse}"`. */
  #formInText(text: string, opaque: readonly { readonly start: number; readonly end: number }[]): Form | undefined {
    return strongest(
      opaque.map(({ start, end }) => {
        const [, name = '', next = ''] =
          /^\$?\{?\s*([\w.]+)\s*([[(]?)/.exec(text.slice(start, Math.min(end, start + 200))) ?? [];
        const form = this.formOfName(name);
        return form && next === '[' ? 'disguised' : form;
      }),
    );
  }

  #formOfCall(node: CallNode, start: number): Form | undefined {
    const { callee } = node;
    if (callee === '') {
      return this.#formOfGroup(node, start);
    }
    const read = secretReadBy(callee);
    if (read) {
      return read === 'bytes' ? 'disguised' : 'plain';
    }
    const given = (): Form | undefined =>
      strongest(node.children.map((child, index) => this.formOf(child, start + (node.starts[index] ?? 0))));
    if (callee === '[]') {
      const [of] = node.children;
      return of && this.formOf(of, start + (node.starts[0] ?? 0)) ? 'disguised' : undefined;
    }
    if (TRANSPARENT.test(callee)) {
      return given();
    }
    const dot = callee.lastIndexOf('.');
    const method = callee.slice(dot + 1);
    const of = dot > 0 ? this.formOfName(callee.slice(0, dot)) : undefined;
    const isParting = PARTING.test(callee) || (method === 'join' && dot > 0);
    return of ? formAfter(of, method) : isParting && given() ? 'disguised' : undefined;
  }

  /** An expression of several operands, or one on whose result a method is called. */
  #formOfGroup(node: CallNode, start: number): Form | undefined {
    const [only] = node.children;
    if (only && node.children.length === 1 && this.#text[start] === '*') {
      // `print(*pw)` prints the characters.
      return this.formOf(only, start + (node.starts[0] ?? 0)) && 'disguised';
    }
    const bound = this.bind(node, start);
    const operands: (Form | undefined)[] = [];
    for (const [index, child] of node.children.entries()) {
      const at = start + (node.starts[index] ?? 0);
      if (child.kind !== 'call' || child.callee === 'for') {
        operands.push(child.kind === 'call' ? undefined : this.formOf(child, at));
      } else if (child.callee.startsWith('.') || (child.callee === '[]' && child.children[0]?.kind === 'opaque')) {
        operands.push(this.#formAfterCall(operands.pop(), child, at));
      } else {
        operands.push(this.formOf(child, at));
      }
    }
    this.restore(bound);
    const form = strongest(operands);
    const mayAsk = bound.size === 0 && ASKS.test(this.#text.slice(start, start + node.width));
    return form === 'disguised' && mayAsk ? undefined : form;
  }

  /** What a method, or brackets, make of what stands before them. */
  #formAfterCall(before: Form | undefined, { callee, children, starts }: CallNode, start: number): Form | undefined {
    if (callee === '[]') {
      return before && 'disguised';
    }
    const method = callee.slice(1);
    if (before) {
      return formAfter(before, method);
    }
    const given = children.map((child, index) => this.formOf(child, start + (starts[index] ?? 0)));
    return method === 'join' && strongest(given) ? 'disguised' : undefined;
  }

  /** Gives the names of the loops in an expression their forms, and says what these names were before. */
  bind(node: CallNode, start: number): ReadonlyMap<string, Form | undefined> {
    const before = new Map<string, Form | undefined>();
    for (const [index, child] of node.children.entries()) {
      if (child.kind === 'call' && child.callee === 'for') {
        this.#loop(child, start + (node.starts[index] ?? 0), before);
      }
    }
    return before;
  }

  /** Gives the name of a loop the form of what it goes through. */
  loop(node: CallNode, start: number): void {
    this.#loop(node, start, new Map());
  }

  #loop(node: CallNode, start: number, before: Map<string, Form | undefined>): void {
    const [target, through] = node.children;
    const form = through && this.formOf(through, start + (node.starts[1] ?? 0)) ? 'disguised' : undefined;
    const names = target?.kind === 'call' && target.callee === '' ? target.children : target ? [target] : [];
    // Of `i, c` in what `enumerate` gives, the first one counts.
    const isCounted = names.length > 1;
    for (const [index, name] of names.entries()) {
      if (name.kind === 'scalar' && name.type === 'word') {
        before.set(name.text, this.#get(name.text));
        this.set(name.text, isCounted && index === 0 ? undefined : form);
      }
    }
  }

  restore(before: ReadonlyMap<string, Form | undefined>): void {
    for (const [name, form] of before) {
      this.set(name, form);
    }
  }
}

function formAfter(form: Form, method: string): Form | undefined {
  return DISGUISING.test(method) ? 'disguised' : KEEPING.test(method) ? form : undefined;
}

function strongest(forms: readonly (Form | undefined)[]): Form | undefined {
  return forms.includes('disguised') ? 'disguised' : forms.includes('plain') ? 'plain' : undefined;
}
