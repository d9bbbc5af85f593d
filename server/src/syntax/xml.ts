/** XML, as a language of the tree; a file that holds it in Base64 has one text at its root. */
import type { Language, Tree } from './language.ts';
import { NOTHING } from './tree.ts';
import { isBase64OfXml, readBase64 } from './xml/base64-text.ts';
import { parseXml } from './xml/xml-parser.ts';
import { writeXml } from './xml/xml-writer.ts';

function parse(text: string): Tree {
  if (isBase64OfXml(text)) {
    return { language: xml, text, root: readBase64(text), problems: NOTHING, comments: NOTHING };
  }
  return { language: xml, text, ...parseXml(text) };
}

export const xml: Language = {
  id: 'xml',
  bareTexts: true,
  parse,
  // What is kept of assertions is small, and a file of metadata is not typed.
  reparse: (_, text) => parse(text),
  write: (_, change) => writeXml(change),
};
