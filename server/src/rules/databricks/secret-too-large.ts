import { spanIn } from '../../syntax/tree.ts';
import { message } from '../message.ts';
import { defineRule } from '../rule.ts';

/** In bytes. */
const LARGEST = 131_072;

export const secretTooLarge = defineRule({
  id: 'databricks/secret-too-large',
  appliesTo: 'databricks/stored-value',
  severity: 'error',
  fixable: false,
  summary: 'A secret of more than 128 KB.',
  why: `A secret may have up to 128 KB. Databricks refuses to store one that has more. It is for passwords, keys and certificates; keep larger files elsewhere, and in the secret what opens them.`,
  sources: ['https://docs.databricks.com/en/security/secrets/secrets.html'],
  *check({ scalar, span, isLiteral, isBase64 }) {
    const text = isLiteral ? scalar.node.text.slice(span.start, span.end) : '';
    // A character is at most three bytes for each of its code units.
    const size = text.length * 3 > LARGEST ? bytesOf(text, isBase64) : 0;
    if (size > LARGEST) {
      yield {
        at: spanIn(scalar, span.start, span.end),
        message: message('This secret has {0} bytes. Databricks takes at most {1}, and refuses it.', size, LARGEST),
      };
    }
  },
  examples: [
    {
      flagged: `{
  "scope": "app", "key": "model",
  "string_value":
    "${'a'.repeat(LARGEST + 1)}"
     ${'^'.repeat(LARGEST + 1)}
}`,
    },
    { clean: `{ "scope": "app", "key": "model", "bytes_value": "${'abcd'.repeat(LARGEST / 4)}" }` },
    { clean: `{ "scope": "app", "key": "model", "string_value": "${'a'.repeat(LARGEST)}" }` },
  ],
});

function bytesOf(text: string, isBase64: boolean): number {
  if (isBase64) {
    return Math.floor((text.replace(/[\s=]/g, '').length * 3) / 4);
  }
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
