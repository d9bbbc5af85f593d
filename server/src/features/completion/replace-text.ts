/** Edits of a completion that the place itself writes: with the escapes of its quotes, through the texts around it. */
import type { Frame } from '../../syntax/language.ts';
import { spanIn } from '../../syntax/tree.ts';
import type { OpenDocument } from '../document.ts';
import type { CompletionRequest } from './completer.ts';

/** What every language writes as it is, inside any quotes. */
const PLAIN = /^[\w.:/@[\] -]*$/;

export function replacer(document: OpenDocument, frame: Frame): CompletionRequest['replaceText'] {
  return (scalar, { start, end }, text) => {
    if (PLAIN.test(text)) {
      return { range: document.rangeOf(frame.toFile(spanIn(scalar, start, end))), newText: text };
    }
    const { language, text: source } = frame.tree;
    const written = language.write(source, { verb: 'replaceText', scalar, span: { start, end }, text });
    const [edit, ...others] = (written && frame.toFileEdits(written)) ?? [];
    return edit && others.length === 0 ? { range: document.rangeOf(edit.span), newText: edit.text } : undefined;
  };
}
