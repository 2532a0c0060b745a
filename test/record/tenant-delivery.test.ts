import { expect, test } from "vitest";
import { scaling } from "../../fleet/schema/tenants/scaling.ts";
import { resourceKey } from "../../plan/plan.ts";
import { deliveredSlice, sampleApplication } from "../components/tenant/delivery/sample-applications.ts";
import { recordSlices } from "./record-slices.ts";

const QUEUE = {
  sqs: "https://sqs.eu-central-1.amazonaws.com/111122223333/orders",
  role: "arn:aws:iam::111122223333:role/acme-queues",
  perPod: 5,
};

const OWN =
  /:(AppProject|ApplicationSet|ExternalSecret|ScaledObject|TriggerAuthentication|HorizontalPodAutoscaler)::/;

const ofDelivery = async (...slices: readonly ReturnType<typeof deliveredSlice>[]) =>
  (await recordSlices(slices)).filter((one) => OWN.test(resourceKey(one)));

test("delivery is two objects for an environment and one for a private repository, scaling at most two more", async () => {
  const applications = [
    sampleApplication({ private: true, scaling: scaling.parse({ queue: QUEUE }) }),
    sampleApplication({ name: "site", scaling: scaling.parse({}) }),
    sampleApplication({ name: "work" }),
  ];
  const resources = await ofDelivery(deliveredSlice({ applications }));
  expect(resources.map(resourceKey)).toEqual([
    "kubernetes:argoproj.io/v1alpha1:AppProject::acme--live-project",
    "kubernetes:argoproj.io/v1alpha1:ApplicationSet::acme--live-applications",
    "kubernetes:autoscaling/v2:HorizontalPodAutoscaler::acme--live-scaling-site",
    expect.stringMatching(
      /^kubernetes:external-secrets.io\/v1:ExternalSecret::acme--live-repository-[0-9a-f]{10}$/,
    ),
    "kubernetes:keda.sh/v1alpha1:ScaledObject::acme--live-scaling-shop",
    "kubernetes:keda.sh/v1alpha1:TriggerAuthentication::acme--live-queue-shop",
  ]);
});

test("a tenant more changes nothing of another's delivery, and is named by nothing of it", async () => {
  const own = deliveredSlice({ tenant: "acme" });
  const before = await ofDelivery(own);
  const after = await ofDelivery(own, deliveredSlice({ tenant: "acme-dev" }));
  expect(after.filter(({ name }) => name.startsWith("acme--"))).toEqual(before);
  expect(JSON.stringify(before)).not.toContain("acme-dev");
  expect(after).toHaveLength(2 * before.length);
});

test("tenants of whom one id begins another's reach no namespace and no application of each other", async () => {
  const all = await ofDelivery(...["acme", "acme-dev", "a"].map((tenant) => deliveredSlice({ tenant })));
  for (const { inputs, name } of all.filter(({ type }) => type.endsWith(":AppProject"))) {
    const namespace = name.replace(/-project$/, "");
    const { spec } = inputs as { spec: Record<string, unknown> };
    expect(spec["destinations"]).toEqual([{ server: "https://kubernetes.default.svc", namespace }]);
    for (const { policies } of spec["roles"] as { policies: readonly string[] }[])
      for (const policy of policies) expect(policy).toContain(`, ${namespace}/*, allow`);
  }
});

test("the names that Argo CD's objects get are none that another tenant's could get", async () => {
  const long = "abcdefghij-klmnopqrs";
  const pairs = [
    ["acme", "live"],
    ["acme", "live-eu"],
    ["acme-live", "eu"],
    [long, long],
  ] as const;
  const slices = pairs.map(([tenant, environment]) => deliveredSlice({ tenant, environment }));
  const names = (await ofDelivery(...slices)).map(({ type, inputs }) => {
    const { name } = inputs["metadata"] as { name: string };
    return `${type} ${name}`;
  });
  expect(new Set(names).size).toBe(2 * pairs.length);
});
