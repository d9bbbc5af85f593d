/** SHA-1, which AWS makes a part of `saml:namequalifier` with (FIPS 180-4). Not for anything that has to be safe. */

function rotate(word: number, count: number): number {
  return (word << count) | (word >>> (32 - count));
}

/** @returns the 20 bytes of the digest of a text in UTF-8 */
export function sha1(text: string): readonly number[] {
  const bytes = new TextEncoder().encode(text);
  const padded = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 0x20000000));
  view.setUint32(padded.length - 4, (bytes.length * 8) >>> 0);
  let state: State = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  for (let block = 0; block < padded.length; block += 64) {
    state = addBlock(state, view, block);
  }
  return state.flatMap((word) => [24, 16, 8, 0].map((shift) => (word >>> shift) & 0xff));
}

type State = readonly [number, number, number, number, number];

function addBlock(state: State, view: DataView, block: number): State {
  const words = Array.from({ length: 16 }, (_, index) => view.getInt32(block + index * 4));
  for (let index = 16; index < 80; index++) {
    const [a = 0, b = 0, c = 0, d = 0] = [words[index - 3], words[index - 8], words[index - 14], words[index - 16]];
    words.push(rotate(a ^ b ^ c ^ d, 1));
  }
  let [a, b, c, d, e] = state;
  for (const [index, word] of words.entries()) {
    const mixed = (rotate(a, 5) + mix(index, b, c, d) + e + word) | 0;
    [a, b, c, d, e] = [mixed, a, rotate(b, 30), c, d];
  }
  return [(state[0] + a) | 0, (state[1] + b) | 0, (state[2] + c) | 0, (state[3] + d) | 0, (state[4] + e) | 0];
}

function mix(round: number, b: number, c: number, d: number): number {
  if (round < 20) {
    return ((b & c) | (~b & d)) + 0x5a827999;
  }
  if (round < 40) {
    return (b ^ c ^ d) + 0x6ed9eba1;
  }
  return round < 60 ? ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc : (b ^ c ^ d) + 0xca62c1d6;
}
