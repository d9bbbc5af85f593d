/** GUIDs as Azure writes them: 8-4-4-4-12 hexadecimal digits, any version. */

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isGuid(text: string): boolean {
  return text.length === 36 && GUID.test(text);
}

/** Whether a GUID is one digit over and over, as in samples: no tenant, subscription or role has such an id. */
export function isSampleGuid(text: string): boolean {
  return isGuid(text) && new Set(text.toLowerCase().replaceAll('-', '')).size === 1;
}

/** Every GUID in a text, with its place. */
export function* guidsIn(text: string): Generator<{ readonly guid: string; readonly start: number }> {
  for (const match of text.matchAll(/(?<![0-9a-f-])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-f-])/gi)) {
    yield { guid: match[0], start: match.index };
  }
}
