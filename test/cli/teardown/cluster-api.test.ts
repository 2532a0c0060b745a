import { expect, test } from "vitest";
import { settled } from "../../../cli/teardown/cluster-api.ts";

function answers(...statuses: readonly number[]) {
  const left = [...statuses];
  return { left, ask: () => Promise.resolve({ status: left.shift() ?? 200, text: "" }) };
}

test("a server that says later is asked again, and anything else is believed at once", async () => {
  const { ask, left } = answers(429, 429, 404, 200);
  expect(await settled(ask)).toMatchObject({ status: 404 });
  expect(left).toEqual([200]);
});

test("a server that only ever says later is believed after ten more questions", async () => {
  const { ask, left } = answers(...Array.from({ length: 12 }, () => 429));
  expect(await settled(ask)).toMatchObject({ status: 429 });
  expect(left).toEqual([429]);
});
