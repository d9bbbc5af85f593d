/** Findings as the editor shows them. */
import type { Diagnostic } from 'vscode-languageserver-types';
import type { Finding } from '../rules/finding.ts';
import { render, type Translations } from '../rules/message.ts';
import type { Severity } from '../rules/rule.ts';
import type { OpenDocument } from './document.ts';

// By number, as the protocol has them.
const SEVERITY = { error: 1, warning: 2, information: 3, hint: 4 } as const satisfies Record<Severity, number>;
const UNNECESSARY = 1;

/** @param ruleAddress the address of a rule's page, with `{rule}` for its id; empty for none */
export function toDiagnostic(
  document: OpenDocument,
  finding: Finding,
  translations: Translations,
  ruleAddress: string,
): Diagnostic {
  const { rule, severity, span, message, unnecessary } = finding;
  return {
    range: document.rangeOf(span),
    severity: SEVERITY[severity],
    code: rule,
    source: 'grantscope',
    message: render(message, translations),
    ...(ruleAddress === '' ? {} : { codeDescription: { href: ruleAddress.replace('{rule}', rule) } }),
    ...(unnecessary ? { tags: [UNNECESSARY] } : {}),
  };
}
