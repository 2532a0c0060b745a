import pc from "picocolors";

/** How long a phase says nothing where each word is a line. */
const QUIET_MILLISECONDS = 15_000;

/** A line that says what is going on, rewritten in place on a terminal and printed once elsewhere. */
export class Phase {
  readonly #title: string;
  readonly #started = Date.now();
  readonly #live = process.stderr.isTTY;
  #said = 0;

  constructor(title: string) {
    this.#title = title;
    if (this.#live) this.#draw("");
  }

  /** Shows how far the phase is; on a terminal only. */
  note(detail: string): void {
    if (this.#live) this.#draw(detail);
  }

  /** Says what a long phase is at: in place on a terminal, elsewhere as a line now and then, so that logs stay short. */
  say(status: string): void {
    if (this.#live) this.#draw(status);
    else if (Date.now() - this.#said >= QUIET_MILLISECONDS) {
      this.#said = Date.now();
      process.stderr.write(`   ${this.#title}: ${status}\n`);
    }
  }

  /** Says something that must stay to be read. */
  tell(line: string): void {
    if (this.#live) process.stderr.write("\r\u001B[K");
    process.stderr.write(`   ${this.#title}: ${line}\n`);
  }

  /** Ends the phase with its time. */
  done(result = ""): void {
    if (this.#live) process.stderr.write("\r\u001B[K");
    const seconds = ((Date.now() - this.#started) / 1000).toFixed(1);
    const told = result === "" ? "" : ` ${result}`;
    process.stderr.write(
      `${pc.green("ok")} ${this.#title.padEnd(34)} ${pc.dim(`${seconds.padStart(6)} s`)}${told}\n`,
    );
  }

  /** Ends the phase that did not work. */
  failed(): void {
    if (this.#live) process.stderr.write("\r\u001B[K");
    process.stderr.write(`${pc.red("failed")} ${this.#title}\n`);
  }

  #draw(detail: string): void {
    const seconds = Math.round((Date.now() - this.#started) / 1000);
    process.stderr.write(`\r\u001B[K.. ${this.#title} ${pc.dim(`${seconds} s ${detail}`)}`);
  }
}
