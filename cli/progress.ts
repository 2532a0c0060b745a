/** How often a long run says how far it is where nobody watches a terminal. */
const QUIET_MILLISECONDS = 15_000;

/**
 * Tells how far a row of stacks is: on a terminal in one line that is rewritten, elsewhere, such as in CI, in a line every
 * fifteen seconds.
 */
export function stackProgress(doing: string, count: number): (stack: string, index: number) => void {
  if (count < 2) return () => undefined;
  const { stderr } = process;
  let told = performance.now();
  return (stack, index) => {
    const text = `${doing} ${index + 1}/${count} ${stack}`;
    if (stderr.isTTY) {
      stderr.write(`\r\u001B[K${text}${index + 1 === count ? "\r\u001B[K" : ""}`);
      return;
    }
    const now = performance.now();
    if (now - told < QUIET_MILLISECONDS) return;
    told = now;
    stderr.write(`${text}\n`);
  };
}

/** The same for plans, of which only those count that have to be made. */
export function plansProgress(): (stack: string, index: number, of: number) => void {
  let progress: ReturnType<typeof stackProgress> | undefined;
  return (stack, index, of) => {
    progress ??= stackProgress("planning", of);
    progress(stack, index);
  };
}
