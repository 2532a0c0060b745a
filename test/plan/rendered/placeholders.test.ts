import { expect, test } from "vitest";
import { placeholders } from "../../../plan/rendered/placeholders.ts";

test("values that only an update knows are named by their paths", () => {
  const values = {
    a: { b: ["x", "<known after up>"] },
    c: "https://${dev-vpc.id}/",
    d: "<secret>",
    e: 1,
    f: null,
  };
  expect(placeholders(values)).toEqual(["a.b[1]", "c", "d"]);
});
