import { expect, test } from "vitest";
import { oneOfEach, type Specimen } from "./one-of-each.ts";
import { startSandbox, type Sandbox } from "./network.ts";

/** Id of the resource of a type that exists already. */
export type Id = (type: string) => string;

/** A request in a cloud that holds one resource of every type. */
export type Attempt = (
  sandbox: Sandbox,
  id: Id,
  specimens: ReadonlyMap<string, Specimen>,
) => Promise<unknown>;

/** A fact, a request against it, and part of the answer. */
export type Refusal = readonly [fact: string, attempt: Attempt, answer: string];

/** Starts a cloud that holds one resource of every type. */
export async function startFilled() {
  const sandbox = await startSandbox();
  const specimens = await oneOfEach(sandbox);
  const id: Id = (type) => specimens.get(type)!.state.id;
  return { sandbox, run: (attempt: Attempt) => attempt(sandbox, id, specimens) };
}

/** One test per refusal, titled by its fact. */
export function testRefusals(refusals: readonly Refusal[]): void {
  test.each(refusals)("%s", async (_fact, attempt, answer) => {
    const { run } = await startFilled();
    await expect(run(attempt)).rejects.toThrow(answer);
  });
}
