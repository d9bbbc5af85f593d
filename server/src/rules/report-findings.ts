/** From what the rules said to what the user sees: severities chosen, suppressed findings gone, fixes ready to be made. */
import { type Edit, moveChange, overlap } from '../syntax/change.ts';
import { type Frame, fileFrame, type Tree } from '../syntax/language.ts';
import type { PlacedFinding } from './check.ts';
import { holdsInExcerpt } from './excerpt.ts';
import type { Finding, ReadyFix, SeverityMap } from './finding.ts';
import type { Fix } from './rule.ts';
import { suppress } from './suppression.ts';

/** The findings of a file as the user wants them, sorted by place, then rule. */
export function reportFindings(
  tree: Tree,
  placed: readonly PlacedFinding[],
  severities: SeverityMap,
): readonly Finding[] {
  const holding = tree.language.isProse ? placed.filter(holdsInExcerpt) : placed;
  const wanted = holding.flatMap((one) => toFinding(one, severities));
  const file = fileFrame(tree);
  // Trees within the file have comments of their own: cells of notebooks, scripts in pipelines.
  const inner = new Map(placed.filter(({ frame }) => frame.tree !== tree).map(({ frame }) => [frame.tree, frame]));
  return suppress(file, [...inner.values()], wanted, severities).sort(
    (a, b) =>
      a.span.start - b.span.start || a.span.end - b.span.end || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0),
  );
}

function toFinding(placed: PlacedFinding, severities: SeverityMap): readonly Finding[] {
  const { rule, finding, frame } = placed;
  const severity = severities[rule.id] ?? finding.severity ?? rule.severity;
  if (severity === 'off') {
    return [];
  }
  const start = placed.start + placed.around.start;
  const span = frame.toFile({ start: start + finding.at.start, end: start + finding.at.end });
  return [
    {
      rule: rule.id,
      severity,
      span,
      message: finding.message,
      unnecessary: rule.unnecessary ?? false,
      unfinished: finding.unfinished ?? false,
      get fixes() {
        const own = finding.fixes?.() ?? [];
        const within = finding.fixesWithin?.(placed.around) ?? [];
        return [
          ...own.map((fix) => readyFix(frame, start, fix)),
          ...within.map((fix) => readyFix(frame, placed.start, fix)),
        ];
      },
    },
  ];
}

/** @param start where the places of the fix count from */
export function readyFix(frame: Frame, start: number, { title, safe, changes, extras }: Fix): ReadyFix {
  return {
    title,
    safe,
    edits: () => {
      const { language, text } = frame.tree;
      const edits: Edit[] = [];
      for (const change of changes) {
        const written = language.write(text, moveChange(change, start));
        if (!written) {
          return undefined;
        }
        edits.push(...written);
      }
      if (overlap(edits)) {
        return undefined;
      }
      const more = (extras ?? []).flatMap((extra) => language.write(text, moveChange(extra, start)) ?? []);
      const all = more.length > 0 && !overlap([...edits, ...more]) ? frame.toFileEdits([...edits, ...more]) : undefined;
      return all ?? frame.toFileEdits(edits);
    },
  };
}
