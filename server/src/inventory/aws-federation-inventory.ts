/**
 * What the files of a workspace say of federation with AWS, put together: accounts with their roles and providers, the identity
 * provider's users and attribute statements, assertions and metadata.
 */
import type { FederationFacts, SamlProvider } from '../access/aws/assertion-check.ts';
import type { OktaApplication } from '../access/aws/okta-sign-in.ts';
import type { AwsRole } from '../access/aws/policy.ts';
import type { FederationGroups } from '../access/facts.ts';
import type { OktaUser } from '../access/okta/okta-user.ts';
import type { Tree } from '../syntax/language.ts';
import {
  type AccountContribution,
  accountOf,
  mayTellOfAccounts,
  readAccountContribution,
} from './aws-account-contribution.ts';
import { mayTellOfOkta, type OktaContribution, readOktaContribution } from './aws-okta-contribution.ts';
import { readSamlContribution, type SaidAssertion, type SamlContribution } from './aws-saml-contribution.ts';

interface Contribution {
  readonly account: AccountContribution | undefined;
  readonly okta: OktaContribution | undefined;
  readonly saml: SamlContribution | undefined;
}

/** Base64 of a document. */
const ENCODED = /^\s{0,9}(?:77u\/)?P[A-P][A-Za-z0-9+/\s]{30}/;

/** Whether a text says anything of federation. */
export function mayTellOfFederation(text: string): boolean {
  return (
    mayTellOfAccounts(text) ||
    mayTellOfOkta(text) ||
    text.includes('tc:SAML:2.0:') ||
    text.includes('SAMLResponse=') ||
    ENCODED.test(text)
  );
}

export class FederationInventory implements FederationGroups {
  readonly #byFile = new Map<string, Contribution>();
  #version = 0;

  /** Grows with every change of what is known. */
  get version(): number {
    return this.#version;
  }

  update(uri: string, tree: Tree): void {
    const account = readAccountContribution(uri, tree);
    const okta = readOktaContribution(tree);
    const saml = readSamlContribution(uri, tree);
    if (account || okta || saml) {
      this.#byFile.set(uri, { account, okta, saml });
      this.#version++;
    } else {
      this.remove(uri);
    }
  }

  remove(uri: string): void {
    if (this.#byFile.delete(uri)) {
      this.#version++;
    }
  }

  groupNames(): readonly string[] {
    const names = this.#okta().flatMap(([, { users }]) => users.flatMap(({ groups }) => groups));
    return [...new Set(names)].sort();
  }

  /** The assertions in a file. */
  assertionsIn(uri: string): readonly SaidAssertion[] {
    return this.#byFile.get(uri)?.saml?.assertions ?? [];
  }

  /** Undefined where no file names the user. */
  user(login: string): OktaUser | undefined {
    const said = this.#okta().flatMap(([, { users }]) => users.filter((one) => one.login === login));
    return said.length === 0
      ? undefined
      : {
          login,
          groups: said.flatMap(({ groups }) => groups.map((name) => ({ name }))),
          hasAllGroups: true,
          attributes: {},
          hasAllAttributes: false,
        };
  }

  logins(): readonly string[] {
    return [...new Set(this.#okta().flatMap(([, { users }]) => users.map(({ login }) => login)))].sort();
  }

  /** The application in Okta: what an inventory file says goes before what other files do, and the one that names the user first. */
  application(login: string): OktaApplication {
    const said = this.#okta();
    const wholes = said.filter(([, one]) => one.hasAllStatements);
    const whole = wholes.find(([, one]) => one.users.some((user) => user.login === login)) ?? wholes[0];
    const sources = whole ? [whole] : said;
    const statements = sources.flatMap(([uri, one]) =>
      one.statements.map(({ name, expression, offset }) => ({ name, expression, origin: { uri, offset } })),
    );
    const assertions = this.#saml().flatMap((one) => one.assertions.map(({ assertion }) => assertion));
    const recipient =
      firstOf([whole?.[1].recipient, ...said.map(([, one]) => one.recipient)]) ??
      onlyOf(assertions.map((one) => one.recipient));
    const issuers = [...this.#saml().flatMap((one) => one.metadata.map(({ entityId }) => entityId))];
    const issuer = firstOf([whole?.[1].issuer, ...said.map(([, one]) => one.issuer)]) ?? onlyOf(issuers);
    return {
      statements: statements.filter(({ name }, index) => statements.findIndex((one) => one.name === name) === index),
      hasAllStatements: whole !== undefined,
      ...(issuer === undefined ? {} : { issuer }),
      ...(recipient === undefined ? {} : { recipient }),
    };
  }

  /** @param now when the sign-in is, in milliseconds of epoch time; undefined where nobody asks */
  facts(now: number | undefined): FederationFacts {
    const accounts = [...this.#byFile.values()].flatMap(({ account }) => (account ? [account] : []));
    const roles = new Map<string, AwsRole>(accounts.flatMap((one) => one.roles.map((role) => [role.arn, role])));
    const cases = new Map([...roles.keys()].map((arn) => [arn.toLowerCase(), arn]));
    const providers = new Map<string, SamlProvider>(
      accounts.flatMap((one) => one.providers.map((provider) => [provider.arn, this.#withMetadata(provider)])),
    );
    return {
      role: (arn) =>
        roles.get(arn) ?? (accounts.some((one) => one.wholeRoles.has(accountOf(arn))) ? 'none' : 'unknown'),
      roleInOtherCase: (arn) => {
        const found = cases.get(arn.toLowerCase());
        return found === arn ? undefined : found;
      },
      provider: (arn) =>
        providers.get(arn) ?? (accounts.some((one) => one.wholeProviders.has(accountOf(arn))) ? 'none' : 'unknown'),
      ...(now === undefined ? {} : { now }),
    };
  }

  /** The document that was uploaded for a provider is the one that is named for it: `okta.xml` for the provider `okta`. */
  #withMetadata(provider: SamlProvider): SamlProvider {
    const name = provider.arn.slice(provider.arn.lastIndexOf('/') + 1);
    for (const [uri, { saml }] of this.#inOrder()) {
      const file = uri.slice(uri.lastIndexOf('/') + 1).replace(/(?:[.-]metadata)?\.xml$/i, '');
      const [metadata] = saml?.metadata ?? [];
      if (metadata && file === name) {
        const { entityId, validUntil = provider.validUntil } = metadata;
        return { ...provider, entityId, ...(validUntil === undefined ? {} : { validUntil }) };
      }
    }
    return provider;
  }

  #inOrder(): readonly (readonly [string, Contribution])[] {
    return [...this.#byFile].sort(([a], [b]) => (a < b ? -1 : 1));
  }

  #okta(): readonly (readonly [string, OktaContribution])[] {
    return this.#inOrder().flatMap(([uri, { okta }]) => (okta ? [[uri, okta] as const] : []));
  }

  #saml(): readonly SamlContribution[] {
    return this.#inOrder().flatMap(([, { saml }]) => (saml ? [saml] : []));
  }
}

function firstOf(texts: readonly (string | undefined)[]): string | undefined {
  return texts.find((text) => text !== undefined);
}

/** The one text that all are; undefined where they differ. */
function onlyOf(texts: readonly (string | undefined)[]): string | undefined {
  const [first, ...others] = new Set(texts.filter((text) => text !== undefined));
  return others.length === 0 ? first : undefined;
}
