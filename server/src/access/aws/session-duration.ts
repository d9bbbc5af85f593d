/**
 * How long a session of a role lasts: the shortest of the limits
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use.html#id_roles_use_view-role-max-session).
 */

export const SHORTEST_SESSION = 900;
export const LONGEST_SESSION = 43_200;
/** What a role allows, and what a call asks for, where nothing is said. */
export const DEFAULT_SESSION = 3600;
/** What is left to a session that was begun from another role. */
export const CHAINED_SESSION = 3600;
/** What Databricks recommends as the longest session of a federated role: four to eight hours. */
export const RECOMMENDED_SESSION = { shortest: 14_400, longest: 28_800 } as const;

export type DurationLimitKind =
  /** MaxSessionDuration of the role. */
  | 'role'
  /** The attribute SessionDuration of the assertion, which can only shorten. */
  | 'session-duration-attribute'
  /** SessionNotOnOrAfter of the assertion. */
  | 'session-not-on-or-after'
  /** The session is one of a role that another role assumed. */
  | 'role-chain'
  /** What the call asks for. */
  | 'requested';

export interface DurationLimit {
  readonly kind: DurationLimitKind;
  /** Seconds. */
  readonly seconds: number;
}

/** What is said of a session's length; all in seconds. */
export interface DurationFacts {
  readonly maxSessionDuration?: number;
  readonly sessionDurationAttribute?: number;
  /** From the sign-in on. */
  readonly sessionNotOnOrAfter?: number;
  readonly isChained?: boolean;
  readonly requested?: number;
}

export interface SessionDuration {
  readonly seconds: number;
  /** Every limit there is, shortest first. */
  readonly limits: readonly DurationLimit[];
  /** Where the call asks for more than it may and fails: what it may ask for. */
  readonly exceeded: number | undefined;
}

export function decideDuration(facts: DurationFacts): SessionDuration {
  const role = facts.maxSessionDuration ?? DEFAULT_SESSION;
  const limits: DurationLimit[] = [{ kind: 'role', seconds: role }];
  const add = (kind: DurationLimitKind, seconds: number | undefined) => {
    if (seconds !== undefined) {
      limits.push({ kind, seconds });
    }
  };
  add('session-duration-attribute', facts.sessionDurationAttribute);
  add('session-not-on-or-after', facts.sessionNotOnOrAfter);
  add('role-chain', facts.isChained ? CHAINED_SESSION : undefined);
  add('requested', facts.requested);
  limits.sort((a, b) => a.seconds - b.seconds);
  const most = facts.isChained ? Math.min(role, CHAINED_SESSION) : role;
  const exceeded = facts.requested !== undefined && facts.requested > most ? most : undefined;
  return { seconds: limits[0]?.seconds ?? role, limits, exceeded };
}
