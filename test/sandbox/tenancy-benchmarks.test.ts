import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PLATFORM_SHARE, TENANTS_SHARE } from "../../components/tenant/guards/fair-share.ts";
import { GUARDS } from "../../components/tenant/guards/guards.ts";
import { FLOW_CONTROL_API, PLATFORM_GROUP } from "../../fleet/guard-vocabulary.ts";
import { TENANT_NODE_LABEL } from "../../fleet/nodes/karpenter-vocabulary.ts";
import { recordSlices } from "../record/record-slices.ts";
import type { Ask, Principal } from "./api-client.ts";
import { badDeployment, BAD_PODS } from "./benchmarks/bad-pods.ts";
import { hasGo, podFixtures } from "./benchmarks/pod-fixtures.ts";
import { runChecks, TENANCY_CHECKS } from "./benchmarks/tenancy-checks.ts";
import { guardObjects, settingsOf, shareObjects } from "./guards/guard-world.ts";
import { podOf } from "./tenant-attacks.ts";
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
/** A slice that guards do not see, so that Pod Security alone decides. */
const UNGUARDED = "bare--live";
/** The same without the labels of Pod Security. */
const OPEN = "open--live";
const MINOR = "1.35";

let server: ApiServer;

const inside = (objects: readonly KubernetesObject[], name: string): readonly KubernetesObject[] =>
  objects.filter(({ metadata }) => (metadata.namespace ?? metadata.name) === name);

/** A slice whose namespace has some of its labels only. */
function labelledBy(
  slice: readonly KubernetesObject[],
  kept: (label: string) => boolean,
): KubernetesObject[] {
  return slice.map((object) => {
    if (object.kind !== "Namespace") return object;
    const { labels = {} } = object.metadata as { labels?: Readonly<Record<string, string>> };
    const some = Object.fromEntries(Object.entries(labels).filter(([label]) => kept(label)));
    return { ...object, metadata: { ...object.metadata, labels: some } };
  });
}

beforeAll(async () => {
  server = await startApiServer();
  const { client } = server;
  const wishes = [{ tenant: "acme" }, { tenant: "zeta" }, { tenant: "bare" }, { tenant: "open" }];
  const objects = objectsOf(
    await recordSlices(wishes.map(({ tenant }) => settingsOf(tenant, { addOns: [], mesh: false }))),
  );
  await create(client, [...tenantRoles(), ...GUARDS.flatMap(guardObjects)]);
  for (const name of [HOME, "zeta--live"]) await create(client, inside(objects, name));
  await create(
    client,
    labelledBy(inside(objects, UNGUARDED), (label) => label.startsWith("pod-security")),
  );
  await create(
    client,
    labelledBy(inside(objects, OPEN), () => false),
  );
  for (const tenant of ["acme", "bare", "open"])
    await create(client, [extraBinding(tenant, `${tenant}--live`)]);
  await Promise.all([HOME, UNGUARDED, OPEN].map((name) => quotasInForce(client, name)));
});

afterAll(async () => {
  await server.stop();
});

const unmasked = (place: string): string =>
  `Pod "try" is invalid: spec.${place}[0].securityContext.procMount: Invalid value: "Unmasked": \`hostUsers\` must be false to use \`Unmasked\``;

/** Of the examples, those that are no valid pods, with what the API server says of them. */
const NEVER_VALID = [
  ["procmount0", unmasked("containers")],
  ["procmount1", unmasked("initContainers")],
];

const podsOf = (namespace: string, pod: KubernetesObject): Ask => ({
  method: "POST",
  path: `/api/v1/namespaces/${namespace}/pods`,
  body: { ...pod, metadata: { ...pod.metadata, namespace } },
});

describe.skipIf(!hasGo()).each(["user", "group", "service account"])(
  "of the standard's own examples, as %s,",
  (who) => {
    const answers = async (
      tenant: string,
      kind: "pass" | "fail",
    ): Promise<Readonly<Record<string, string>>> => {
      const namespace = `${tenant}--live`;
      const as = developersOf(tenant, namespace)[who];
      const said: Record<string, string> = {};
      for (const [name, pod] of Object.entries(podFixtures(MINOR)[kind]))
        said[name] = (await server.client.ask(dry(podsOf(namespace, pod)), as)).message;
      return said;
    };

    test("76 are refused: 74 because of the standard, and two that no API server takes", async () => {
      const said = Object.entries(await answers("acme", "fail"));
      expect(said).toHaveLength(76);
      const words = `is forbidden: violates PodSecurity "restricted:v${MINOR}": `;
      expect(said.filter(([, message]) => !message.includes(words))).toEqual(NEVER_VALID);
    });

    test("23 are admitted", async () => {
      const said = Object.entries(await answers("bare", "pass"));
      expect(said).toHaveLength(23);
      expect(said.filter(([, message]) => message !== "")).toEqual([]);
    });

    test("those 74 are admitted without the labels of the namespace", async () => {
      const said = Object.entries(await answers("open", "fail"));
      expect(said.filter(([, message]) => message !== "")).toEqual(NEVER_VALID);
    });
  },
);

test.each(Object.keys(BAD_PODS))("no bad pod of class %s is admitted, whoever asks", async (name) => {
  for (const as of Object.values(developersOf("acme", HOME))) {
    const got = await server.client.ask(dry(podsOf(HOME, podOf(HOME, BAD_PODS[name]))), as);
    expect(got.message).toContain(`pods "try" is forbidden: violates PodSecurity "restricted:v${MINOR}": `);
  }
});

test("a Deployment of bad pods gets none of them", async () => {
  const body = badDeployment("hostpid", HOME);
  const as = developersOf("acme", HOME)["group"];
  await server.client.must(
    { method: "POST", path: `/apis/apps/v1/namespaces/${HOME}/deployments`, body },
    as,
  );
  const failureOf = (said: Readonly<Record<string, unknown>>): string => {
    const { conditions = [] } = (said["status"] ?? {}) as {
      conditions?: readonly { readonly type: string; readonly message: string }[];
    };
    return conditions.find(({ type }) => type === "ReplicaFailure")?.message ?? "";
  };
  const got = await askUntil(
    () => server.client.must({ path: `/apis/apps/v1/namespaces/${HOME}/deployments/hostpid` }),
    ({ body: said }) => failureOf(said) !== "",
  );
  expect(failureOf(got.body)).toContain(
    `violates PodSecurity "restricted:v${MINOR}": host namespaces (hostPID=true)`,
  );
});

describe("of the benchmark of multi-tenancy", () => {
  test("all 19 checks are there", () => {
    expect(TENANCY_CHECKS).toHaveLength(19);
  });

  test.each(TENANCY_CHECKS)("$id holds: $title", async ({ check }) => {
    expect(await runChecks(server.client, check)).toEqual([]);
  });
});

describe("the API server shares itself", () => {
  test("among tenants, and asks for the platform in another line", async () => {
    const { client } = server;
    const flows = [TENANTS_SHARE, PLATFORM_SHARE];
    await create(client, shareObjects(["longhorn-system", "traefik"]));
    const uids = await Promise.all(
      flows.map(async (name) => {
        const { body } = await client.must({ path: `/apis/${FLOW_CONTROL_API}/flowschemas/${name}` });
        return (body["metadata"] as { readonly uid: string }).uid;
      }),
    );
    const account = (namespace: string): Principal => ({
      user: `system:serviceaccount:${namespace}:manager`,
      groups: ["system:serviceaccounts", `system:serviceaccounts:${namespace}`, "system:authenticated"],
    });
    const person = { user: "carol", groups: [PLATFORM_GROUP, "system:authenticated"] };
    const ours = [account("traefik"), account("longhorn-system"), person].map(
      (who) => [who, uids[1]] as const,
    );
    const asked = { path: `/api/v1/namespaces/${HOME}/pods` };
    const tenants = Object.values(developersOf("acme", HOME)).map((who) => [who, uids[0]] as const);
    for (const [who, uid] of [...tenants, ...ours]) {
      const got = await askUntil(
        () => client.ask(asked, who),
        ({ flowSchema }) => flowSchema === uid,
        40,
      );
      expect([who.user, got.flowSchema]).toEqual([who.user, uid]);
    }
  });
});

test("a node that would lure pods of a tenant cannot give itself that label", async () => {
  const name = "stolen";
  await server.client.must({
    method: "POST",
    path: "/api/v1/nodes",
    body: { apiVersion: "v1", kind: "Node", metadata: { name } },
  });
  const relabel = (label: string): Ask => ({
    method: "PATCH",
    path: `/api/v1/nodes/${name}`,
    body: { metadata: { labels: { [label]: "acme" } } },
  });
  const kubelet = { user: `system:node:${name}`, groups: ["system:nodes", "system:authenticated"] };
  const got = await server.client.ask(dry(relabel(TENANT_NODE_LABEL)), kubelet);
  expect(got.message).toBe(
    `nodes "${name}" is forbidden: is not allowed to modify labels: ${TENANT_NODE_LABEL}`,
  );
  const other = await server.client.ask(dry(relabel("example.test/pool")), kubelet);
  expect([other.message, other.status]).toEqual(["", 200]);
});
