import { expect, test } from "vitest";
import { ADD_ONS } from "../../../../components/platform/add-ons.ts";
import { actsInCloud, wishOf } from "../../../../components/platform/ground.ts";
import { traefikService } from "../../../../components/platform/ingress/traefik-service.ts";
import { SAMPLE_CLOUD, samplePlatform } from "../sample-platform.ts";
import { contextFor, valuesFor, WATCHED } from "./ingress-context.ts";

const NAME = "aws-load-balancer-controller";
const ADD_ON = ADD_ONS[NAME];
const { contract } = ADD_ON;

test("trap: certificates come from the internal authority, for the chart makes another one by chance at each upgrade", () => {
  const values = valuesFor(NAME);
  expect(values).toMatchObject({
    enableCertManager: true,
    certManager: { issuerRef: { kind: "ClusterIssuer", name: "platform-internal" } },
  });
  expect(values).not.toHaveProperty("keepTLSSecret");
  expect(contract.requires).toEqual(["cert-manager"]);
});

test("trap: no Service waits for it: the webhook that refuses all of them while it is down is off", () => {
  expect(valuesFor(NAME)).toMatchObject({
    enableServiceMutatorWebhook: false,
    webhookConfig: { disableIngressValidation: true },
  });
});

test("trap: it is told its region and VPC, for the metadata of its node is out of reach", () => {
  expect(valuesFor(NAME)).toMatchObject({
    clusterName: "dev",
    region: "eu-central-1",
    vpcId: SAMPLE_CLOUD.vpcId,
    defaultTargetType: "ip",
    defaultTags: { "atoll:stack": "dev" },
    enableShield: false,
    enableWaf: false,
    enableWafv2: false,
  });
});

test("trap: the chart's own contexts are not restricted: capabilities and seccomp are added", () => {
  expect(contract.podSecurity).toBe("restricted");
  expect(valuesFor(NAME)).toMatchObject({
    podSecurityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
  });
});

test("trap: controllers of the Gateway API, which would start as soon as the kinds are there, are off", () => {
  expect(valuesFor(NAME)).toMatchObject({
    controllerConfig: { featureGates: { NLBGatewayAPI: false, ALBGatewayAPI: false } },
  });
});

test("trap: the chart takes its budget as a plain object, without a switch: it is there where there are two pods", () => {
  expect(valuesFor(NAME, { replicas: 1 })).not.toHaveProperty("podDisruptionBudget");
  expect(valuesFor(NAME, { replicas: 3 })).toMatchObject({
    replicaCount: 2,
    podDisruptionBudget: { maxUnavailable: 1 },
  });
});

test("that it has rights is known before the cloud is, and what it makes carries the cluster's mark", () => {
  expect(actsInCloud(ADD_ONS[NAME], samplePlatform())).toBe(true);
  const [given] = ADD_ON.rights?.(contextFor(NAME)) ?? [];
  const making = given?.permissions.find(({ sid }) => sid === "MakeBalancers");
  expect(making).toMatchObject({
    resources: [
      "arn:aws:elasticloadbalancing:eu-central-1:111122223333:loadbalancer/net/*/*",
      "arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/*/*",
    ],
    conditions: { StringEquals: { "aws:RequestTag/elbv2.k8s.aws/cluster": "dev" } },
  });
  expect(ADD_ON.rights?.(wishOf(contract, samplePlatform()))).toHaveLength(1);
});

const WITH = { addOns: [...WATCHED, NAME] as const };

test("Traefik's load balancer hands on to pods, which see the address of the caller, and no port of a node is open", () => {
  expect(traefikService(contextFor("traefik", WITH))).toEqual({
    spec: {
      type: "LoadBalancer",
      loadBalancerClass: "service.k8s.aws/nlb",
      allocateLoadBalancerNodePorts: false,
    },
    annotations: {
      "service.beta.kubernetes.io/aws-load-balancer-nlb-target-type": "ip",
      "service.beta.kubernetes.io/aws-load-balancer-target-group-attributes":
        "preserve_client_ip.enabled=true",
      "service.beta.kubernetes.io/aws-load-balancer-scheme": "internet-facing",
      "service.beta.kubernetes.io/aws-load-balancer-attributes": "load_balancing.cross_zone.enabled=true",
      "external-dns.alpha.kubernetes.io/hostname": "ingress.dev.eu-central.infra.lagoon.cloud",
      "service.beta.kubernetes.io/aws-load-balancer-additional-resource-tags": "atoll:stack=dev",
    },
  });
  expect(ADD_ONS.traefik.contract.after).toContain(NAME);
});

test("a cluster of IPv6 gets a load balancer by it, for callers of both families", () => {
  const context = contextFor("traefik", WITH, { ipFamily: "ipv6", loadBalancer: "none" });
  expect(traefikService(context)).toMatchObject({
    spec: { type: "LoadBalancer" },
    annotations: { "service.beta.kubernetes.io/aws-load-balancer-ip-address-type": "dualstack" },
  });
});

test("trap: it would ask for rights on Shield and on firewalls that nobody uses: these are off", () => {
  expect(valuesFor(NAME)).toMatchObject({ enableShield: false, enableWaf: false, enableWafv2: false });
  const [given] = ADD_ON.rights?.(contextFor(NAME)) ?? [];
  const actions = given?.permissions.flatMap((one) => one.actions) ?? [];
  expect(actions.filter((action) => /^(shield|waf)/.test(action))).toEqual([]);
});
