/** What one document of SAML says: an assertion as the evaluator takes it, and the metadata of an identity provider. */
import type { Assertion, SamlAttribute } from '../access/aws/assertion.ts';
import type { SamlAssertion } from '../readers/aws-saml-document.ts';
import { type FoundModel, readModels } from '../readers/read-models.ts';
import type { DocumentText } from '../readers/xml-element.ts';
import { fileFrame, type Tree } from '../syntax/language.ts';

export interface SaidAssertion {
  readonly assertion: Assertion;
  readonly isEncrypted: boolean;
  /** When it was made, in milliseconds of epoch time. */
  readonly issuedAt: number | undefined;
}

export interface SaidMetadata {
  readonly entityId: string;
  readonly validUntil: number | undefined;
}

export interface SamlContribution {
  readonly assertions: readonly SaidAssertion[];
  readonly metadata: readonly SaidMetadata[];
}

export function readSamlContribution(uri: string, tree: Tree): SamlContribution | undefined {
  if (tree.language.id !== 'xml') {
    return undefined;
  }
  const assertions: SaidAssertion[] = [];
  const metadata: SaidMetadata[] = [];
  for (const found of readModels(fileFrame(tree))) {
    const { model } = found;
    if (model.kind === 'aws/saml-assertion') {
      assertions.push(readAssertion(uri, model, found));
    } else if (model.kind === 'aws/saml-metadata' && model.isIdentityProvider && model.entityId) {
      metadata.push({ entityId: model.entityId.value, validUntil: timeOf(model.validUntil) });
    }
  }
  return assertions.length + metadata.length > 0 ? { assertions, metadata } : undefined;
}

function timeOf(text: DocumentText | undefined): number | undefined {
  const time = text ? Date.parse(text.value) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

function readAssertion(uri: string, model: SamlAssertion, { start, frame }: FoundModel): SaidAssertion {
  const originOf = (place: { readonly start: number }) => ({
    uri,
    offset: frame.toFile({ start: start + place.start, end: start + place.start }).start,
  });
  const [confirmation] = model.confirmations;
  const end = timeOf(model.notOnOrAfter);
  const attributes = model.attributes.map(
    ({ name, values }): SamlAttribute => ({
      name: name.value,
      values: values.map(({ value }) => ({ text: value, certain: true })),
      complete: true,
      missing: [],
      origin: originOf(name.span),
    }),
  );
  const assertion: Assertion = {
    ...textOf('issuer', model.issuer),
    ...textOf('recipient', confirmation?.recipient),
    ...textOf('nameId', model.nameId),
    ...textOf('nameIdFormat', model.nameIdFormat),
    ...numberOf('notBefore', timeOf(model.notBefore)),
    ...numberOf('notOnOrAfter', end),
    ...numberOf('sessionNotOnOrAfter', timeOf(model.sessionNotOnOrAfter)),
    attributes,
    hasAllAttributes: !model.isEncrypted && !model.isCut,
    complete: !model.isEncrypted && !model.isCut,
    origin: originOf(model.span),
  };
  return { assertion, isEncrypted: model.isEncrypted, issuedAt: timeOf(model.issueInstant) };
}

function textOf<K extends string>(key: K, text: DocumentText | undefined): { readonly [P in K]?: string } {
  const found: { [P in K]?: string } = {};
  if (text && text.value !== '') {
    found[key] = text.value;
  }
  return found;
}

function numberOf<K extends string>(key: K, value: number | undefined): { readonly [P in K]?: number } {
  const found: { [P in K]?: number } = {};
  if (value !== undefined) {
    found[key] = value;
  }
  return found;
}
