/**
 * Comments that silence rules: `grantscope-disable-next-line RULE`, `grantscope-disable-line RULE`,
 * `grantscope-disable-file RULE`. Several rules are parted by commas or blanks; none means all. What stands behind `--`
 * is the reason. A comment that silences nothing is a finding itself, for it hides the next mistake.
 */
import type { Frame, Tree } from '../syntax/language.ts';
import { moved, type Span, visitNodes } from '../syntax/tree.ts';
import type { Finding, SeverityMap } from './finding.ts';
import { message } from './message.ts';
import { unusedSuppression } from './unused-suppression.ts';

interface Suppression {
  /** Where the comment stands. */
  readonly span: Span;
  /** Where findings are silenced if they start there. */
  readonly range: Span;
  /** Empty for all rules. */
  readonly rules: readonly string[];
}

/** What they all begin with; few files have any. */
const DIRECTIVES = 'grantscope-disable-';
const DIRECTIVE = /grantscope-disable-(next-line|line|file)\b([^\r\n]*)/;

/** The findings that no comment silences, and a finding for each comment that silences none. */
export function suppress(
  file: Frame,
  inner: readonly Frame[],
  findings: readonly Finding[],
  severities: SeverityMap,
): Finding[] {
  const { tree } = file;
  const suppressions = [file, ...inner].flatMap(readSuppressions);
  if (suppressions.length === 0) {
    return [...findings];
  }
  const used = new Set<Suppression>();
  const left = findings.filter((finding) => {
    const by = suppressions.filter((one) => silences(one, finding));
    by.forEach((one) => {
      used.add(one);
    });
    return by.length === 0;
  });
  const severity = severities[unusedSuppression.id] ?? unusedSuppression.severity;
  // A text may well show such a comment, without what it silences.
  if (severity === 'off' || tree.language.isProse) {
    return left;
  }
  const unused = suppressions.filter((one) => !used.has(one));
  return [...left, ...unused.map((one) => reportUnused(tree, one, severity))];
}

function silences({ range, rules }: Suppression, { span, rule }: Finding): boolean {
  return span.start >= range.start && span.start < range.end && (rules.length === 0 || rules.includes(rule));
}

function reportUnused(tree: Tree, { span, rules }: Suppression, severity: Finding['severity']): Finding {
  const text =
    rules.length === 0
      ? message(
          'This comment silences nothing: no rule has a finding there. Remove it, or it will hide the next mistake.',
        )
      : message(
          'This comment silences nothing: {0} has no finding there. Remove it, or it will hide the next mistake.',
          rules,
        );
  const edits = [{ span: wholeLine(tree.text, span), text: '' }];
  const fix = { title: message('Remove the comment'), safe: true, edits: () => edits };
  return {
    rule: unusedSuppression.id,
    severity,
    span,
    message: text,
    unnecessary: true,
    unfinished: false,
    fixes: [fix],
  };
}

/** The comments of a tree that silence rules, at their places in the file. */
function readSuppressions({ tree, toFile }: Frame): Suppression[] {
  const { text } = tree;
  if (!text.includes(DIRECTIVES)) {
    return [];
  }
  return commentsOf(tree).flatMap((span): Suppression[] => {
    const directive = DIRECTIVE.exec(text.slice(span.start, span.end));
    const kind = directive?.[1];
    if (!kind) {
      return [];
    }
    const [names = ''] = (directive[2] ?? '').replace('*/', '').split('--');
    const rules = names.split(/[\s,]+/).filter((name) => name !== '');
    const { start, end } = rangeOf(kind, text, span);
    const range = toFile({ start, end: Math.min(end, text.length) });
    // What reaches to the end of the text reaches behind its last character as well.
    return [{ span: toFile(span), range: { ...range, end: range.end + (end > text.length ? 1 : 0) }, rules }];
  });
}

function rangeOf(kind: string, text: string, span: Span): Span {
  if (kind === 'file') {
    return { start: 0, end: text.length + 1 };
  }
  const lineEnd = (from: number): number => {
    const newline = text.indexOf('\n', from);
    return newline < 0 ? text.length + 1 : newline + 1;
  };
  if (kind === 'next-line') {
    const start = lineEnd(span.end);
    return { start, end: lineEnd(start) };
  }
  return { start: text.lastIndexOf('\n', span.start - 1) + 1, end: lineEnd(span.start) };
}

/** The line of a comment that has one to itself, else the comment and the blanks before it. */
function wholeLine(text: string, span: Span): Span {
  const start = text.lastIndexOf('\n', span.start - 1) + 1;
  const newline = text.indexOf('\n', span.end);
  const end = newline < 0 ? text.length : newline + 1;
  if (text.slice(start, span.start).trim() === '' && text.slice(span.end, end).trim() === '') {
    return { start, end };
  }
  return { start: start + text.slice(start, span.start).trimEnd().length, end: span.end };
}

/** Every comment of a tree. */
function commentsOf(tree: Tree): readonly Span[] {
  const found: Span[] = [...tree.comments];
  if (tree.root) {
    const isCommented = ({ commented }: { readonly commented: boolean }): boolean => commented;
    visitNodes(tree.root.node, tree.root.start, isCommented, ({ comments }, start) => {
      found.push(...comments.map((span) => moved(span, start)));
    });
  }
  return found;
}
