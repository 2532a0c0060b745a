import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TENANT_ROLES } from "../../fleet/tenant-vocabulary.ts";
import { recordSlices } from "../record/record-slices.ts";
import { cellOf, ROLE_MATRIX, VERBS } from "../components/tenant/role-matrix.ts";
import { sampleSlice } from "../components/tenant/sample-slices.ts";
import type { Principal } from "./api-client.ts";
import { NODE_ATTACKS } from "./attacks-on-nodes.ts";
import { WALL_ATTACKS } from "./attacks-on-walls.ts";
import { type Attack, createPod, forbidden, inNamespace, podOf } from "./tenant-attacks.ts";
import {
  type ApiServer,
  askUntil,
  create,
  developersOf,
  dry,
  extraBinding,
  type KubernetesObject,
  objectsOf,
  quotasInForce,
  startApiServer,
  tenantRoles,
} from "./tenant-world.ts";

const HOME = "acme--live";
const DEVELOPERS = developersOf("acme", HOME);
const group = (tenant: string): Principal => developersOf(tenant, `${tenant}--live`)["group"]!;

const other: Attack = {
  title: "write into another tenant's namespace",
  ask: () => ({
    method: "POST",
    path: "/api/v1/namespaces/zeta--live/configmaps",
    body: { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "try" } },
  }),
  refusal: (who) =>
    forbidden({ group: "", resource: "configmaps", verb: "create" }, who, {
      place: inNamespace("zeta--live"),
    }),
  without: (slice, namespace) => {
    const binding = slice.find(
      ({ kind, metadata }) => kind === "RoleBinding" && metadata.name === TENANT_ROLES.developer,
    )!;
    const strayed = { ...binding, metadata: { name: `of-${namespace}`, namespace: "zeta--live" } };
    return [...slice, strayed];
  },
};

const ATTACKS = [...NODE_ATTACKS, ...WALL_ATTACKS, other];
/** Each attack has a tenant whose slice lacks what stops it. */
const OPENED = ATTACKS.map((attack, index) => ({
  attack,
  tenant: `open${index}`,
  namespace: `open${index}--live`,
}));

let server: ApiServer;

/** Objects of one namespace out of a recording. */
const inside = (objects: readonly KubernetesObject[], name: string): readonly KubernetesObject[] =>
  objects.filter(({ metadata }) => (metadata.namespace ?? metadata.name) === name);

const running = (namespace: string): KubernetesObject => {
  const pod = podOf(namespace);
  return { ...pod, metadata: { ...pod.metadata, name: "web" } };
};

beforeAll(async () => {
  server = await startApiServer();
  const { client } = server;
  const tenants = ["acme", "zeta", "crowd", ...OPENED.map(({ tenant }) => tenant)];
  const objects = objectsOf(await recordSlices(tenants.map((tenant) => sampleSlice({ tenant }))));
  await create(client, tenantRoles());
  for (const tenant of ["acme", "zeta", "crowd"]) await create(client, inside(objects, `${tenant}--live`));
  await create(client, [extraBinding("acme", HOME)]);
  const opened = async ({ attack, namespace }: (typeof OPENED)[number]): Promise<void> => {
    await create(client, attack.without(inside(objects, namespace), namespace));
  };
  await Promise.all(OPENED.map(opened));
  await Promise.all([...OPENED.map(({ namespace }) => namespace), HOME, "crowd--live"].map(ready));
});

afterAll(async () => {
  await server.stop();
});

/** Waits for quotas and account of a namespace, then starts the pod that some attacks need. */
async function ready(namespace: string): Promise<void> {
  await quotasInForce(server.client, namespace);
  if (namespace !== "crowd--live") await create(server.client, [running(namespace)]);
}

describe.each(Object.entries(DEVELOPERS))("a developer, as %s,", (_, who) => {
  test("may run an ordinary pod", async () => {
    const { client } = server;
    const got = await askUntil(
      () => client.ask(dry(createPod({})(HOME)), who),
      ({ status }) => status === 201,
    );
    expect(got.message).toBe("");
    expect(got.status).toBe(201);
  });

  test.each(ATTACKS)("cannot $title", async ({ ask, refusal }) => {
    const got = await server.client.ask(dry(ask(HOME)), who);
    expect(got.message).toBe(refusal(who, HOME));
    expect(got.status).toBe(403);
  });
});

describe("without the control, a developer can", () => {
  test.each(OPENED)("$attack.title", async ({ attack, tenant, namespace }) => {
    const got = await askUntil(
      () => server.client.ask(dry(attack.ask(namespace)), group(tenant)),
      ({ status }) => status >= 200 && status < 300,
    );
    expect(got.message).toBe("");
    expect(got.status).toBeLessThan(300);
  });
});

describe("whoever may do everything in the namespace", () => {
  test("still gets no DaemonSet, for the quota has none", async () => {
    const template = { metadata: { labels: { app: "try" } }, spec: podOf(HOME)["spec"] };
    const body = {
      apiVersion: "apps/v1",
      kind: "DaemonSet",
      metadata: { name: "try" },
      spec: { selector: { matchLabels: { app: "try" } }, template },
    };
    const path = `/apis/apps/v1/namespaces/${HOME}/daemonsets`;
    const got = await server.client.ask(dry({ method: "POST", path, body }));
    expect(got.message).toBe(
      'daemonsets.apps "try" is forbidden: exceeded quota: tier, requested: count/daemonsets.apps=1, used: count/daemonsets.apps=0, limited: count/daemonsets.apps=0',
    );
  });
});

test("a pod that says nothing of resources gets the defaults, and no token", async () => {
  const got = await server.client.must(dry(createPod({ container: { resources: {} } })(HOME)), group("acme"));
  expect(got.body["spec"]).toMatchObject({
    serviceAccountName: "default",
    containers: [
      {
        resources: {
          requests: { cpu: "50m", memory: "128Mi", "ephemeral-storage": "128Mi" },
          limits: { cpu: "1", memory: "256Mi", "ephemeral-storage": "1Gi" },
        },
      },
    ],
  });
  expect(got.body["spec"]).not.toHaveProperty("volumes");
});

test("of forty pods at once, as many are admitted as the quota counts", async () => {
  const asks = Array.from({ length: 40 }, (_, index) => {
    const pod = podOf("crowd--live");
    const body = { ...pod, metadata: { ...pod.metadata, name: `web-${index}` } };
    return server.client.ask(
      { method: "POST", path: "/api/v1/namespaces/crowd--live/pods", body },
      group("crowd"),
    );
  });
  const statuses = (await Promise.all(asks)).map(({ status }) => status);
  expect(statuses.filter((status) => status === 201)).toHaveLength(20);
  expect(statuses.filter((status) => status === 403)).toHaveLength(20);
});

test("the API server grants each role what the matrix says", async () => {
  const granted = async (
    role: "developers" | "viewers",
    row: (typeof ROLE_MATRIX)[number],
  ): Promise<string> => {
    const [resource = "", subresource = ""] = row.resource.split("/");
    const allowed = await Promise.all(
      Object.values(VERBS).map(async (verb) => {
        const resourceAttributes = { namespace: HOME, group: row.group, resource, subresource, verb };
        const spec = {
          user: "bob",
          groups: [`tenant:acme:${role}`, "system:authenticated"],
          resourceAttributes,
        };
        const body = { apiVersion: "authorization.k8s.io/v1", kind: "SubjectAccessReview", spec };
        const path = "/apis/authorization.k8s.io/v1/subjectaccessreviews";
        const got = await server.client.must({ method: "POST", path, body });
        const status = got.body["status"] as { readonly allowed: boolean };
        return status.allowed ? verb : "";
      }),
    );
    return cellOf(new Set(allowed));
  };
  const rows = [];
  for (const row of ROLE_MATRIX) {
    const [developer, viewer] = await Promise.all([granted("developers", row), granted("viewers", row)]);
    rows.push({ ...row, developer, viewer });
  }
  expect(rows).toEqual(ROLE_MATRIX);
});
