import { Provider } from "@pulumi/kubernetes/provider.js";
import * as pulumi from "@pulumi/pulumi";
import { expect, test } from "vitest";
import { GUARD_NAMES } from "../../fleet/guard-vocabulary.ts";
import { SECRET } from "../../plan/plan.ts";
import { record } from "../../plan/record.ts";
import { guardedWay } from "../../stacks/guarded-way.ts";
import { outputsOfStack } from "../../stacks/stack-outputs.ts";

const ROLES = ["atoll-tenant-developer", "atoll-tenant-viewer"];

/** The kubeconfig with which a cell acts, where its cluster's stack shows these outputs. */
async function way(outputs: Readonly<Record<string, string>>): Promise<unknown> {
  const program = (): unknown => {
    const kubeconfig = guardedWay("dev", outputsOfStack("dev"), pulumi.secret("{}"));
    return new Provider("x", { kubeconfig });
  };
  const resources = await record(program, { stack: "dev.cell1", shown: () => outputs });
  return resources[0]?.inputs["kubeconfig"];
}

test("a cell gets into a cluster that shows every guard and role, and the way stays a secret", async () => {
  expect(await way({ tenantGuards: [...GUARD_NAMES, ...ROLES].join(",") })).toBe(SECRET);
});

test("a cell of a cluster without guards makes nothing", async () => {
  await expect(way({})).rejects.toThrow(
    /^stack dev shows no tenantGuards; bring it up first: pulumi up --stack dev$/,
  );
});

test.each([...GUARD_NAMES, ...ROLES])("a cell of a cluster that lacks %s makes nothing", async (lacking) => {
  const rest = [...GUARD_NAMES, ...ROLES].filter((name) => name !== lacking);
  await expect(way({ tenantGuards: rest.join(",") })).rejects.toThrow(
    new RegExp(
      `^cluster dev lacks ${lacking}, without which no namespace of a tenant is made; bring it up first: pulumi up --stack dev$`,
    ),
  );
});
