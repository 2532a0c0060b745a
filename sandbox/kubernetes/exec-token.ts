import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Value } from "../provider/properties.ts";
import type { ExecCredential } from "./kubeconfig.ts";
import { textAt } from "./object.ts";

/** A credential is asked for anew this long before it ends. */
const MARGIN_MILLISECONDS = 60_000;

/** Longer than the slowest start of a command line, shorter than anybody's patience. */
const TIMEOUT_MILLISECONDS = 60_000;

interface Token {
  readonly value: string;
  /** Milliseconds since 1970. */
  readonly expires: number;
}

/** The token that a kubeconfig's program prints; it runs again only when the token has ended or was refused. */
export class ExecToken {
  readonly #credential: ExecCredential;
  #token: Promise<Token> | undefined;

  constructor(credential: ExecCredential) {
    this.#credential = credential;
  }

  async value(): Promise<string> {
    const asked = this.#token;
    const kept = await asked;
    if (kept !== undefined && kept.expires - MARGIN_MILLISECONDS > Date.now()) return kept.value;
    // Many requests start at once: whoever comes first has started the one run that all wait for.
    const running = this.#token === asked ? undefined : this.#token;
    return (await (running ?? this.#run())).value;
  }

  #run(): Promise<Token> {
    const running = run(this.#credential);
    this.#token = running;
    running.catch(() => {
      if (this.#token === running) this.forget();
    });
    return running;
  }

  /** The server has refused it. */
  forget(): void {
    this.#token = undefined;
  }
}

async function run({ command, args, env, apiVersion }: ExecCredential): Promise<Token> {
  const info = JSON.stringify({ kind: "ExecCredential", apiVersion, spec: { interactive: false } });
  try {
    const { stdout } = await promisify(execFile)(command, [...args], {
      env: { ...process.env, ...env, KUBERNETES_EXEC_INFO: info },
      timeout: TIMEOUT_MILLISECONDS,
    });
    return printed(stdout);
  } catch (error) {
    const stderr = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : "";
    const reason = stderr === "" ? (error instanceof Error ? error.message : String(error)) : stderr;
    throw new Error(`the kubeconfig's ${[command, ...args].join(" ")} gives no credential: ${reason}`, {
      cause: error,
    });
  }
}

function printed(stdout: string): Token {
  const credential = JSON.parse(stdout) as Value;
  const value = textAt(credential, "status", "token");
  if (value === undefined) throw new Error("it prints no status.token");
  const ends = textAt(credential, "status", "expirationTimestamp");
  return { value, expires: ends === undefined ? Number.POSITIVE_INFINITY : Date.parse(ends) };
}
