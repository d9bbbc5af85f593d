/** Findings as the edges show them: with their severity, their place in the file, and fixes as edits. */
import type { Edit } from '../syntax/change.ts';
import type { Span } from '../syntax/tree.ts';
import type { Message } from './message.ts';
import type { Severity } from './rule.ts';

export interface ReadyFix {
  readonly title: Message;
  readonly safe: boolean;
  /** The edits of the file, or undefined where the place cannot be written safely. Worked out when asked for. */
  edits(): readonly Edit[] | undefined;
}

export interface Finding {
  /** The id of the rule. */
  readonly rule: string;
  readonly severity: Severity;
  /** Offsets in the file's text. */
  readonly span: Span;
  readonly message: Message;
  readonly unnecessary: boolean;
  /** Whether it may stand there only because somebody is still typing. */
  readonly unfinished: boolean;
  readonly fixes: readonly ReadyFix[];
}

/** What a user made of the rules' severities: rule → severity, or `off`. */
export type SeverityMap = Readonly<Record<string, Severity | 'off'>>;
