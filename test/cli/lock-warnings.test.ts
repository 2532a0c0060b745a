import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Repository } from "./diff-repository.ts";

/** Tenants with names of one domain, one certificate for each application. */
const TENANTS = 6;
const APPLICATIONS = 9;

function tenant(index: number): string {
  const applications = Array.from({ length: APPLICATIONS }, (_, at) => {
    const name = `a${index}x${at}`;
    return `  ${name}: { repository: "https://github.com/t/${name}.git", hosts: { live: [${name}.oarlock.eu] } }\n`;
  });
  const head = `displayName: T${index}\ntier: pooled\nsize: small\nenvironments: { live: { cluster: prod } }\n`;
  return `${head}applications:\n${applications.join("")}`;
}

test("a change with more certificates than are to be had at once is told when it is locked, and against main", async () => {
  const repository = await Repository.create();
  const fleet = readFileSync(join(repository.dir, "inventory/fleet.yaml"), "utf8");
  repository.write("inventory/fleet.yaml", `${fleet}hostedZone: { id: Z0123456789, account: workloads }\n`);
  for (let index = 0; index < TENANTS; index += 1)
    repository.write(`inventory/tenants/t${index}.yaml`, tenant(index));
  const told =
    "warning 54 new certificates for names below oarlock.eu: Let's Encrypt signs 50 at once, and then one in 202 minutes; the last comes within a day. Publish in steps, or ask Let's Encrypt for a higher limit";
  expect((await repository.atoll("lock")).stderr.split("\n")).toEqual([
    told,
    "wrote inventory/fleet.lock.yaml",
  ]);
  expect(await repository.atoll("lock", "--check")).toMatchObject({ stderr: "", exitCode: 0 });
  expect((await repository.atoll("lock", "--check", "--base", "HEAD")).stderr).toBe(told);
});
