/** What is asked of the catalogue of AWS actions. */
export interface AwsActionFacts {
  /** The day of the list, `YYYY-MM-DD`. */
  readonly date: string;
  /** Whether all actions of a service are in the list, by its prefix (`s3`). */
  hasService(service: string): boolean;
  /** Whether an action or pattern (`s3:Get*`) matches any in the list. Case does not matter. */
  matches(pattern: string): boolean;
  /** The name of an action as the list has it. */
  find(action: string): string | undefined;
  /** The names of a service's actions, without its prefix, in order. */
  names(service: string): readonly string[];
}
