/** A share in per cent, never rounded up: what is not full does not read 100. */
export function percent(share: number): string {
  const tenths = Math.floor(share * 1000) / 10;
  if (share > 0 && tenths === 0) return "<0.1";
  return tenths < 10 || (tenths > 99 && tenths < 100) ? tenths.toFixed(1) : String(Math.floor(tenths));
}

/** A text of at most this many characters. Names of one fleet often begin alike, so the middle is what is left out. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const tail = Math.floor((length - 1) / 2);
  return `${text.slice(0, Math.max(0, length - 1 - tail))}…${text.slice(text.length - tail)}`;
}
