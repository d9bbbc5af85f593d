/** From bytes to text and back: UTF-8 and UTF-16, with and without a byte order mark, as editors and PowerShell write them. */

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

export interface DecodedText {
  /** Without the byte order mark. */
  readonly text: string;
  readonly encoding: Encoding;
  readonly mark: boolean;
  /** False where bytes had to be replaced, so that writing the text back would change what stands there. */
  readonly exact: boolean;
}

const SAMPLE = 1024;

/** Decodes bytes, or returns undefined where they are no text. */
export function decodeText(bytes: Uint8Array): DecodedText | undefined {
  const marked = markOf(bytes);
  const encoding = marked?.encoding ?? guessEncoding(bytes);
  if (!encoding) {
    return undefined;
  }
  const content = marked ? bytes.subarray(marked.length) : bytes;
  const text = new TextDecoder(encoding, { ignoreBOM: true }).decode(content);
  return { text, encoding, mark: marked !== undefined, exact: isExact(content, encoding, text) };
}

function markOf(bytes: Uint8Array): { readonly encoding: Encoding; readonly length: number } | undefined {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) {
    return { encoding: 'utf-8', length: 3 };
  }
  if (a === 0xff && b === 0xfe) {
    return { encoding: 'utf-16le', length: 2 };
  }
  return a === 0xfe && b === 0xff ? { encoding: 'utf-16be', length: 2 } : undefined;
}

/** Text of files has no zero bytes; in UTF-16 every other byte of it is one. */
function guessEncoding(bytes: Uint8Array): Encoding | undefined {
  const head = bytes.subarray(0, SAMPLE);
  let even = 0;
  let odd = 0;
  for (const [index, byte] of head.entries()) {
    if (byte === 0) {
      even += index % 2 === 0 ? 1 : 0;
      odd += index % 2;
    }
  }
  if (even + odd === 0) {
    return 'utf-8';
  }
  const half = head.length / 2;
  if (even === 0 && odd > half / 2) {
    return 'utf-16le';
  }
  return odd === 0 && even > half / 2 ? 'utf-16be' : undefined;
}

function isExact(content: Uint8Array, encoding: Encoding, text: string): boolean {
  if (!text.includes('\uFFFD')) {
    return encoding === 'utf-8' || content.length % 2 === 0;
  }
  const again = encodeText(text, { encoding, mark: false });
  return again.length === content.length && again.every((byte, index) => byte === content[index]);
}

export function encodeText(text: string, { encoding, mark }: Pick<DecodedText, 'encoding' | 'mark'>): Uint8Array {
  const marked = mark ? `\uFEFF${text}` : text;
  if (encoding === 'utf-8') {
    return new TextEncoder().encode(marked);
  }
  const bytes = new Uint8Array(marked.length * 2);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < marked.length; index++) {
    view.setUint16(index * 2, marked.charCodeAt(index), encoding === 'utf-16le');
  }
  return bytes;
}
