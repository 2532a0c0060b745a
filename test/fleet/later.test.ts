import { expect, test } from "vitest";
import { askedUntilNow, retryAfterSeconds } from "../../fleet/later.ts";

/** A server with these answers, then 200, and what is waited between them. */
function server(...statuses: readonly number[]) {
  const left = [...statuses];
  const waits: number[] = [];
  const wait = (milliseconds: number) => Promise.resolve(waits.push(milliseconds));
  return { left, waits, wait, ask: () => Promise.resolve(left.shift() ?? 200) };
}

const itself = (status: number): number => status;
const times = <Item>(count: number, item: Item): readonly Item[] => Array.from({ length: count }, () => item);
const QUICK = times(10, 200);

test("a server that says later is asked again soon, and anything else is believed at once", async () => {
  const { ask, left, waits, wait } = server(429, 503, 404, 200);
  expect(await askedUntilNow(ask, itself, { wait })).toBe(404);
  expect(left).toEqual([200]);
  expect(waits).toEqual([200, 200]);
});

test("a server that is asked too much gets half a minute, of which all but the first two seconds go by in whole ones", async () => {
  const { ask, left, waits, wait } = server(...times(40, 429));
  expect(await askedUntilNow(ask, itself, { wait })).toBe(429);
  expect(waits).toEqual([...QUICK, ...times(28, 1_000)]);
  expect(left).toEqual([429]);
});

test("one that is unavailable, and does not say until when, is believed after two seconds", async () => {
  const { ask, left, waits, wait } = server(...times(12, 503));
  expect(await askedUntilNow(ask, itself, { wait })).toBe(503);
  expect(waits).toEqual(QUICK);
  expect(left).toEqual([503]);
});

test("where the server says when, that is when it is asked again, within half a minute in all", async () => {
  const patience = { retryAfterOf: (status: number) => (status === 503 ? 12 : undefined) };
  const { ask, left, waits, wait } = server(503, 429, 503, 503, 503);
  expect(await askedUntilNow(ask, itself, { ...patience, wait })).toBe(503);
  expect(waits).toEqual([12_000, 200, 12_000]);
  expect(left).toEqual([503]);
});

test("one that says at once, and means it never, is believed in the end", async () => {
  const { ask, waits, wait } = server(...times(1_000, 429));
  expect(await askedUntilNow(ask, itself, { retryAfterOf: () => 0, wait })).toBe(429);
  expect(waits).toEqual(times(150, 200));
});

test("an answer that is none of later is not asked about again, whatever its header says", async () => {
  const { ask, waits, wait } = server(500);
  expect(await askedUntilNow(ask, itself, { retryAfterOf: () => 1, wait })).toBe(500);
  expect(waits).toEqual([]);
});

test("without another clock the wait is a real one, a short one", async () => {
  const { ask } = server(429);
  expect(await askedUntilNow(ask, itself)).toBe(200);
});

test.each([
  ["1", 1],
  ["0", 0],
  [undefined, undefined],
  ["", undefined],
  ["Fri, 27 Nov 2026 23:00:00 GMT", undefined],
])("a Retry-After of %j is %j seconds", (header, seconds) => {
  expect(retryAfterSeconds(header)).toBe(seconds);
});
