/**
 * Scopes of Azure RBAC: `/`, management groups, subscriptions, resource groups, resources
 * (https://learn.microsoft.com/azure/role-based-access-control/scope-overview#scope-format).
 * Says what a text is and the first thing that keeps it from being a scope. Whether the thing exists is not known here.
 */
import { isGuid } from './guid.ts';
import type { ScopeFlaw, ScopeFlawCode } from './scope-flaw.ts';
import { findPlaceholder } from './scope-placeholder.ts';

export type { ScopeFlaw, ScopeFlawCode } from './scope-flaw.ts';

export type ScopeKind = 'root' | 'management-group' | 'subscription' | 'resource-group' | 'resource' | 'other';

export interface Scope {
  readonly kind: ScopeKind;
  /** In lower case, without a slash at the end: scopes are compared without case. */
  readonly key: string;
  readonly flaw: ScopeFlaw | undefined;
}

interface Segment {
  readonly text: string;
  readonly key: string;
  readonly from: number;
  readonly to: number;
}

const MISSPELT: Readonly<Record<string, string>> = {
  subscription: 'subscriptions',
  resourcegroup: 'resourceGroups',
  'resource-groups': 'resourceGroups',
  resource_groups: 'resourceGroups',
  provider: 'providers',
  managementgroup: 'managementGroups',
};

/** Namespaces whose tenant-level paths other services take as scopes; whether a role may is not documented. */
const TENANT_LEVEL = new Set([
  'microsoft.capacity',
  'microsoft.billingbenefits',
  'microsoft.billing',
  'microsoft.subscription',
]);

export function parseScope(text: string): Scope {
  const key = text.trim().toLowerCase().replace(/\/$/, '');
  if (text === '/') {
    return { kind: 'root', key: '/', flaw: undefined };
  }
  const flaw = flawOfText(text);
  if (flaw) {
    return { kind: 'other', key, flaw };
  }
  return { key, ...readSegments(split(text), text) };
}

function split(text: string): Segment[] {
  let from = 1;
  return text
    .slice(1)
    .split('/')
    .map((segment) => {
      const start = from;
      from += segment.length + 1;
      return { text: segment, key: segment.toLowerCase(), from: start, to: start + segment.length };
    });
}

function whole(text: string, code: ScopeFlawCode, correction?: string): ScopeFlaw {
  return { code, from: 0, to: text.length, ...(correction === undefined ? {} : { correction }) };
}

/** What can be said before the text is split at its slashes. */
function flawOfText(text: string): ScopeFlaw | undefined {
  const trimmed = text.trim();
  if (trimmed === '') {
    return whole(text, 'empty');
  }
  if (trimmed !== text) {
    return whole(text, 'blanks', trimmed);
  }
  const placeholder = findPlaceholder(text);
  if (placeholder) {
    return placeholder;
  }
  const star = text.indexOf('*');
  if (star >= 0) {
    return { code: 'wildcard', from: star, to: star + 1 };
  }
  // Git Bash turns an argument that begins with a slash into a path below its own folder.
  const mangled = /^(?:[a-z]:|\/[a-z](?=\/))[^?]*?(?=\/(?:subscriptions|providers)\/)/i.exec(text);
  if (mangled && /git|msys|mingw|^[a-z]:/i.test(mangled[0])) {
    return { code: 'shell-path', from: 0, to: mangled[0].length, correction: '' };
  }
  if (/^[a-z]+:\/\//i.test(text)) {
    return whole(text, 'url');
  }
  if (isGuid(text)) {
    return { code: 'bare-guid', from: 0, to: text.length, correction: `/subscriptions/${text}` };
  }
  if (!text.startsWith('/')) {
    return /^(subscriptions|providers)\//i.test(text)
      ? { code: 'no-leading-slash', from: 0, to: text.indexOf('/'), correction: `/${text.slice(0, text.indexOf('/'))}` }
      : whole(text, 'no-leading-slash');
  }
  const gap = /\/{2,}/.exec(text);
  return gap ? { code: 'empty-segment', from: gap.index, to: gap.index + gap[0].length, correction: '/' } : undefined;
}

type Read = Pick<Scope, 'kind' | 'flaw'>;

function flawAt(segment: Segment, code: ScopeFlawCode, correction?: string): Read {
  const { from, to } = segment;
  return { kind: 'other', flaw: { code, from, to, ...(correction === undefined ? {} : { correction }) } };
}

function readSegments(all: readonly Segment[], text: string): Read {
  const trailing = all.at(-1)?.text === '';
  const segments = trailing ? all.slice(0, -1) : all;
  const misspelt = segments.find(({ key }, index) => index % 2 === 0 && MISSPELT[key] !== undefined);
  if (misspelt) {
    return flawAt(misspelt, 'misspelt-segment', MISSPELT[misspelt.key]);
  }
  const [first, second] = segments;
  const read =
    first?.key === 'subscriptions'
      ? readSubscription(segments, text)
      : first?.key === 'providers'
        ? readProvider(segments, text)
        : flawAt(first ?? { text: '', key: '', from: 0, to: text.length }, 'unknown-beginning');
  if (read.flaw || !trailing) {
    return read;
  }
  const slash = (segments.at(-1) ?? second)?.to ?? 0;
  return { kind: read.kind, flaw: { code: 'trailing-slash', from: slash, to: text.length, correction: '' } };
}

function readSubscription([, id, third, group, fifth, ...rest]: readonly Segment[], text: string): Read {
  if (!id) {
    return { kind: 'other', flaw: whole(text, 'incomplete') };
  }
  if (!isGuid(id.text)) {
    const glued = /^([0-9a-f-]{36})(resourcegroups|providers)$/i.exec(id.text);
    return glued?.[1] && isGuid(glued[1])
      ? flawAt(id, 'missing-slash', `${glued[1]}/${id.text.slice(36)}`)
      : flawAt(id, 'no-guid');
  }
  if (!third) {
    return { kind: 'subscription', flaw: undefined };
  }
  if (third.key === 'providers') {
    return readResource([third, ...[group, fifth, ...rest].filter((segment) => segment !== undefined)], text);
  }
  if (third.key !== 'resourcegroups') {
    return flawAt(third, 'incomplete');
  }
  if (!group) {
    return { kind: 'other', flaw: whole(text, 'incomplete') };
  }
  // https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftresources
  if (!/^[-\p{L}\p{N}_().]{1,90}$/u.test(group.text) || group.text.endsWith('.')) {
    return flawAt(group, 'resource-group-name');
  }
  if (!fifth) {
    return { kind: 'resource-group', flaw: undefined };
  }
  return fifth.key === 'providers' ? readResource([fifth, ...rest], text) : flawAt(fifth, 'incomplete');
}

function readProvider(segments: readonly Segment[], text: string): Read {
  const [, namespace, type, name, ...rest] = segments;
  if (namespace?.key !== 'microsoft.management') {
    return TENANT_LEVEL.has(namespace?.key ?? '')
      ? { kind: 'other', flaw: undefined }
      : { kind: 'other', flaw: whole(text, 'provider-only') };
  }
  if (type?.key !== 'managementgroups') {
    return type && name ? { kind: 'other', flaw: undefined } : { kind: 'other', flaw: whole(text, 'incomplete') };
  }
  if (!name) {
    return { kind: 'other', flaw: whole(text, 'incomplete') };
  }
  if (!/^[A-Za-z0-9_().-]{1,90}$/.test(name.text)) {
    return flawAt(name, 'management-group-name');
  }
  return rest.length === 0 ? { kind: 'management-group', flaw: undefined } : readResource(rest, text);
}

/** `providers/{namespace}/{type}/{name}`, then more pairs of type and name, or another `providers` for an extension. */
function readResource([, namespace, ...pairs]: readonly Segment[], text: string): Read {
  if (!namespace || pairs.length < 2) {
    return { kind: 'other', flaw: whole(text, 'provider-only') };
  }
  const isComplete = pairs.length % 2 === 0;
  return { kind: 'resource', flaw: isComplete ? undefined : whole(text, 'incomplete') };
}
