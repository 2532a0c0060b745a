/**
 * Runs an operation of the engine so that one Ctrl-C ends it well. The terminal sends the signal to the engine too,
 * which finishes the steps that run, keeps its state and gives its lock back; this process only waits for it.
 */
export async function interruptible<Result>(work: () => Promise<Result>): Promise<Result> {
  let told = false;
  const wait = (): void => {
    if (told) return;
    told = true;
    process.stderr.write(
      "\nstopping after the steps that run; once more: at once, and then npx atoll recover\n",
    );
  };
  process.on("SIGINT", wait);
  try {
    return await work();
  } finally {
    process.off("SIGINT", wait);
  }
}
