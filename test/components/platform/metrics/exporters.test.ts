import { expect, test } from "vitest";
import { ADD_ONS } from "../../../../components/platform/add-ons.ts";
import type { Values } from "../../../../components/platform/contract.ts";
import { addOnContext } from "../add-on-context.ts";

function valuesOf(name: "kube-state-metrics" | "node-exporter", replicas = 3): Values {
  const beside = ["prometheus-operator-crds"] as const;
  return ADD_ONS[name].values(addOnContext(name, { beside, settings: { replicas } }));
}

test("trap: kube-state-metrics lists Secrets by default; here it may read neither them nor ConfigMaps", () => {
  const { collectors } = valuesOf("kube-state-metrics");
  expect(collectors).toContain("pods");
  expect(collectors).not.toContain("secrets");
  expect(collectors).not.toContain("configmaps");
});

test("objects are counted once, whatever the service level", () => {
  expect(valuesOf("kube-state-metrics", 3)).toMatchObject({ replicas: 1 });
  expect(ADD_ONS["kube-state-metrics"].contract.podSecurity).toBe("restricted");
});

test("a metric of kube-state-metrics has the namespace of its object", () => {
  expect(valuesOf("kube-state-metrics")).toMatchObject({
    prometheus: { monitor: { enabled: true, http: { honorLabels: true } } },
  });
});

test("trap: the node exporter makes its namespace privileged, so it is alone in it", () => {
  const { contract } = ADD_ONS["node-exporter"];
  const beside = Object.values(ADD_ONS).filter((one) => one.contract.namespace === contract.namespace);
  expect(contract.podSecurity).toBe("privileged");
  expect(beside.map((one) => one.contract.name)).toEqual(["node-exporter"]);
  expect(ADD_ONS["victoria-metrics"].contract.podSecurity).toBe("restricted");
});

test("every node is watched, by a pod that may do nothing to it", () => {
  expect(valuesOf("node-exporter")).toMatchObject({
    tolerations: [{ operator: "Exists" }],
    containerSecurityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
  });
});
