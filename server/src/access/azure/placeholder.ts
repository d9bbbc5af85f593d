/** Texts that a person was meant to replace by an id. */
import { isSampleGuid } from './guid.ts';
import { findPlaceholder } from './scope-placeholder.ts';

const WORDS =
  /(?:^|[-_ .])(?:id|ids|guid|uuid|oid)(?:[-_ .]|$)|[a-z](?:Id|Guid|Oid)$|^[A-Z][A-Z0-9]*(?:[_-][A-Z0-9]+)+$|^\.\.\.$|…/;

/** Whether a text stands where an id will be: `<object-id>`, `YOUR_PRINCIPAL_ID`, `00000000-0000-0000-0000-000000000000`. */
export function isPlaceholder(text: string): boolean {
  return isSampleGuid(text) || WORDS.test(text) || findPlaceholder(text) !== undefined;
}
