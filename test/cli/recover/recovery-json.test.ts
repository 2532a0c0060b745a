import { expect, test } from "vitest";
import { recoveryJson } from "../../../cli/recover/recovery-text.ts";

test("a program reads of a recovery who held the lock, what was done, and what is in no state", () => {
  const owner = { message: "the stack is locked", user: "kim", host: "desk", pid: 7 };
  const stray = { arn: "arn:aws:ec2:eu-central-1:111122223333:vpc/vpc-1", tags: {} };
  expect(recoveryJson({ owner, restored: "it was cut off", resources: [], strays: [stray] })).toEqual({
    owner,
    restored: "it was cut off",
    resources: [],
    strays: [stray.arn],
  });
  expect(recoveryJson({ resources: [], strays: [] })).toEqual({ resources: [], strays: [] });
});
