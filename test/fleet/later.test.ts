import { expect, test } from "vitest";
import { askedUntilNow } from "../../fleet/later.ts";

function answers(...statuses: readonly number[]) {
  const left = [...statuses];
  return { left, ask: () => Promise.resolve(left.shift() ?? 200) };
}

const itself = (status: number): number => status;

test("a server that says later is asked again, and anything else is believed at once", async () => {
  const { ask, left } = answers(429, 503, 404, 200);
  expect(await askedUntilNow(ask, itself)).toBe(404);
  expect(left).toEqual([200]);
});

test("a server that only ever says later is believed after ten more questions", async () => {
  const { ask, left } = answers(...Array.from({ length: 12 }, () => 429));
  expect(await askedUntilNow(ask, itself)).toBe(429);
  expect(left).toEqual([429]);
});
