import { expect, test } from "vitest";
import type { ClusterCloud, LoadBalancerKind } from "../../../components/cluster/cluster.ts";
import { ADD_ONS } from "../../../components/platform/add-ons.ts";
import { traefikService } from "../../../components/platform/ingress/traefik-service.ts";
import { addOnPolicies } from "../../../components/platform/plan.ts";
import { policyFor } from "../../../components/platform/traffic.ts";
import { addOnContext } from "./add-on-context.ts";
import { samplePlatform } from "./sample-platform.ts";

const LOCAL = { type: "LoadBalancer", externalTrafficPolicy: "Local" };

function serviceFor(loadBalancer: LoadBalancerKind, internalOnly = false, tags?: ClusterCloud["tags"]) {
  const settings = samplePlatform({ internalOnly });
  const context = addOnContext("traefik", { settings, facts: { loadBalancer } });
  const cloud = tags && ({ tags } as ClusterCloud);
  return traefikService({ ...context, ...(cloud === undefined ? {} : { cloud }) });
}

test("the AWS Load Balancer Controller is asked for a load balancer that hands on to nodes", () => {
  expect(serviceFor("aws-nlb-controller", false, { "atoll:stack": "dev" })).toEqual({
    spec: { ...LOCAL, loadBalancerClass: "service.k8s.aws/nlb" },
    annotations: {
      "service.beta.kubernetes.io/aws-load-balancer-nlb-target-type": "instance",
      "service.beta.kubernetes.io/aws-load-balancer-scheme": "internet-facing",
      "service.beta.kubernetes.io/aws-load-balancer-attributes": "load_balancing.cross_zone.enabled=true",
      "external-dns.alpha.kubernetes.io/hostname": "ingress.dev.eu-central.infra.lagoon.cloud",
      "service.beta.kubernetes.io/aws-load-balancer-additional-resource-tags": "atoll:stack=dev",
    },
  });
});

test("where nothing leads in from the internet, it asks for an internal one", () => {
  expect(serviceFor("aws-nlb-controller", true)).toMatchObject({
    annotations: { "service.beta.kubernetes.io/aws-load-balancer-scheme": "internal" },
  });
});

test("outside AWS no annotation is of AWS", () => {
  expect(serviceFor("service-lb")).toEqual({ spec: LOCAL });
  expect(serviceFor("none")).toEqual({ spec: { type: "ClusterIP" } });
});

test("an API server calls pods of other machines from the overlay, and is called where it is", () => {
  const ranges = { ...samplePlatform({ overlayRanges: ["10.42.0.0/16"] }), ipFamily: "ipv4" as const };
  const calls = JSON.stringify(policyFor([{ from: "api-server", port: 10250 }], ranges));
  const called = JSON.stringify(policyFor([{ to: "api-server" }], ranges));
  expect(calls).toContain("10.42.0.0/16");
  expect(called).not.toContain("10.42.0.0/16");
});

test("an add-on that gets its rights by tokens reaches STS, if it does not reach the internet anyway", () => {
  const { traefik } = ADD_ONS;
  const acting = {
    ...traefik,
    contract: { ...traefik.contract, traffic: {} },
    rights: () => [
      {
        serviceAccount: "traefik",
        permissions: [{ sid: "Read", actions: ["s3:GetObject"], resources: ["*"] }],
      },
    ],
  };
  const policies = (addOn: typeof traefik) =>
    addOnPolicies(addOn, samplePlatform(), { identity: "oidc", ipFamily: "ipv4" });
  expect(policies(acting).get("allow")).toEqual({
    podSelector: {},
    policyTypes: ["Egress"],
    egress: [
      {
        to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["169.254.0.0/16"] } }],
        ports: [{ protocol: "TCP", port: 443 }],
      },
    ],
  });
  const { egress } = policies(ADD_ONS["cert-manager"]).get("allow") ?? {};
  expect(JSON.stringify(egress)).not.toContain("0.0.0.0/0");
});
