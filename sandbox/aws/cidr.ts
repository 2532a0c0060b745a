import ipaddr from "ipaddr.js";

/** A block of addresses, IPv4 or IPv6. */
export interface Block {
  readonly bits: 32 | 128;
  readonly base: bigint;
  readonly prefix: number;
}

function toNumber(bytes: readonly number[]): bigint {
  return bytes.reduce((number, byte) => (number << 8n) | BigInt(byte), 0n);
}

/** Block of a CIDR text with its host bits as written; `undefined` when it is none. */
function parsed(cidr: string): Block | undefined {
  if (!ipaddr.isValidCIDR(cidr)) return undefined;
  const [address, prefix] = ipaddr.parseCIDR(cidr);
  const isIpv4 = address.kind() === "ipv4";
  if (isIpv4 && !ipaddr.IPv4.isValidFourPartDecimal(cidr.slice(0, cidr.indexOf("/")))) return undefined;
  return { bits: isIpv4 ? 32 : 128, base: toNumber(address.toByteArray()), prefix };
}

function hostMask({ bits, prefix }: Block): bigint {
  return (1n << BigInt(bits - prefix)) - 1n;
}

/** Blocks by their text: each new subnet is compared with all others, so every text is read many times. */
const blocks = new Map<string, Block>();

/** Block of a CIDR text, host bits cleared. The text was checked before. */
export function block(cidr: string): Block {
  const known = blocks.get(cidr);
  if (known !== undefined) return known;
  const found = parsed(cidr);
  if (found === undefined) throw new Error(`${cidr} is no CIDR block`);
  const cleared = { ...found, base: found.base & ~hostMask(found) };
  blocks.set(cidr, cleared);
  return cleared;
}

export function contains(outer: Block, inner: Block): boolean {
  return (
    outer.bits === inner.bits &&
    outer.prefix <= inner.prefix &&
    (inner.base & ~hostMask(outer)) === outer.base
  );
}

export function overlaps(a: Block, b: Block): boolean {
  return contains(a, b) || contains(b, a);
}

/** The IPv4 address at a place in a block; counts around when the block is small. */
export function addressAt(within: Block, place: number): string {
  const address = Number(within.base) + (place % 2 ** (within.bits - within.prefix));
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}

/** How the provider refuses text that is no block, or has host bits; `undefined` when it is fine. */
export function cidrFault(cidr: string): string | undefined {
  const found = parsed(cidr);
  if (found === undefined) return `"${cidr}" is not a valid CIDR block: invalid CIDR address: ${cidr}`;
  if ((found.base & hostMask(found)) === 0n) return undefined;
  const network =
    found.bits === 32
      ? ipaddr.IPv4.networkAddressFromCIDR(cidr).toString()
      : ipaddr.IPv6.networkAddressFromCIDR(cidr).toString();
  return `"${cidr}" is not a valid CIDR block; did you mean "${network}/${found.prefix}"?`;
}
