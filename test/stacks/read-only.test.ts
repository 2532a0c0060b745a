import { expect, test } from "vitest";
import { InputError } from "../../fleet/check.ts";
import { isReadOnly } from "../../stacks/read-only.ts";

test.each([
  [undefined, true, false],
  [undefined, false, false],
  ["false", false, false],
  ["true", true, true],
] as const)("atoll:readOnly %j, in a preview %j, reads alone: %j", (setting, isPreview, expected) => {
  expect(isReadOnly(setting, isPreview)).toBe(expected);
});

test.each([
  [
    "true",
    false,
    "stack configuration atoll:readOnly: expected false: a role that reads can change nothing, got true; pulumi config rm atoll:readOnly",
  ],
  ["yes", true, 'stack configuration atoll:readOnly: expected true or false, got "yes"'],
] as const)("atoll:readOnly %j, in a preview %j, is refused", (setting, isPreview, message) => {
  const refused = (): unknown => isReadOnly(setting, isPreview);
  expect(refused).toThrow(InputError);
  expect(refused).toThrow(message);
});
