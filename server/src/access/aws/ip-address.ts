/** IPv4 and IPv6 addresses and ranges, as the condition operators IpAddress and NotIpAddress compare them. */

export interface AddressRange {
  /** 32 or 128. */
  readonly bits: number;
  readonly address: bigint;
  /** How many of the leading bits count. */
  readonly prefix: number;
}

/** An address, or a range in CIDR notation; without a prefix it is one address. */
export function parseAddressRange(text: string): AddressRange | undefined {
  const slash = text.indexOf('/');
  const written = slash < 0 ? text : text.slice(0, slash);
  const length = slash < 0 ? undefined : text.slice(slash + 1);
  const bits = written.includes(':') ? 128 : 32;
  const address = bits === 128 ? parseIpv6(written) : parseIpv4(written);
  if (address === undefined || (length !== undefined && !/^\d{1,3}$/.test(length))) {
    return undefined;
  }
  const prefix = length === undefined ? bits : Number(length);
  return prefix > bits ? undefined : { bits, address, prefix };
}

export function holdsAddress(range: AddressRange, { bits, address }: AddressRange): boolean {
  const shift = BigInt(range.bits - range.prefix);
  return range.bits === bits && range.address >> shift === address >> shift;
}

function parseIpv4(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) {
    return undefined;
  }
  return parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n);
}

function parseIpv6(text: string): bigint | undefined {
  const halves = text.split('::');
  const [head, tail] = halves.map(readGroups);
  if (halves.length > 2 || !head || (halves.length === 2 && !tail)) {
    return undefined;
  }
  const given = head.length + (tail?.length ?? 0);
  // `::` stands for at least one group.
  if (tail ? given > 7 : given !== 8) {
    return undefined;
  }
  const groups = [...head, ...Array.from({ length: 8 - given }, () => 0n), ...(tail ?? [])];
  return groups.reduce((sum, group) => sum * 65536n + group, 0n);
}

/** The groups of 16 bits; the last two may be written as an IPv4 address. */
function readGroups(text: string): bigint[] | undefined {
  if (text === '') {
    return [];
  }
  const parts = text.split(':');
  const last = parts.at(-1) ?? '';
  const embedded = last.includes('.') ? parseIpv4(last) : undefined;
  const plain = embedded === undefined ? parts : parts.slice(0, -1);
  if (!plain.every((part) => /^[0-9a-fA-F]{1,4}$/.test(part))) {
    return undefined;
  }
  const groups = plain.map((part) => BigInt(`0x${part}`));
  return embedded === undefined ? groups : [...groups, embedded >> 16n, embedded & 0xffffn];
}
