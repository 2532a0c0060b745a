import { expect, test } from "vitest";
import { InputError } from "../../fleet/check.ts";
import { runChoices } from "../../stacks/run-choices.ts";

const TODAY = "2026-11-24";

test("without a choice nothing is forced", () => {
  expect(runChoices(undefined, TODAY)).toEqual({});
});

test("ownership is taken on the day that the stack's file names, and on no other", () => {
  expect(runChoices(TODAY, TODAY)).toEqual({ patchForce: true });
  expect(runChoices("2026-11-23", TODAY)).toEqual({ patchForce: false });
});

test.each(["true", "", "2026-11"])(
  "%j, which is no day, is refused with the command for this run",
  (given) => {
    const refused = (): unknown => runChoices(given, TODAY);
    expect(refused).toThrow(InputError);
    expect(refused).toThrow(
      `stack configuration atoll:takeOwnership: expected the day on which it holds, such as 2026-11-24, got ${JSON.stringify(given)}; for this run: pulumi up --config atoll:takeOwnership=2026-11-24`,
    );
  },
);
