/**
 * Things in a scope that a person was meant to replace: `{subscriptionId}`, `<sub-id>`, `enter-subscription-id-here`.
 * Variables that a tool replaces are not among them.
 */
import { isGuid, isSampleGuid } from './guid.ts';
import type { ScopeFlaw } from './scope-flaw.ts';

const BRACKETS = [/<([^<>]*)>/, /\{([^{}]*)\}/, /\[([^[\]()]*)\]/];

/** What a person is told to fill in, in words. A subscription is a GUID, so there any such word will do. */
const SUBSCRIPTION_WORDS =
  /x{4,}|#{3,}|your|enter[-_ ]|replace|change[-_ ]?me|placeholder|example|sample|dummy|(?:subscription|sub|tenant)[-_ ]?(?:id|guid|name)|^(?:my[-_]?)?(?:subscription|sub|guid|id)\d*$/i;
/** Management groups have names, so only words that nobody would name one. */
const GROUP_WORDS =
  /x{4,}|#{3,}|^your|^enter[-_ ]|change[-_ ]?me|^(?:my[-_]?)?(?:management[-_]?group|group|mg)[-_]?(?:id|name)$/i;

/** Where people put ids: behind these segments. */
const WORDS: Readonly<Record<string, RegExp>> = {
  subscriptions: SUBSCRIPTION_WORDS,
  subscription: SUBSCRIPTION_WORDS,
  managementgroups: GROUP_WORDS,
};

export function findPlaceholder(text: string): ScopeFlaw | undefined {
  for (const bracket of BRACKETS) {
    const match = bracket.exec(text);
    if (match) {
      const place = { code: 'placeholder', from: match.index, to: match.index + match[0].length } as const;
      const inner = match[1]?.trim() ?? '';
      return isGuid(inner) && !isSampleGuid(inner) ? { ...place, correction: inner } : place;
    }
  }
  const segments = text.split('/');
  let from = 0;
  for (const [index, segment] of segments.entries()) {
    const words = segments.length === 1 ? SUBSCRIPTION_WORDS : WORDS[segments[index - 1]?.toLowerCase() ?? ''];
    if (words && (isGuid(segment) ? isSampleGuid(segment) : words.test(segment))) {
      return { code: 'placeholder', from, to: from + segment.length };
    }
    from += segment.length + 1;
  }
  return undefined;
}
