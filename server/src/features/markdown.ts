/** Text on its way into Markdown. What comes from a file must not become markup there. */

/** Escapes a text so that it reads in Markdown as it stands. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>~&$]/g, '\\$&').replace(/\r\n|\r|\n/g, ' ');
}

/** A text as code. A backtick in it needs a longer fence. */
export function code(text: string): string {
  const flat = text.replace(/\r\n|\r|\n/g, ' ');
  const longest = Math.max(0, ...[...flat.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  const blank = longest > 0 ? ' ' : '';
  return `${fence}${blank}${flat}${blank}${fence}`;
}
