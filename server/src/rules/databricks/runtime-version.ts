/** Versions of Databricks Runtime, as they are written for clusters: `15.4.x-scala2.12`. */

/** The first that puts secrets in for references. */
export const FIRST_WITH_REFERENCES = { major: 6, minor: 4 };

/** Whether a version is older than another. False for what is no version: `custom:…`, `auto:latest-lts`, a variable. */
export function isOlder(version: string, major: number, minor: number): boolean {
  const [first, second] = numbersOf(version);
  return first < major || (first === major && second < minor);
}

/** Whether a version is another or newer. */
export function isSince(version: string, major: number, minor: number): boolean {
  return !Number.isNaN(numbersOf(version)[0]) && !isOlder(version, major, minor);
}

function numbersOf(version: string): readonly [number, number] {
  const [, major, minor] = /^(\d{1,3})\.(\d{1,3})\.x-/.exec(version) ?? [];
  return [Number(major), Number(minor)];
}
