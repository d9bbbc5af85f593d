/**
 * Names of environment variables and of Spark properties. A cluster sets each variable with `export NAME='value'`
 * (Databricks, cluster attribute `spark_env_vars`), so its name has to be one that a shell takes; a property and its
 * value are told apart by the first blank.
 */

export type PropertyKind = 'variable' | 'property';

export function isValidName(kind: PropertyKind, name: string): boolean {
  return kind === 'variable' ? /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) : /^[^\s=()'"]+$/.test(name);
}

/** What of a name may be shown: as far as it is surely a name, for a whole statement may stand there, values and all. */
export function sayableName(name: string): string {
  return (/^[\w.-]+/.exec(name.trim())?.[0] ?? '').replace(/[.-]$/, '');
}
