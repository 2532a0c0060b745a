import { appendOut } from "../write-out.ts";

/**
 * Hands values to the steps that follow, in the form in which GitHub reads them: one `name=value` a line.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function handOver(values: Readonly<Record<string, string>>, file: string | undefined): void {
  const text = outputLines(values);
  if (file === undefined) process.stdout.write(text);
  else appendOut(file, text);
}

/** A value with a line break could name further outputs. */
function outputLines(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => {
      if (/[\r\n]/.test(value)) throw new Error(`output ${name} has a line break`);
      return `${name}=${value}\n`;
    })
    .join("");
}
