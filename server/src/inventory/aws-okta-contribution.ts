/** What one file says of the identity provider: users with their groups, and the attribute statements of its application. */
import type { OktaExpression } from '../access/okta/okta-nodes.ts';
import { isInventoryFile } from '../readers/inventory-file.ts';
import { readModels } from '../readers/read-models.ts';
import { fileFrame, type Tree } from '../syntax/language.ts';
import { entriesOf, findEntry, isList, isMap, isScalar, itemsOf, type MapNode, type Placed } from '../syntax/tree.ts';

export interface SaidUser {
  readonly login: string;
  readonly groups: readonly string[];
}

export interface SaidStatement {
  readonly name: string;
  readonly expression: OktaExpression;
  readonly offset: number;
}

export interface OktaContribution {
  readonly users: readonly SaidUser[];
  readonly statements: readonly SaidStatement[];
  /** Whether it is an inventory file, which says all statements there are. */
  readonly hasAllStatements: boolean;
  /** The SAML URL of the workspace, and the issuer, where the file says them. */
  readonly recipient: string | undefined;
  readonly issuer: string | undefined;
}

/** Words of which a file has one if it says any of this. */
export function mayTellOfOkta(text: string): boolean {
  return /\bokta\b|SAML\/Attributes\//i.test(text);
}

export function readOktaContribution(tree: Tree): OktaContribution | undefined {
  if (!mayTellOfOkta(tree.text)) {
    return undefined;
  }
  const { root } = tree;
  const okta = isMap(root) && isInventoryFile(root) ? findEntry(root, 'okta')?.value : undefined;
  const said = isMap(okta) ? okta : undefined;
  const statements = readStatements(tree);
  if (!said && statements.length === 0) {
    return undefined;
  }
  return {
    users: said ? readUsers(said) : [],
    statements,
    hasAllStatements: said !== undefined && isMap(findEntry(said, 'attributes')?.value),
    recipient: said ? textAt(said, 'recipient') : recipientIn(tree),
    issuer: said && textAt(said, 'issuer'),
  };
}

function readUsers(okta: Placed<MapNode>): readonly SaidUser[] {
  const users = findEntry(okta, 'users')?.value;
  return [...(isMap(users) ? entriesOf(users) : [])].map(({ key, value }) => ({
    login: key.node.text,
    groups: isList(value) ? [...itemsOf(value)].filter(isScalar).map(({ node }) => node.text) : [],
  }));
}

function readStatements(tree: Tree): readonly SaidStatement[] {
  return readModels(fileFrame(tree)).flatMap(({ model, start, frame }) => {
    if (model.kind !== 'aws/okta-expression' || model.attribute === undefined) {
      return [];
    }
    const at = start + model.scalar.start;
    return [
      {
        name: model.attribute,
        expression: model.expression,
        offset: frame.toFile({ start: at, end: at }).start,
      },
    ];
  });
}

function textAt(map: Placed<MapNode>, key: string): string | undefined {
  const value = findEntry(map, key)?.value;
  return isScalar(value) && value.node.opaque.length === 0 ? value.node.text : undefined;
}

/** The URL in Terraform (`recipient`) or in an export of the application (`recipient`, `ssoAcsUrl`). */
const RECIPIENT = /"?(?:recipient|ssoAcsUrl|sso_url)"?\s{0,60}[=:]\s{0,60}"(https:\/\/[^"$]{1,300})"/;

function recipientIn({ text }: Tree): string | undefined {
  return RECIPIENT.exec(text)?.[1];
}
