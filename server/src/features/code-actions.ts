/** Quick fixes for findings, all safe fixes at once, conversions of a role, and a comment that silences a finding. */
import type { CodeAction, Range, TextEdit, WorkspaceEdit } from 'vscode-languageserver-types';
import type { Facts } from '../access/facts.ts';
import type { Finding } from '../rules/finding.ts';
import { REWRITES } from '../rules/index.ts';
import { message, render, type Translations } from '../rules/message.ts';
import { readyFix } from '../rules/report-findings.ts';
import type { Edit } from '../syntax/change.ts';
import { safeEdits } from './check-text.ts';
import { toDiagnostic } from './diagnostics.ts';
import type { OpenDocument } from './document.ts';
import { deploymentsOf, modelsAt } from './role-at.ts';

export const FIX_ALL = 'source.fixAll.grantscope';
const QUICK_FIX = 'quickfix';
const REWRITE = 'refactor.rewrite';

export const CODE_ACTION_KINDS: readonly string[] = [QUICK_FIX, FIX_ALL, REWRITE];

export interface CodeActionRequest {
  readonly document: OpenDocument;
  readonly range: Range;
  /** The kinds that are asked for; undefined for all. */
  readonly only: readonly string[] | undefined;
  /** The findings on the text as it is now. */
  readonly findings: readonly Finding[];
  readonly facts: Facts;
  readonly translations: Translations;
  readonly ruleAddress: string;
  /** Whether the editor takes edits that say for which version they are. */
  readonly versioned: boolean;
}

export function codeActions(request: CodeActionRequest): CodeAction[] {
  const wants = (kind: string): boolean =>
    request.only?.some((asked) => kind === asked || kind.startsWith(`${asked}.`)) ?? true;
  return [
    ...(wants(QUICK_FIX) ? quickFixes(request) : []),
    // Unasked for, the editor would show it among the fixes of every line.
    ...(request.only !== undefined && wants(FIX_ALL) ? fixAll(request) : []),
    ...(wants(REWRITE) ? rewrites(request) : []),
  ];
}

function quickFixes(request: CodeActionRequest): CodeAction[] {
  const { document, range, findings, translations, ruleAddress } = request;
  const asked = document.spanOf(range);
  const touched = findings.filter(({ span }) => span.start <= asked.end && asked.start <= span.end);
  return touched.flatMap((finding) => {
    const diagnostics = [toDiagnostic(document, finding, translations, ruleAddress)];
    const { fixes } = finding;
    const actions = fixes.flatMap((fix): CodeAction[] => {
      const edits = fix.edits();
      const title = render(fix.title, translations);
      return edits
        ? [
            {
              title,
              kind: QUICK_FIX,
              diagnostics,
              isPreferred: fixes.length === 1,
              edit: workspaceEdit(request, edits),
            },
          ]
        : [];
    });
    const silence = silenceEdit(document, finding);
    const title = render(message('Silence {0} on this line', finding.rule), translations);
    return silence
      ? [...actions, { title, kind: QUICK_FIX, diagnostics, edit: workspaceEdit(request, [silence]) }]
      : actions;
  });
}

function fixAll(request: CodeActionRequest): CodeAction[] {
  const { edits, count } = safeEdits(request.findings);
  const title = render(message('Make all safe fixes of Grantscope'), request.translations);
  return count > 0 ? [{ title, kind: FIX_ALL, edit: workspaceEdit(request, edits) }] : [];
}

/** The other ways to write what stands under the cursor. */
function rewrites(request: CodeActionRequest): CodeAction[] {
  const { document, range, translations, facts } = request;
  const { tree } = document;
  const place = document.offsetAt(range.start);
  const models = tree ? [...modelsAt(tree, place), ...deploymentsOf(tree)] : [];
  return models.flatMap(({ model, start, frame }) =>
    REWRITES.flatMap((rewrite) => rewrite(model, facts, place - start)).flatMap((fix): CodeAction[] => {
      const { title, edits: write } = readyFix(frame, start, fix);
      const edits = write();
      return edits && edits.length > 0
        ? [{ title: render(title, translations), kind: REWRITE, edit: workspaceEdit(request, edits) }]
        : [];
    }),
  );
}

/** A comment above the finding's line, where the language has comments. */
function silenceEdit(document: OpenDocument, { rule, span }: Finding): Edit | undefined {
  const mark = document.languageId === 'jsonc' ? '//' : document.language?.lineComment;
  if (mark === undefined) {
    return undefined;
  }
  const { text } = document;
  const start = text.lastIndexOf('\n', span.start - 1) + 1;
  if (/^[ \t]*(?:#|\/\/|--) MAGIC\b/.test(text.slice(start, span.start))) {
    // The line is in another language than the file.
    return undefined;
  }
  const indent = /^[ \t]*/.exec(text.slice(start, span.start))?.[0] ?? '';
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  return { span: { start, end: start }, text: `${indent}${mark} grantscope-disable-next-line ${rule}${newline}` };
}

function workspaceEdit({ document, versioned }: CodeActionRequest, edits: readonly Edit[]): WorkspaceEdit {
  const changes = edits.map(({ span, text }): TextEdit => ({ range: document.rangeOf(span), newText: text }));
  return versioned
    ? { documentChanges: [{ textDocument: { uri: document.uri, version: document.version }, edits: changes }] }
    : { changes: { [document.uri]: changes } };
}
