/** Links to where something is declared, as Markdown. */
import { message, render, type Translations } from '../rules/message.ts';
import { escapeMarkdown } from './markdown.ts';

/** More are left out. */
const MOST_SHOWN = 10;

export function describeDeclarations(
  declared: readonly { readonly uri: string; readonly line: number }[],
  translations: Translations,
): string[] {
  if (declared.length === 0) {
    return [];
  }
  const links = declared
    .slice(0, MOST_SHOWN)
    .map(
      ({ uri, line }) =>
        `[${escapeMarkdown(decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1)))}:${line}](${uri}#L${line})`,
    );
  return [render(message('Declared in {0}', links), translations)];
}
