import { expect, test } from "vitest";
import { ADD_ONS } from "../../../../components/platform/add-ons.ts";
import { addOnContext } from "../add-on-context.ts";

const { reloader } = ADD_ONS;

const valuesOf = (replicas: number, ...addOns: readonly "prometheus-operator-crds"[]) =>
  reloader.values(addOnContext("reloader", { beside: addOns, settings: { replicas } }));

test("trap: the default strategy writes environment variables that show as drift: annotations are written instead", () => {
  expect(valuesOf(2)).toMatchObject({ reloader: { reloadStrategy: "annotations", autoReloadAll: false } });
});

test("trap: its container has no security context of its own: the strictest is given", () => {
  expect(valuesOf(2)).toMatchObject({
    reloader: {
      readOnlyRootFileSystem: true,
      deployment: {
        containerSecurityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ["ALL"] },
          seccompProfile: { type: "RuntimeDefault" },
        },
      },
    },
  });
});

test("trap: it sees Secrets of all namespaces, so at least it neither makes nor deletes jobs", () => {
  expect(valuesOf(2)).toMatchObject({
    reloader: { watchGlobally: true, ignoreJobs: true, ignoreCronJobs: true },
  });
});

test("trap: two pods would both restart what changed unless they elect a leader: two elect one and have a budget; one has neither, and three are two", () => {
  const of = (replicas: number) => (valuesOf(replicas) as { reloader: Record<string, unknown> }).reloader;
  expect(of(1)).toMatchObject({
    enableHA: false,
    deployment: { replicas: 1 },
    podDisruptionBudget: { enabled: false },
  });
  expect(of(3)).toMatchObject({
    enableHA: true,
    deployment: { replicas: 2 },
    podDisruptionBudget: { enabled: true, maxUnavailable: 1 },
  });
});

test("trap: its old ServiceMonitor stays off, and its PodMonitor is there where the kind is", () => {
  expect(valuesOf(2)).toMatchObject({ reloader: { podMonitor: { enabled: false } } });
  expect(valuesOf(2, "prometheus-operator-crds")).toMatchObject({
    reloader: { podMonitor: { enabled: true } },
  });
  expect(JSON.stringify(valuesOf(2, "prometheus-operator-crds"))).not.toContain("serviceMonitor");
});
