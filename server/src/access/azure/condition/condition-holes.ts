/** The stretches of a condition that some tool fills in later: `${…}`, `$(…)`, `{{…}}`, `<%…%>`, `__TOKEN__`, `$NAME`. */
import type { Stretch } from './condition-nodes.ts';

/** What stands for a code unit that nobody knows yet. No condition has it. */
export const HIDDEN = '\u0000';

/**
 * Each token ends where it may, and is bounded so that a token that is never closed costs no more than its bound.
 * `$key_case_sensitive$` and `$keys$` are a part of the names of tags, and not to be filled in.
 */
const TOKENS =
  /\$\{[^{}\n]{0,200}\}|\{\{[^{}\n]{0,200}\}\}|\$\([^()\n]{0,200}\)|#\{[^{}\n]{0,200}\}#?|<%[^%]{0,200}%>|\$(?!key_case_sensitive\$|keys\$)(?<!\$key_case_sensitive\$|\$keys\$)[A-Za-z_]\w{0,80}|__[A-Za-z0-9.-]{1,80}__|<[A-Za-z][\w .-]{0,80}>|#[A-Za-z]\w{0,80}#/g;

/** How a token of a template begins. A condition without such a sign has none. */
const SIGNS = /[$#<_]|\{\{/;

/**
 * A text of the same length in which everything that is filled in later is hidden.
 * @param opaque what the language knows to be filled in, in order
 */
export function hideHoles(text: string, opaque: readonly Stretch[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end } of opaque) {
    if (start >= at && end > start) {
      parts.push(text.slice(at, start), HIDDEN.repeat(end - start));
      at = end;
    }
  }
  const masked = parts.length === 0 ? text : parts.join('') + text.slice(at);
  return SIGNS.test(masked) ? masked.replace(TOKENS, (token) => HIDDEN.repeat(token.length)) : masked;
}
