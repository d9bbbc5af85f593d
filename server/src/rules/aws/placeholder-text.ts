/** What samples leave for their readers to fill in: `<accountID>`, `xxxxxx`, `ACCOUNT_ID`. */

const PLACEHOLDERS =
  /<[A-Za-z][^<>]{0,80}>|\b[xX]{3,}\b|\{[A-Za-z][\w -]{0,60}\}|\[[A-Z][A-Z0-9_ -]{2,40}\]|\b(?:YOUR|MY|ENTER)[_-][A-Z0-9_-]{2,60}\b/;

/** Where a placeholder stands in a text, if there is one. */
export function findPlaceholder(value: string): { readonly start: number; readonly end: number } | undefined {
  const found = PLACEHOLDERS.exec(value);
  // The names of policy variables stand in braces of their own.
  return found && !/[$&]$/.test(value.slice(0, found.index))
    ? { start: found.index, end: found.index + found[0].length }
    : undefined;
}

export function looksLikePlaceholder(value: string): boolean {
  return findPlaceholder(value) !== undefined;
}
