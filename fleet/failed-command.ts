/** Another program that did not do what it was asked: not a fault of the input, and not a bug of ours. */
export class FailedCommand extends Error {
  /**
   * @param command what was run, such as `pulumi refresh`
   * @param output what it said
   * @param hint the one likely remedy
   */
  constructor(command: string, output: string, hint?: string) {
    const said = output.trim() === "" ? "it said nothing" : output.trim();
    super(`${command} failed:\n  ${said.replaceAll("\n", "\n  ")}${hint === undefined ? "" : `\n${hint}`}`);
    this.name = "FailedCommand";
  }
}
