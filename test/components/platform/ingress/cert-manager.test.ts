import { expect, test } from "vitest";
import { ADD_ONS } from "../../../../components/platform/add-ons.ts";
import type { CertificateSettings, NameZone } from "../../../../components/platform/ingress/certificates.ts";
import { approvedSigners, CHART_ISSUERS } from "../../../../components/platform/ingress/issuers.ts";
import { wishOf } from "../../../../components/platform/ground.ts";
import { SAMPLE_ZONE, samplePlatform } from "../sample-platform.ts";
import { contextFor, valuesFor, WATCHED } from "./ingress-context.ts";

const ADD_ON = ADD_ONS["cert-manager"];
const { contract } = ADD_ON;
const OWN = "dev.eu-central.infra.lagoon.cloud";

const twoZones: CertificateSettings = {
  email: "platform@lagoon.cloud",
  proofs: [
    { below: OWN, zone: SAMPLE_ZONE },
    {
      below: "apps.lagoon.cloud",
      zone: {
        provider: "cloudflare",
        zoneId: "0123456789abcdef0123456789abcdef",
        tokenSecret: "cloudflare-token",
      },
    },
  ],
};

const solversOf = (certificates: CertificateSettings): unknown =>
  ADD_ON.objects?.(contextFor("cert-manager", { certificates })).find(
    ({ name }) => name === "letsencrypt-production",
  )?.body["spec"];

test("trap: kinds are switched on and kept, for by default the chart brings none", () => {
  expect(valuesFor("cert-manager")).toMatchObject({ crds: { enabled: true, keep: true } });
});

test("trap: the leader is elected in its own namespace, for kube-system is closed on managed clusters", () => {
  expect(valuesFor("cert-manager")).toMatchObject({
    global: { leaderElection: { namespace: "cert-manager" }, priorityClassName: "cluster-important" },
  });
});

test("trap: the metric keeps the namespace of the certificate, and the key of the monitor is all in small letters", () => {
  expect(valuesFor("cert-manager", { addOns: WATCHED })["prometheus"]).toEqual({
    enabled: true,
    servicemonitor: { enabled: true, honorLabels: true },
  });
  expect(valuesFor("cert-manager")["prometheus"]).toMatchObject({ servicemonitor: { enabled: false } });
});

test("a name of a tenant's own domain is proven where its owner leads the challenge to ours, and after all other names", () => {
  const [first, second] = twoZones.proofs;
  if (first === undefined || second === undefined) throw new Error("two zones");
  const solvers = (aliases?: true) =>
    solversOf({
      ...twoZones,
      proofs: [first, { ...second, ...(aliases === undefined ? {} : { aliases }) }],
    }) as { readonly acme: { readonly solvers: readonly object[] } };
  const plain = solvers().acme.solvers;
  expect(plain.map((one) => Object.hasOwn(one, "selector"))).toEqual([true, true]);
  const { dns01 } = plain[1] as { readonly dns01: object };
  expect(solvers(true).acme.solvers).toEqual([...plain, { dns01: { cnameStrategy: "Follow", ...dns01 } }]);
});

test("trap: keys of the monitor that 1.21 removed are not set", () => {
  expect(JSON.stringify(valuesFor("cert-manager", { addOns: WATCHED }))).not.toMatch(/targetPort|"path"/);
});

test("one controller works at a time and a second waits, and the webhook has a pod for each replica", () => {
  const counts = (replicas: number) => {
    const values = valuesFor("cert-manager", { replicas }) as Record<string, { replicaCount?: number }>;
    return [values["replicaCount"], values["cainjector"]?.replicaCount, values["webhook"]?.replicaCount];
  };
  expect(counts(1)).toEqual([1, 1, 1]);
  expect(counts(3)).toEqual([2, 2, 3]);
});

test("trap: proof by DNS works for any name of a zone, so each zone is asked for names below one domain, and no other name is proven", () => {
  expect(solversOf(twoZones)).toMatchObject({
    acme: {
      solvers: [
        {
          selector: { dnsZones: [OWN] },
          dns01: { route53: { region: "eu-central-1", hostedZoneID: "Z0123456789ABCDEFGHIJ" } },
        },
        {
          selector: { dnsZones: ["apps.lagoon.cloud"] },
          dns01: { cloudflare: { apiTokenSecretRef: { name: "cloudflare-token", key: "token" } } },
        },
      ],
    },
  });
});

test("its role writes proofs of the cluster's own names and of tenants' names, and nothing else in those zones", () => {
  const certificates: CertificateSettings = {
    email: "platform@lagoon.cloud",
    proofs: [
      { below: OWN, zone: SAMPLE_ZONE },
      { below: "apps.lagoon.cloud", zone: { ...SAMPLE_ZONE, zoneId: "ZFLEET" } },
    ],
  };
  const [given] = ADD_ON.rights?.(wishOf(contract, samplePlatform({ certificates }))) ?? [];
  const proving = (sid: string, zone: string, below: string) => ({
    sid,
    actions: ["route53:ChangeResourceRecordSets"],
    resources: [`arn:aws:route53:::hostedzone/${zone}`],
    conditions: {
      "ForAllValues:StringEquals": { "route53:ChangeResourceRecordSetsRecordTypes": ["TXT"] },
      "ForAllValues:StringLike": {
        "route53:ChangeResourceRecordSetsNormalizedRecordNames": [
          `_acme-challenge.${below}`,
          `_acme-challenge.*.${below}`,
        ],
      },
    },
  });
  expect(given?.permissions).toEqual([
    { sid: "FollowChanges", actions: ["route53:GetChange"], resources: ["arn:aws:route53:::change/*"] },
    proving("ProveNames", "Z0123456789ABCDEFGHIJ", OWN),
    proving("ProveNames2", "ZFLEET", "apps.lagoon.cloud"),
    {
      sid: "ReadRecords",
      actions: ["route53:ListResourceRecordSets"],
      resources: [
        "arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ",
        "arn:aws:route53:::hostedzone/ZFLEET",
      ],
    },
  ]);
});

test("in a zone of another account it writes by the role that is named for it, and may only take that one", () => {
  const roleArn = "arn:aws:iam::444455556666:role/tenant-proofs";
  const zone: NameZone = { provider: "route53", zoneId: "ZFLEET", awsRegion: "eu-central-1", roleArn };
  const certificates: CertificateSettings = {
    email: "platform@lagoon.cloud",
    proofs: [{ below: "apps.lagoon.cloud", zone }],
  };
  const [given] = ADD_ON.rights?.(wishOf(contract, samplePlatform({ certificates }))) ?? [];
  expect(given?.permissions).toEqual([
    { sid: "ProveElsewhere", actions: ["sts:AssumeRole"], resources: [roleArn] },
  ]);
  expect(solversOf(certificates)).toMatchObject({
    acme: {
      solvers: [{ dns01: { route53: { region: "eu-central-1", hostedZoneID: "ZFLEET", role: roleArn } } }],
    },
  });
});

test("at Cloudflare it needs no right in AWS", () => {
  const [, cloudflare] = twoZones.proofs;
  const certificates = { ...twoZones, proofs: cloudflare === undefined ? [] : [cloudflare] };
  const [given] = ADD_ON.rights?.(wishOf(contract, samplePlatform({ certificates }))) ?? [];
  expect(given?.permissions).toEqual([]);
});

test("trap: every request is approved by default: only those to issuers of the platform are approved, and to those that a chart which is there makes for itself", () => {
  const platform = [
    "clusterissuers.cert-manager.io/letsencrypt-production",
    "clusterissuers.cert-manager.io/letsencrypt-staging",
    "clusterissuers.cert-manager.io/platform-self-signed",
    "clusterissuers.cert-manager.io/platform-internal",
  ];
  expect(valuesFor("cert-manager")["approveSignerNames"]).toEqual(platform);
  const others = Object.values(CHART_ISSUERS).flat();
  expect(approvedSigners(() => true)).toEqual([
    ...platform,
    ...others.map((name) => `issuers.cert-manager.io/${name}`),
  ]);
  for (const [name, issuers] of Object.entries(CHART_ISSUERS))
    for (const issuer of issuers)
      expect(issuer.split(".")[0]).toBe(ADD_ONS[name as keyof typeof ADD_ONS].contract.namespace);
});

test("issuers in namespaces get none of the controller's own rights", () => {
  expect(valuesFor("cert-manager")["extraArgs"]).toEqual(["--issuer-ambient-credentials=false"]);
});

test("trap: its check at the start is a hook, which only a release runs and waits for: add-ons that need it come after that", () => {
  expect(valuesFor("cert-manager")).toMatchObject({ startupapicheck: { enabled: true } });
  expect(contract.ready).toEqual({
    kind: "hook",
    what: "startupapicheck: the webhook has answered a request",
  });
});

test("trap: a budget counts only where its key is in each part, and one pod with a budget would stop every drain", () => {
  const budgets = (replicas: number) => {
    const { podDisruptionBudget: own, webhook, cainjector } = valuesFor("cert-manager", { replicas });
    return [own, webhook, cainjector].map((one, index) =>
      index === 0 ? one : (one as { podDisruptionBudget: unknown }).podDisruptionBudget,
    );
  };
  const one = { enabled: true, maxUnavailable: 1 };
  expect(budgets(3)).toEqual([one, one, one]);
  expect(budgets(1)).toEqual(Array.from({ length: 3 }, () => ({ enabled: false })));
});

test("trap: without the id of the zone its role would need the right to list all zones by name", () => {
  expect(JSON.stringify(solversOf(twoZones))).toContain('"hostedZoneID":"Z0123456789ABCDEFGHIJ"');
  const [rights] = ADD_ON.rights?.(contextFor("cert-manager", { certificates: twoZones })) ?? [];
  expect(rights?.permissions.flatMap(({ actions }) => actions)).not.toContain(
    "route53:ListHostedZonesByName",
  );
});

test("trap: roles of tenants would be given rights on certificates by aggregation: they are not", () => {
  expect(valuesFor("cert-manager")).toMatchObject({ global: { rbac: { aggregateClusterRoles: false } } });
});
