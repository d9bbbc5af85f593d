/** The page of a rule, as Markdown: what `explain` prints and what the editor opens for the code of a finding. */
import { type Message, message, render, type Translations } from '../rules/message.ts';
import type { Example, Rule } from '../rules/rule.ts';

/** Longer examples are cut: they are there to be tested, not to be read. */
const MOST_LINES = 20;
const MOST_COLUMNS = 160;

export function writeRulePage(rule: Rule, translations: Translations): string {
  const say = (text: Message): string => render(text, translations);
  const flagged = rule.examples.find((example) => example.flagged !== undefined);
  const clean = rule.examples.find((example) => example.clean !== undefined);
  const parts = [
    `# ${rule.id}`,
    render(message(rule.summary), translations),
    `${say(message('Severity: {0}.', rule.severity))} ${rule.fixable ? say(message('There is a quick fix.')) : say(message('There is no quick fix.'))}`,
    render(message(rule.why), translations),
    ...(flagged ? writeFlagged(flagged, say) : []),
    ...(clean?.clean ? [`## ${say(message('Not flagged'))}`, fence(clean.clean, clean.language)] : []),
    `## ${say(message('Switch it off'))}`,
    say(
      message(
        'For a project in grantscope.json, for yourself in the settings of the editor, for one place with a comment where the language has comments:',
      ),
    ),
    fence(`{ "rules": { "${rule.id}": "off" } }`),
    fence(`// grantscope-disable-next-line ${rule.id} -- why`, 'jsonc'),
    ...(rule.sources.length > 0
      ? [`## ${say(message('Sources'))}`, rule.sources.map((source) => `- <${source}>`).join('\n')]
      : []),
  ];
  return `${parts.join('\n\n')}\n`;
}

function writeFlagged({ flagged, fixed, language }: Example, say: (text: Message) => string): string[] {
  return [
    `## ${say(message('Flagged'))}`,
    fence(flagged ?? '', 'text'),
    ...(fixed === undefined ? [] : [`## ${say(message('After the fix'))}`, fence(fixed, language)]),
  ];
}

function fence(text: string, language = 'json'): string {
  const lines = text.trim().split('\n');
  const shown = lines.length > MOST_LINES ? [...lines.slice(0, MOST_LINES - 3), '    …', ...lines.slice(-2)] : lines;
  const cut = shown.map((line) => (line.length > MOST_COLUMNS ? `${line.slice(0, MOST_COLUMNS)}…` : line));
  return `\`\`\`${language}\n${cut.join('\n')}\n\`\`\``;
}
