/** What our own client and server say to each other beyond the protocol. Other editors do without. */

/** What a client may say at the start, all of it optional. */
export interface InitializationOptions {
  /** The address of a rule's page, with `{rule}` for its id, if the client can open one. */
  readonly ruleAddress?: string;
  /** The command by which the client asks for completions again. */
  readonly retrigger?: string;
  /** The messages in the language of the client: English text → text. */
  readonly translations?: Readonly<Record<string, string>>;
}

/** The page of a rule as Markdown. */
export const RULE_PAGE = 'grantscope/rulePage';
export interface RulePageParams {
  readonly rule: string;
}

/** The commands that replace the access policies of a document's vaults by roles, as a shell script; null where it has none. */
export const MIGRATE_VAULT = 'grantscope/migrateVault';
export interface MigrateVaultParams {
  readonly uri: string;
}

/** How old the catalogue is. */
export const STATUS = 'grantscope/status';
export interface Status {
  /** The day of the list of operations, `YYYY-MM-DD`. */
  readonly operations: string;
  /** The day of the list of roles. */
  readonly roles: string;
}
