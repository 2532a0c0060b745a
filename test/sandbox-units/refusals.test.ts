import { describe, expect, test } from "vitest";
import { shortIds, startFilled, type Attempt } from "./refusals/refusal.ts";
import { REFUSALS } from "./refusals/groups.ts";

/** What AWS or the provider answers, without what the provider was doing. */
async function answerTo(attempt: Attempt): Promise<string> {
  const { run } = await startFilled();
  try {
    await run(attempt);
  } catch (error) {
    return shortIds(String(error).replace(/^Error: (.*api error )?/, ""));
  }
  return "nothing was refused";
}

describe.each(Object.entries(REFUSALS))("%s:", (_group, refusals) => {
  test.each(refusals)("%s", async (_fact, attempt, answer) => {
    expect(await answerTo(attempt)).toBe(answer);
  });
});
