/** Writes texts of XML. Elements are nobody's to move: what they are in is signed or made by a tool. */
import type { Change, Edit } from '../change.ts';
import { spanIn } from '../tree.ts';
import { encodeReferences } from './xml-references.ts';

export function writeXml(change: Change): readonly Edit[] | undefined {
  if (change.verb !== 'replaceText') {
    return undefined;
  }
  const { scalar, span, text } = change;
  const at = spanIn(scalar, span.start, span.end);
  switch (scalar.node.style) {
    case 'content':
    case 'attribute':
      return [{ span: at, text: encodeReferences(text) }];
    case 'section':
      return text.includes(']]>') ? undefined : [{ span: at, text }];
    default:
      return undefined;
  }
}
