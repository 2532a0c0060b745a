import { describe, expect, test } from "vitest";
import { privateOnlyWarnings } from "../../fleet/networks/private-only-warnings.ts";
import type { Fleet } from "../../fleet/inventory.ts";
import type { PlannedResource } from "../../plan/plan.ts";
import { planStack } from "../../plan/plan-stack.ts";
import { policyCheck } from "../../plan/policy-check.ts";
import { named, namesOfType } from "./record-network.ts";
import { TODAY } from "./sample-fleet.ts";
import { SHARING, sharedFleet, USING } from "./shared-fleet.ts";

const SECRET = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:ecr-pullthroughcache/hub";
const CACHES = {
  imageCaches: {
    registries: { "docker-hub": { credentials: SECRET }, "ecr-public": {}, kubernetes: {}, quay: {} },
  },
};
const PRIVATE = { mode: "create", egress: "private-only" };
const CERTIFICATES = { certificates: { email: "platform@lagoon.cloud", hostedZoneId: "Z0123456789" } };
const MIRROR = { mirrors: { images: "registry.lagoon.cloud/mirror" } };
const ECR = "111122223333.dkr.ecr.eu-central-1.amazonaws.com";

async function resourcesOf(fleet: Fleet): Promise<readonly PlannedResource[]> {
  return (await planStack(fleet, "dev")).resources;
}

const valuesOf = (
  resources: readonly PlannedResource[],
  release: string,
): Readonly<Record<string, unknown>> =>
  named(resources, release).inputs["values"] as Readonly<Record<string, unknown>>;

describe("a cluster without a way out, in a region with copies of every registry it needs", async () => {
  const fleet = sharedFleet(CACHES, PRIVATE, CERTIFICATES);
  const resources = await resourcesOf(fleet);

  test("pulls every image from its region's own registry, those of Docker Hub by their whole names", () => {
    const text = JSON.stringify(resources.filter(({ type }) => /helm|apps\/v1/.test(type)));
    const images = [...text.matchAll(/[\w.-]+\.amazonaws\.com\/[\w./-]+/g)].map(([image]) => image);
    expect(images.filter((image) => !image.startsWith(`${ECR}/`))).toEqual([]);
    expect(valuesOf(resources, "dev-karpenter-controller")["controller"]).toMatchObject({
      image: { repository: `${ECR}/public.ecr.aws/karpenter/controller` },
    });
    expect(valuesOf(resources, "dev-traefik-release")["image"]).toMatchObject({
      registry: `${ECR}/docker.io`,
      repository: "library/traefik",
    });
  });

  test("its nodes may have copies made, below the names of copies alone", () => {
    const policies = ["dev-karpenter-nodes-role-image-caches", "dev-system-nodes-role-image-caches"];
    expect(namesOfType(resources, /:RolePolicy$/)).toEqual(expect.arrayContaining(policies));
    const hosts = ["docker.io", "public.ecr.aws", "registry.k8s.io", "quay.io"];
    for (const policy of policies) {
      expect(JSON.parse(named(resources, policy).inputs["policy"] as string)).toEqual({
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "FillCaches",
            Effect: "Allow",
            Action: ["ecr:BatchImportUpstreamImage", "ecr:CreateRepository"],
            Resource: hosts.map((host) => `arn:aws:ecr:eu-central-1:111122223333:repository/${host}/*`),
          },
        ],
      });
    }
  });

  test("Karpenter asks for no prices and makes no instance profile", () => {
    expect(valuesOf(resources, "dev-karpenter-controller")["settings"]).toMatchObject({ isolatedVPC: true });
    const classes = resources.filter(({ type }) => type.endsWith(":EC2NodeClass"));
    expect(classes.map(({ inputs }) => inputs["spec"])).toEqual([
      expect.objectContaining({ instanceProfile: "atoll-dev-eu-central-1-karpenter-nodes" }),
    ]);
  });

  test("its load balancer is for the network alone", () => {
    expect(valuesOf(resources, "dev-traefik-release")["service"]).toMatchObject({
      annotations: { "service.beta.kubernetes.io/aws-load-balancer-internal": "true" },
    });
  });

  test("has no issuer of public certificates, which could reach neither the authority nor the zone", () => {
    expect(namesOfType(resources, /:ClusterIssuer$/)).toEqual([
      "dev-cert-manager-internal",
      "dev-cert-manager-self-signed",
    ]);
  });

  test("breaks no rule", async () => {
    const judged = policyCheck(fleet, [await planStack(fleet, "dev")], TODAY).stacks.flatMap(
      (one) => one.judged,
    );
    expect(judged.filter(({ finding }) => finding.kind === "violation")).toEqual([]);
  });
});

test("a cluster with a way out pulls from the registries themselves, and may have copies made all the same", async () => {
  const resources = await resourcesOf(sharedFleet(CACHES, { mode: "create" }));
  expect(valuesOf(resources, "dev-traefik-release")["image"]).toMatchObject({
    registry: "docker.io",
    repository: "traefik",
  });
  expect(valuesOf(resources, "dev-traefik-release")["service"]).not.toHaveProperty([
    "annotations",
    "service.beta.kubernetes.io/aws-load-balancer-internal",
  ]);
  expect(namesOfType(resources, /:RolePolicy$/)).toContain("dev-system-nodes-role-image-caches");
});

test("in a region without caches nodes may only pull", async () => {
  const resources = await resourcesOf(sharedFleet({}, { mode: "create" }));
  expect(namesOfType(resources, /:RolePolicy$/).filter((name) => name.includes("image-caches"))).toEqual([]);
});

test("what a network without a way out means for those who run it is told", () => {
  expect(privateOnlyWarnings(sharedFleet(CACHES, PRIVATE, CERTIFICATES))).toEqual([
    "clusters/dev.yaml: pulls from the caches of region eu; the first pull of an image needs a way out, and copies go after 90 days",
    "clusters/dev.yaml: gets no public certificates: neither Let's Encrypt nor the API of Route 53 can be reached without a way out",
  ]);
  expect(privateOnlyWarnings(sharedFleet({}, PRIVATE, MIRROR))).toEqual([
    "clusters/dev.yaml: pulls its images from registry.lagoon.cloud/mirror, and no link or gateway leads out of its network",
  ]);
  const attached = sharedFleet(SHARING, { ...PRIVATE, ...USING }, MIRROR);
  expect(privateOnlyWarnings(attached)).toEqual([]);
});

test("endpoints that a region shares with nobody are told, until it retires", () => {
  const idle = { ...USING, sharedEndpoints: false };
  expect(privateOnlyWarnings(sharedFleet(SHARING, idle))).toEqual([
    "regions/eu.yaml: shares endpoints that no cluster uses, and each costs by the hour",
  ]);
  const retiring = { ...SHARING, lifecycle: "retiring", retireAfter: TODAY };
  expect(privateOnlyWarnings(sharedFleet(retiring, idle))).toEqual([]);
});
