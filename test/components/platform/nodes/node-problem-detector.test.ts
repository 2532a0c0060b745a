import { describe, expect, test } from "vitest";
import { nodeProblemDetector } from "../../../../components/platform/nodes/node-problem-detector.ts";
import { addOnContext } from "../add-on-context.ts";

const values = (beside: readonly "prometheus-operator-crds"[] = []) =>
  nodeProblemDetector.values(addOnContext("node-problem-detector", { beside }));

describe("the node problem detector", () => {
  test("trap: the chart's own list watches Docker, which no node has: it is replaced", () => {
    expect(values()).toMatchObject({
      settings: { log_monitors: ["/config/kernel-monitor.json", "/config/readonly-monitor.json"] },
    });
  });

  test("trap: folders of the node make it privileged whatever its container is, so its namespace holds nothing else", () => {
    const { namespace, podSecurity, companions } = nodeProblemDetector.contract;
    expect({ namespace, podSecurity, companions }).toEqual({
      namespace: "node-problem-detector",
      podSecurity: "privileged",
      companions: undefined,
    });
    expect(values()).toMatchObject({ hostNetwork: false, hostPID: false });
  });

  test("it runs on every node, has limits, and is scraped where there are monitors", () => {
    expect(values()).toMatchObject({
      tolerations: [{ operator: "Exists" }],
      resources: { limits: { memory: "80Mi" } },
      metrics: { enabled: true, serviceMonitor: { enabled: false } },
    });
    expect(values(["prometheus-operator-crds"])).toMatchObject({
      metrics: { serviceMonitor: { enabled: true }, prometheusRule: { enabled: false } },
    });
  });
});
