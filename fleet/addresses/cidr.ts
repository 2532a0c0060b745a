/** An IPv4 network: the number of its first address, and the length of its netmask. */
export interface Block {
  readonly base: number;
  readonly netmaskLength: number;
}

const FOUR_OCTETS_AND_LENGTH = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/;

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
  const match = FOUR_OCTETS_AND_LENGTH.exec(text);
  if (match === null) return { expected, ...(text.includes("/") ? {} : { hint: "add the netmask length" }) };
  if (/(^|[./])0\d/.test(text)) return { expected: "numbers without leading zeros" };
  const block = blockOf(match);
  if (block === undefined) return { expected };
  const network = formatBlock(block);
  return network === text
    ? undefined
    : { expected: "a network address without host bits", hint: `write ${network}` };
}

/** The block a canonical text stands for; check it with `cidrFault` first. */
export function parseCidr(text: string): Block {
  const match = FOUR_OCTETS_AND_LENGTH.exec(text);
  const block = match === null ? undefined : blockOf(match);
  if (block === undefined || formatBlock(block) !== text)
    throw new Error(`not a canonical network: ${JSON.stringify(text)}`);
  return block;
}

/** The network that an address with a netmask length lies in; undefined when a number is too large. */
function blockOf([, ...numbers]: readonly string[]): Block | undefined {
  const [a = 0, b = 0, c = 0, d = 0, netmaskLength = 0] = numbers.map(Number);
  if (Math.max(a, b, c, d) > 255 || netmaskLength > 32) return undefined;
  const address = ((a * 256 + b) * 256 + c) * 256 + d;
  return { base: address - (address % 2 ** (32 - netmaskLength)), netmaskLength };
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
