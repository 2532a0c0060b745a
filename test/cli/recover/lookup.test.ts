import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { hasLookup } from "../../../cli/recover/lookup.ts";

const ROOT = resolve(import.meta.dirname, "../../..");

/** Types of AWS that the program makes, by what its files import: `@pulumi/aws/ec2/vpc.js` is `aws:ec2/vpc:Vpc`. */
function madeTypes(): readonly string[] {
  const files = ["components", "stacks", "cli"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((name) =>
      join(ROOT, folder, name),
    ),
  );
  const found = files
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => [
      ...readFileSync(file, "utf8").matchAll(
        /^import \{[^}]*\} from "@pulumi\/aws\/([a-z0-9]+)\/(\w+)\.js"/gm,
      ),
    ])
    .map(
      ([, module = "", name = ""]) => `aws:${module}/${name}:${name[0]?.toUpperCase() ?? ""}${name.slice(1)}`,
    );
  return [...new Set(found)].sort();
}

test("every type of AWS that the program makes can be found again after a run was killed", () => {
  const types = madeTypes();
  expect(types).toEqual(
    expect.arrayContaining(["aws:ec2/vpc:Vpc", "aws:eks/cluster:Cluster", "aws:iam/role:Role"]),
  );
  expect(types.filter((type) => !hasLookup(type))).toEqual([]);
});

test("what the program does not make has no lookup", () => {
  expect(hasLookup("aws:rds/instance:Instance")).toBe(false);
});
