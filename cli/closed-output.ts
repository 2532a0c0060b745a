/**
 * Whether this is what the system says of a pipe whose reader has left, as `head -1` does: nobody's fault, and no reason to
 * leave the work half done.
 */
export function isClosedOutput(error: unknown): boolean {
  if (!(error instanceof Error && "code" in error && "syscall" in error)) return false;
  return error.code === "EPIPE" && error.syscall === "write";
}

/** Lets this process go on when nobody reads what it says any more; without it, Node would end it with a stack. */
export function goOnUnread(): void {
  for (const output of [process.stdout, process.stderr])
    output.on("error", (error) => {
      if (!isClosedOutput(error)) throw error;
    });
}
