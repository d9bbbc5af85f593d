/** What the name of a role says of its standing, as Microsoft names its roles. */

/** Previews, what is on its way out, and what services of Azure hold themselves. */
const RESERVED = /\((?:preview|deprecated|legacy)\)|\bservice role\b/i;

/** Whether nothing in the name says that the role is not for everybody to assign. */
export function isForGeneralUse(name: string): boolean {
  return !RESERVED.test(name);
}
