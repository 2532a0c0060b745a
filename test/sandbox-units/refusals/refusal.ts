import { readFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { oneOfEach, type Specimen } from "../one-of-each.ts";
import { startSandbox, type Sandbox } from "../network.ts";

/** Id of the resource of a type that exists already. */
export type Id = (type: string) => string;

/** A request in a cloud that holds one resource of every type. */
export type Attempt = (
  sandbox: Sandbox,
  id: Id,
  specimens: ReadonlyMap<string, Specimen>,
) => Promise<unknown>;

/**
 * A fact, a request against it, and the whole answer: AWS's code and sentence, or input and reason where the provider
 * refuses itself. The digits of ids are written `0…`.
 */
export type Refusal = readonly [fact: string, attempt: Attempt, answer: string];

/** A text with the hexadecimal digits of ids left out: which ones they are depends on what was made before. */
export function shortIds(text: string): string {
  return text
    .replaceAll(/(?<=-)0[0-9a-f]{16}(?![0-9a-f])/g, "0…")
    .replaceAll(/(?<=[/-])[0-9a-f]{16}\b/g, "0…")
    .replaceAll(/\bZ[0-9A-F]{20}\b/g, "Z0…")
    .replaceAll(/\bmrk-[0-9a-f]{32}\b/g, "mrk-0…")
    .replaceAll(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, "0…-0…-0…-0…-0…");
}

/** A cloud's file, as another process would copy it, with what is in it. */
interface Filled {
  readonly content: Uint8Array;
  readonly specimens: ReadonlyMap<string, Specimen>;
}

async function fill(): Promise<Filled> {
  const sandbox = await startSandbox();
  const specimens = await oneOfEach(sandbox);
  const database = new DatabaseSync(sandbox.path);
  database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  database.close();
  return { content: readFileSync(sandbox.path), specimens };
}

let filled: Promise<Filled> | undefined;

/** Starts a cloud that holds one resource of every type: filled once, then copied. */
export async function startFilled() {
  filled ??= fill();
  const { content, specimens } = await filled;
  const sandbox = await startSandbox(content);
  const id: Id = (type) => specimens.get(type)!.state.id;
  return { sandbox, run: (attempt: Attempt) => attempt(sandbox, id, specimens) };
}
