import ipaddr from "ipaddr.js";

/** An IPv4 network: the number of its first address, and the length of its netmask. */
export interface Block {
  readonly base: number;
  readonly netmaskLength: number;
}

const CANONICAL = /^(\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3})\/(\d{1,2})$/;

/** Addresses in a block. */
export function blockSize(block: Block): number {
  return 2 ** (32 - block.netmaskLength);
}

/** First address behind the block. */
export function blockEnd(block: Block): number {
  return block.base + blockSize(block);
}

export function formatBlock(block: Block): string {
  const { base } = block;
  const octets = [base / 2 ** 24, base / 2 ** 16, base / 2 ** 8, base].map((part) => Math.floor(part) % 256);
  return `${octets.join(".")}/${block.netmaskLength}`;
}

/** Why a text is not an IPv4 network in canonical form; undefined when it is one. */
export function cidrFault(text: string): { readonly expected: string; readonly hint?: string } | undefined {
  const expected = "an IPv4 network such as 10.0.0.0/16";
  if (text.includes(":")) return { expected, hint: "IPv6 ranges are assigned by AWS, see dualStack" };
  const match = CANONICAL.exec(text);
  if (match === null) return { expected, ...(text.includes("/") ? {} : { hint: "add the netmask length" }) };
  const [, address = "", length = ""] = match;
  if (/(^|\.)0\d/.test(address) || /^0\d/.test(length)) return { expected: "numbers without leading zeros" };
  if (!ipaddr.IPv4.isValidFourPartDecimal(address) || Number(length) > 32) return { expected };
  const network = formatBlock(networkOf(address, Number(length)));
  return network === text
    ? undefined
    : { expected: "a network address without host bits", hint: `write ${network}` };
}

/** The block a canonical text stands for; check it with `cidrFault` first. */
export function parseCidr(text: string): Block {
  const fault = cidrFault(text);
  if (fault !== undefined) throw new Error(`not a canonical network: ${JSON.stringify(text)}`);
  const [address = "", length = ""] = text.split("/");
  return networkOf(address, Number(length));
}

function networkOf(address: string, netmaskLength: number): Block {
  const number = ipaddr.IPv4.parse(address).octets.reduce((sum, octet) => sum * 256 + octet, 0);
  const size = 2 ** (32 - netmaskLength);
  return { base: number - (number % size), netmaskLength };
}

export function contains(outer: Block, inner: Block): boolean {
  return outer.base <= inner.base && blockEnd(inner) <= blockEnd(outer);
}

export function overlaps(a: Block, b: Block): boolean {
  return a.base < blockEnd(b) && b.base < blockEnd(a);
}

/** Orders by address, larger blocks first: a block comes before everything inside it. */
export function byAddress(a: Block, b: Block): number {
  return a.base - b.base || a.netmaskLength - b.netmaskLength;
}
