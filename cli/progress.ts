/** Tells on a terminal how far a row of stacks is, in one line that is rewritten; elsewhere it is silent. */
export function stackProgress(doing: string, count: number): (stack: string, index: number) => void {
  if (count < 2 || !process.stderr.isTTY) return () => undefined;
  return (stack, index) => {
    const end = index + 1 === count ? "\r\u001B[K" : "";
    process.stderr.write(`\r\u001B[K${doing} ${index + 1}/${count} ${stack}${end}`);
  };
}
