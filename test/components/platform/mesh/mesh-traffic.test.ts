import { describe, expect, test } from "vitest";
import { ADD_ONS } from "../../../../components/platform/add-ons.ts";
import { traefik } from "../../../../components/platform/ingress/traefik.ts";
import { addOnPolicies } from "../../../../components/platform/plan.ts";
import { outboundMarks } from "../../../../components/platform/mesh/mesh-pods.ts";
import type { IpFamily } from "../../../../fleet/networks/ip-family.ts";
import { addOnContext } from "../add-on-context.ts";
import { samplePlatform } from "../sample-platform.ts";

const MESH = ["istio", "istio-ambient"] as const;

function probes(withMesh: boolean, ipFamily: IpFamily = "ipv4"): readonly unknown[] {
  const settings = samplePlatform({ addOns: withMesh ? ["traefik", ...MESH] : ["traefik"] });
  const policies = addOnPolicies(ADD_ONS.traefik, settings, { identity: "none", ipFamily });
  return [...policies.values()]
    .flatMap(({ ingress = [] }) => ingress)
    .filter(({ from }) => JSON.stringify(from).includes(ipFamily === "ipv4" ? "169.254.7.127" : "fd16:"))
    .filter(({ from }) => !JSON.stringify(from).includes("except"));
}

describe("an add-on that speaks through the mesh", () => {
  test("marks its pods where there is a mesh, and takes what comes in as it is", () => {
    const values = traefik.values(addOnContext("traefik", { beside: MESH }));
    expect(values["deployment"]).toMatchObject({
      podLabels: { "istio.io/dataplane-mode": "ambient" },
      podAnnotations: { "ambient.istio.io/bypass-inbound-capture": "true" },
    });
  });

  test("has no marks where there is none, nor where there is a control plane alone", () => {
    for (const beside of [[], ["istio"]] as const) {
      const { deployment } = traefik.values(addOnContext("traefik", { beside })) as {
        deployment: Record<string, unknown>;
      };
      expect([deployment["podLabels"], deployment["podAnnotations"]]).toEqual([{}, {}]);
    }
    expect(outboundMarks({ has: () => false })).toEqual({ labels: {}, annotations: {} });
  });

  test("trap: probes of pods in the mesh come from a link-local address that a closed namespace would refuse", () => {
    expect(probes(true)).toEqual([{ from: [{ ipBlock: { cidr: "169.254.7.127/32" } }] }]);
    expect(probes(true, "ipv6")).toEqual([
      { from: [{ ipBlock: { cidr: "fd16:9254:7127:1337:ffff:ffff:ffff:ffff/128" } }] },
    ]);
    expect(probes(false)).toEqual([]);
  });

  test("trap: a connection in the mesh is one to port 15008, so ways to tenants name no port", () => {
    for (const { contract } of Object.values(ADD_ONS).filter((one) => one.contract.mesh !== undefined)) {
      const settings = samplePlatform({ addOns: [contract.name, ...MESH] });
      const policies = addOnPolicies(ADD_ONS[contract.name], settings, { identity: "none" });
      const toTenants = [...policies.values()]
        .flatMap(({ egress = [] }) => egress)
        .filter(({ to }) => JSON.stringify(to).includes("atoll/tenant"));
      for (const { ports } of toTenants) expect([contract.name, ports]).toEqual([contract.name, undefined]);
    }
  });
});
