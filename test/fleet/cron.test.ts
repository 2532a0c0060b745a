import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cronFault, nextTime, parseCron } from "../../fleet/cron.ts";

const next = (schedule: string, after: string): string =>
  nextTime(parseCron(schedule), new Date(after)).toISOString();

describe("a schedule", () => {
  test.each([
    ["0 9 * * mon-fri", "2026-11-27T08:59:59Z", "2026-11-27T09:00:00.000Z"],
    ["0 9 * * mon-fri", "2026-11-27T09:00:00Z", "2026-11-30T09:00:00.000Z"],
    ["*/20 6-7 * * *", "2026-11-27T06:40:00Z", "2026-11-27T07:00:00.000Z"],
    ["5/30 0 * * *", "2026-11-27T00:10:00Z", "2026-11-27T00:35:00.000Z"],
    ["0 0 1,15 * *", "2026-12-31T12:00:00Z", "2027-01-01T00:00:00.000Z"],
    ["0 0 29 feb *", "2026-01-01T00:00:00Z", "2028-02-29T00:00:00.000Z"],
  ])("%s comes after %s at %s", (schedule, after, expected) => {
    expect(next(schedule, after)).toBe(expected);
  });

  test("with both days given comes on either, and with a star in one on the other alone", () => {
    expect(next("0 0 13 * fri", "2026-12-01T00:00:00Z")).toBe("2026-12-04T00:00:00.000Z");
    expect(next("0 0 13 * *", "2026-12-01T00:00:00Z")).toBe("2026-12-13T00:00:00.000Z");
    expect(next("0 0 */2 * fri", "2026-12-01T00:00:00Z")).toBe("2026-12-03T00:00:00.000Z");
  });

  test("comes at the first minute that its fields name, and never before it is asked for", () => {
    const minute = fc.integer({ min: 0, max: 59 });
    const hour = fc.integer({ min: 0, max: 23 });
    const day = fc.integer({ min: 0, max: 6 });
    const after = fc.date({ min: new Date("2026-01-01"), max: new Date("2036-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(minute, hour, day, after, (m, h, weekday, start) => {
        const found = nextTime(parseCron(`${m} ${h} * * ${weekday}`), start);
        expect([found.getUTCMinutes(), found.getUTCHours(), found.getUTCDay()]).toEqual([m, h, weekday]);
        const gap = found.getTime() - start.getTime();
        expect(gap).toBeGreaterThan(0);
        expect(gap).toBeLessThanOrEqual(7 * 86_400_000);
      }),
    );
  });
});

test.each([
  ["0 9 * * *", undefined],
  ["0 0 9 * * *", "five fields (minute, hour, day, month, weekday) with one space between them"],
  ["@daily", "five fields (minute, hour, day, month, weekday) with one space between them"],
  ["60 9 * * *", "a minute in 0..59, alone, as a list, a range or with a step"],
  ["0 9 * * 7", "a day of week in 0..6 or sun..sat, alone, as a list, a range or with a step"],
  ["0 9 * * fri-mon", "a day of week in 0..6 or sun..sat, alone, as a list, a range or with a step"],
  ["0 9 * 0 *", "a month in 1..12 or jan..dec, alone, as a list, a range or with a step"],
  ["*/0 9 * * *", "a minute in 0..59, alone, as a list, a range or with a step"],
  ["0 0 31 2 *", "a schedule that comes at all"],
])("of %j the fault is %j", (schedule, fault) => {
  expect(cronFault(schedule)).toBe(fault);
});

test("a schedule that was not checked is refused", () => {
  expect(() => parseCron("0 25 * * *")).toThrow(
    "0 25 * * *: expected an hour in 0..23, alone, as a list, a range or with a step",
  );
});
