import { expect, test } from "vitest";
import { ADD_ONS } from "../../../../components/platform/add-ons.ts";
import type { NameZone } from "../../../../components/platform/ingress/certificates.ts";
import { wishOf } from "../../../../components/platform/ground.ts";
import { platformFaults } from "../../../../components/platform/plan.ts";
import { addOns } from "../../../../fleet/schema/add-ons.ts";
import { sampleFacts, samplePlatform } from "../sample-platform.ts";
import { contextFor, valuesFor, WATCHED } from "./ingress-context.ts";

const ADD_ON = ADD_ONS["external-dns"];
const { contract } = ADD_ON;
const CLOUDFLARE: NameZone = {
  provider: "cloudflare",
  zoneId: "0123456789abcdef0123456789abcdef",
  tokenSecret: "cloudflare-token",
};

test("trap: it has no leader election: exactly one pod runs, whatever the service level, and no budget stops a drain", () => {
  for (const replicas of [1, 3, 5]) {
    expect(ADD_ON.workloads?.(contextFor("external-dns", { replicas }))).toMatchObject({
      "external-dns": { kind: "Deployment", replicas: 1 },
    });
    const values = JSON.stringify(valuesFor("external-dns", { replicas }));
    expect(values).not.toMatch(/replica|disruption/i);
  }
});

test("trap: its defaults fit no fleet: policy, owner, prefix and filters are set, for the next chart has no default for the first", () => {
  expect(valuesFor("external-dns")).toMatchObject({
    policy: "upsert-only",
    registry: "txt",
    txtOwnerId: "dev",
    txtPrefix: "atoll-",
    annotationPrefix: "external-dns.alpha.kubernetes.io/",
    domainFilters: ["dev.eu-central.infra.lagoon.cloud"],
    managedRecordTypes: ["A", "AAAA", "CNAME"],
    interval: "5m",
  });
});

test("records go with what they are for only where the entry says sync", () => {
  const choices = addOns.parse({ "external-dns": { policy: "sync", intervalMinutes: 15 } });
  expect(valuesFor("external-dns", { choices })).toMatchObject({ policy: "sync", interval: "15m" });
});

test("trap: it reads the namespace of the Gateway alone, with the right to list namespaces that the chart withholds when `gatewayNamespace` is set", () => {
  const values = valuesFor("external-dns");
  expect(values).toMatchObject({
    sources: ["service", "gateway-httproute"],
    namespaced: true,
    sourceNamespace: "traefik",
    extraArgs: { "gateway-namespace": "traefik", "service-type-filter": "LoadBalancer" },
  });
  expect(values).not.toHaveProperty("gatewayNamespace");
  expect(contract.requires).toContain("traefik");
});

test("Route 53 is asked about one zone, which is above the names that are written", () => {
  expect(valuesFor("external-dns")).toMatchObject({
    provider: { name: "aws" },
    env: [{ name: "AWS_REGION", value: "eu-central-1" }],
    extraArgs: {
      "zone-id-filter": "Z0123456789ABCDEFGHIJ",
      "aws-zone-type": "public",
      "aws-zone-match-parent": true,
    },
  });
});

test("trap: filters are no boundary, so rights end at the zone, at kinds of records and at names below the cluster's own", () => {
  const given = ADD_ON.rights?.(wishOf(contract, samplePlatform())) ?? [];
  expect(given).toEqual([
    {
      serviceAccount: "external-dns",
      permissions: [
        { sid: "FindZone", actions: ["route53:ListHostedZones"], resources: ["*"] },
        {
          sid: "WriteNames",
          actions: ["route53:ChangeResourceRecordSets"],
          resources: ["arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ"],
          conditions: {
            "ForAllValues:StringEquals": {
              "route53:ChangeResourceRecordSetsRecordTypes": ["A", "AAAA", "CNAME", "TXT"],
            },
            "ForAllValues:StringLike": {
              "route53:ChangeResourceRecordSetsNormalizedRecordNames": [
                "*.dev.eu-central.infra.lagoon.cloud",
              ],
            },
          },
        },
        {
          sid: "ReadRecords",
          actions: ["route53:ListResourceRecordSets"],
          resources: ["arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ"],
        },
      ],
    },
  ]);
});

test("at Cloudflare it acts by a token that no value holds, and has no right in AWS", () => {
  const settings = samplePlatform({ names: CLOUDFLARE });
  expect(valuesFor("external-dns", { names: CLOUDFLARE })).toMatchObject({
    provider: { name: "cloudflare" },
    env: [{ name: "CF_API_TOKEN", valueFrom: { secretKeyRef: { name: "cloudflare-token", key: "token" } } }],
    extraArgs: { "zone-id-filter": "0123456789abcdef0123456789abcdef" },
  });
  const given = ADD_ON.rights?.(wishOf(contract, settings)) ?? [];
  expect(given.flatMap(({ permissions }) => permissions)).toEqual([]);
  expect(ADD_ON.objects?.(contextFor("external-dns", { names: CLOUDFLARE }))).toEqual([]);
});

test("External Secrets, where it is there, fills the Secret with the token before the pod starts", () => {
  const declared = ADD_ON.objects?.(
    contextFor("external-dns", {
      names: CLOUDFLARE,
      addOns: [...WATCHED, "external-secrets"],
      secrets: { accountId: "111122223333", awsRegion: "eu-central-1", prefix: "atoll/lagoon" },
    }),
  );
  expect(declared?.map(({ kind, name, first }) => [kind, name, first])).toEqual([
    ["ServiceAccount", "secret-reader", true],
    ["SecretStore", "platform", true],
    ["ExternalSecret", "cloudflare-token", true],
  ]);
  expect(contract.after).toContain("external-secrets");
});

test("without a zone it is refused before anything is registered", () => {
  const { names: _, ...settings } = samplePlatform();
  const faults = platformFaults("dev", sampleFacts(), { ...settings, addOns: WATCHED });
  expect(faults).toEqual([
    {
      file: "dev",
      path: "addOns.external-dns",
      expected: "a zone that its names are written into, which pods of the cluster reach and have rights in",
      hint: "set dns.public of its region, or hostedZone of the same account or cloudflare in fleet.yaml; otherwise leave external-dns out",
    },
  ]);
});

test("its monitor is there where the kinds of monitors are", () => {
  const { serviceMonitor } = valuesFor("external-dns", { addOns: WATCHED });
  expect(serviceMonitor).toEqual({ enabled: true });
  expect(valuesFor("external-dns")["serviceMonitor"]).toEqual({ enabled: false });
});
