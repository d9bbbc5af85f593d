/** What can be wrong with a text that should be a scope. */

export type ScopeFlawCode =
  | 'empty'
  | 'blanks'
  | 'placeholder'
  | 'wildcard'
  | 'shell-path'
  | 'url'
  | 'bare-guid'
  | 'no-leading-slash'
  | 'empty-segment'
  | 'misspelt-segment'
  | 'missing-slash'
  | 'no-guid'
  | 'unknown-beginning'
  | 'incomplete'
  | 'provider-only'
  | 'resource-group-name'
  | 'management-group-name'
  | 'trailing-slash';

/** What is wrong with a text as a scope, and the other text for the same stretch that would be right, if one is. */
export interface ScopeFlaw {
  readonly code: ScopeFlawCode;
  /** Offsets in the text, end exclusive. */
  readonly from: number;
  readonly to: number;
  readonly correction?: string;
}
