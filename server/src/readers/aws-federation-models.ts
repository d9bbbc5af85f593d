/** What of federation with AWS stands at a node: documents of SAML, and expressions of Okta that make them. */
import { parseEmbedded } from '../syntax/language.ts';
import { findEntry, isMap, type MapNode, type Placed, type ScalarNode } from '../syntax/tree.ts';
import { xml } from '../syntax/xml.ts';
import { readAttributeStatement, readOktaExpression, readSaidExpressions } from './aws-okta-expression.ts';
import { readSamlDocument } from './aws-saml-document.ts';
import { type Below, NONE } from './below.ts';
import { isInventoryFile } from './inventory-file.ts';
import type { Place } from './text.ts';
import type { Element } from './xml-element.ts';

/** Words of which a file has at least one if it has any of these models. */
export const FEDERATION_MARKS =
  /urn:oasis:names:tc:SAML:2|aws\.amazon\.com\/SAML\/|SAMLResponse=|^\s{0,9}(?:77u\/)?P[A-P][A-Za-z0-9+/\s]{30}|isMemberOf|Arrays\.flatten|:saml-provider\//;

export function readSamlElement(element: Element): readonly Below[] {
  return readSamlDocument(element).map((model) => ({ model, start: 0 }));
}

/** A whole file that is one text: an expression, or what it is the Base64 of. */
export function readWholeText(node: ScalarNode, around: Place): readonly Below[] | undefined {
  if (around.standing !== 'root') {
    return undefined;
  }
  switch (node.style) {
    case 'expression':
      return [{ model: readOktaExpression({ node, start: 0 }, undefined), start: 0 }];
    case 'base64':
      return [{ scalar: node, start: 0, tree: parseEmbedded(node, xml), around }];
    default:
      return undefined;
  }
}

export function readFederationMap(map: Placed<MapNode>, { standing }: Place): readonly Below[] {
  const statements = readAttributeStatement(map);
  const isInventory = standing === 'root' && isMap(findEntry(map, 'okta')?.value) && isInventoryFile(map);
  const models = isInventory ? [...statements, ...readSaidExpressions(map)] : statements;
  return models.length > 0 ? models.map((model) => ({ model, start: 0 })) : NONE;
}
