import { afterEach, expect, test, vi } from "vitest";
import { plansProgress, stackProgress } from "../../cli/progress.ts";

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** What is written while the clock goes on by so many seconds before each stack. */
function written(isTTY: boolean, seconds: number, progress = stackProgress("planning", 3)): string {
  vi.useFakeTimers({ toFake: ["performance"] });
  let text = "";
  vi.spyOn(process.stderr, "write").mockImplementation((part) => {
    text += String(part);
    return true;
  });
  const before = process.stderr.isTTY;
  process.stderr.isTTY = isTTY;
  try {
    for (const [index, stack] of ["a", "b", "c"].entries()) {
      vi.advanceTimersByTime(seconds * 1_000);
      progress(stack, index);
    }
  } finally {
    process.stderr.isTTY = before;
  }
  return text;
}

test("a terminal has one line, which is rewritten and gone at the end", () => {
  expect(written(true, 0)).toBe(
    "\r\u001B[Kplanning 1/3 a\r\u001B[Kplanning 2/3 b\r\u001B[Kplanning 3/3 c\r\u001B[K",
  );
});

test("elsewhere a short run is silent", () => {
  expect(written(false, 1)).toBe("");
});

test("elsewhere a long run says every fifteen seconds how far it is", () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  expect(written(false, 10, stackProgress("planning", 3))).toBe("planning 2/3 b\n");
});

test("of plans those are counted that have to be made", () => {
  const progress = plansProgress();
  expect(
    written(true, 0, (stack, index) => {
      progress(stack, index, 30);
    }),
  ).toContain("planning 3/30 c");
});
