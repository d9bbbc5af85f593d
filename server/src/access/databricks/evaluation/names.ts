/** How names of principals compare, and the names that Databricks itself gives. */

/** The group of everybody in a workspace. */
export const EVERYBODY = 'users';

/** The group of those who may manage everything in a workspace. */
export const ADMINS = 'admins';

/** What a name is compared by. */
export function nameKey(name: string): string {
  return name.trim().toLowerCase();
}

/** Whether a name can belong to one user or service principal only: an e-mail or an id. */
export function isIdentifier(key: string): boolean {
  return isUser(key) || /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(key);
}

export function isUser(key: string): boolean {
  return key.includes('@');
}
