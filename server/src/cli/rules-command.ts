/** `rules` and `explain`: the table of rules, and the page of one. */
import { writeRulePage } from '../features/rule-page.ts';
import { RULES } from '../rules/index.ts';
import { message, render } from '../rules/message.ts';
import { CommandError, EXIT, painter, type Terminal } from './terminal.ts';

export function runRules({ out, translations, colors }: Terminal, format: 'pretty' | 'json'): number {
  if (format === 'json') {
    const rules = RULES.map(({ id, severity, fixable, summary, sources }) => ({
      id,
      severity,
      fixable,
      summary,
      sources,
    }));
    out(`${JSON.stringify({ version: 1, rules }, undefined, 2)}\n`);
    return EXIT.fine;
  }
  const paint = painter(colors);
  const width = Math.max(...RULES.map(({ id }) => id.length));
  for (const { id, severity, fixable, summary } of RULES) {
    const text = render(message(summary), translations);
    out(`${paint('bold', id.padEnd(width))}  ${severity.padEnd(11)}  ${fixable ? 'fix' : '   '}  ${text}\n`);
  }
  return EXIT.fine;
}

export function runExplain({ out, translations }: Terminal, id: string): number {
  const rule = RULES.find((one) => one.id === id) ?? RULES.find((one) => one.id.endsWith(`/${id}`));
  if (!rule) {
    throw new CommandError(`there is no rule "${id}"; "grantscope rules" lists them all`);
  }
  out(writeRulePage(rule, translations));
  return EXIT.fine;
}
