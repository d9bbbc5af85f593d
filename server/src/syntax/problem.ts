/** What languages find wrong with a text. */
import type { Span } from './offset-map.ts';

/** What is wrong with the text itself. The span is relative to the start of the node that has the problem. */
export interface Problem {
  /** What is wrong, as a word for the code that tells a person: `missing-comma`. */
  readonly code: ProblemCode;
  readonly span: Span;
}

export type ProblemCode =
  | 'empty'
  | 'missing-comma'
  | 'trailing-comma'
  | 'missing-colon'
  | 'missing-value'
  | 'missing-key'
  | 'unclosed'
  | 'unclosed-comment'
  | 'unclosed-string'
  | 'multi-line-string'
  | 'unquoted'
  | 'unexpected'
  | 'invalid-escape'
  | 'control-character'
  | 'foreign-blank'
  | 'conflict-marker'
  | 'stray-backslash'
  | 'too-deep'
  | 'tab-indentation'
  | 'bad-indentation'
  | 'duplicate-key'
  | 'unclosed-here-document'
  | 'unclosed-element'
  | 'mismatched-element'
  | 'malformed-element'
  | 'unknown-entity'
  | 'document-type'
  | 'other-encoding'
  | 'broken-base64'
  | 'unreadable';
