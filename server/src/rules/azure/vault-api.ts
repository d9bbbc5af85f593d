/**
 * Versions of the API by which vaults are made: from one on, a vault of which nothing is said uses Azure RBAC, and those
 * before are retired (https://learn.microsoft.com/azure/key-vault/general/access-control-default).
 */
const RBAC_DEFAULT = '2026-02-01';

/** False also for what is no version. */
export function isBeforeRbacDefault(version: string): boolean {
  return isVersion(version) && version.slice(0, RBAC_DEFAULT.length) < RBAC_DEFAULT;
}

/** False also for what is no version. */
export function isFromRbacDefault(version: string): boolean {
  return isVersion(version) && version.slice(0, RBAC_DEFAULT.length) >= RBAC_DEFAULT;
}

function isVersion(text: string): boolean {
  return /^\d{4}-\d\d-\d\d(?:-[a-z]+)?$/i.test(text);
}
