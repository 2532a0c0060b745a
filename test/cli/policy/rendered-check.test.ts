import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { notRenderedText } from "../../../cli/policy/not-rendered-text.ts";
import { withRenderedObjects } from "../../../cli/policy/rendered-check.ts";
import { loadFleet } from "../../../fleet/load.ts";
import type { PolicyException } from "../../../fleet/schema/exceptions.ts";
import { plannedReleases } from "../../../plan/rendered/planned-release.ts";
import type { Plan } from "../../../plan/plan.ts";
import { policyCheck } from "../../../plan/policy-check.ts";
import { findingText } from "../../../policy/report.ts";
import { forbidHostNamespaces } from "../../../policy/rules/tenancy/forbid-host-namespaces.ts";
import { requireBoundAdmission } from "../../../policy/rules/tenancy/require-bound-admission.ts";

const TODAY = "2026-11-27";
const FLEET = loadFleet(join(import.meta.dirname, "../../../inventory"), TODAY);
const RULES = [forbidHostNamespaces, requireBoundAdmission];

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rendered-check-test-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** A program in the place of helm, which prints objects and counts how often it was started. */
function helm(script: string): string {
  const path = join(folder, "helm");
  writeFileSync(path, `#!/bin/sh\ncat >/dev/null; echo "$@" >> ${join(folder, "calls")}\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

const POD = `echo 'apiVersion: v1
kind: Pod
metadata: { name: agent }
spec: { hostNetwork: true }
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: { name: pods }'`;

function plan(stack: string, values = {}): Plan {
  const inputs = { chart: "boat", version: "1.0.0", name: "boat", namespace: "harbour", values };
  const about = { custom: true, protect: false, dependencies: [] };
  return {
    stack,
    resources: [{ type: "kubernetes:helm.sh/v3:Release", name: `${stack}-boat`, inputs, ...about }],
  } as unknown as Plan;
}

async function checked(plans: readonly Plan[], path?: string, exceptions: readonly PolicyException[] = []) {
  const fleet = { ...FLEET, exceptions };
  const releases = plans.flatMap(plannedReleases);
  const given = { fleet, releases, rules: RULES, today: TODAY, folder, helm: path };
  return withRenderedObjects(policyCheck(fleet, plans, TODAY, RULES), given);
}

describe("what a chart renders", () => {
  test("is told as advice, with the release and the object, and rules over stacks leave it alone", async () => {
    writeFileSync(join(folder, "boat-1.0.0.tgz"), "");
    const { check, notRendered } = await checked([plan("dev")], helm(POD));
    const said = check.stacks.flatMap(({ judged }) =>
      judged.map((one) => [
        one.rule.level,
        one.finding.resource.type,
        one.finding.resource.name,
        findingText(one),
      ]),
    );
    expect(said).toEqual([
      [
        "advisory",
        "kubernetes:core/v1:Pod",
        "boat/agent",
        "spec.hostNetwork: expected false, got true; leave hostNetwork, hostPID and hostIPC out",
      ],
    ]);
    expect(check.stacks.map(({ resources }) => resources)).toEqual([3]);
    expect(notRendered).toEqual(new Map());
  });

  test("is rendered once for stacks with the same values and the same minor", async () => {
    writeFileSync(join(folder, "boat-1.0.0.tgz"), "");
    const { check } = await checked([plan("dev"), plan("dev.cell1"), plan("dev.cell2", { a: 1 })], helm(POD));
    expect(check.stacks.map(({ judged }) => judged.length)).toEqual([1, 1, 1]);
    expect(readFileSync(join(folder, "calls"), "utf8").trim().split("\n")).toHaveLength(2);
  });

  test("may be excepted, and the exception is then one that is needed", async () => {
    writeFileSync(join(folder, "boat-1.0.0.tgz"), "");
    const exception: PolicyException = {
      ...{ rule: "forbid-host-namespaces", type: "kubernetes:core/v1:Pod", name: "boat/agent" },
      ...{ reason: "it routes", owner: "platform", expires: "2027-01-01" },
    };
    const { check } = await checked([plan("dev")], helm(POD), [exception]);
    expect(check.stacks.flatMap(({ judged }) => judged.map(({ stands }) => stands))).toEqual([false]);
    expect(check.unused).toEqual([]);
  });
});

describe("a release is not rendered", () => {
  const why = async (path: string): Promise<readonly string[]> => {
    const { notRendered } = await checked([plan("dev"), plan("prod")], path);
    return notRenderedText(notRendered);
  };

  test("without its archive, and the command that brings it is told", async () => {
    expect(await why(helm(POD))).toEqual([
      `not rendered: 2 releases: boat-1.0.0.tgz is not in ${folder}: run atoll catalog pull boat`,
    ]);
  });

  test("when helm refuses, or prints what is no YAML", async () => {
    writeFileSync(join(folder, "boat-1.0.0.tgz"), "");
    expect(await why(helm('echo "Error: no such value" >&2; exit 1'))).toEqual([
      "not rendered: 2 releases: no such value",
    ]);
    expect((await why(helm("echo 'a: ['"))).join("")).toMatch(
      /^not rendered: 2 releases: helm printed no YAML: /,
    );
  });
});

test("more reasons than three are counted", () => {
  const reasons = new Map(["a", "b", "c", "d", "e"].map((why) => [why, 2]));
  expect(notRenderedText(reasons).at(-1)).toBe("not rendered: 4 releases for other reasons: --json has all");
  expect(notRenderedText(new Map())).toEqual([]);
});
