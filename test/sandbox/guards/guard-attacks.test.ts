import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ApiServer, askUntil, dry, startApiServer } from "../tenant-world.ts";
import { KIND_ATTACKS } from "./attacks-by-kinds.ts";
import { NAME_ATTACKS } from "./attacks-by-names.ts";
import { OBJECT_ATTACKS } from "./attacks-by-objects.ts";
import { POD_ATTACKS } from "./attacks-by-pods.ts";
import {
  creation,
  deploymentOf,
  GUARD_PREFIX,
  type GuardAttack,
  podWith,
  refusalOf,
} from "./guard-attack.ts";
import { DEPLOYER } from "./deployer-allows.ts";
import { CONTROLLERS, EVERYDAY, ON_BEHALF } from "./guard-allows.ts";
import {
  ASLEEP,
  ELSEWHERE,
  furnish,
  HOME,
  OPEN_PLACES,
  OWN_NODES,
  ownerOf,
  OWNERS,
  TOLD_FIRST,
  UNTOLD,
} from "./guard-world.ts";

const ATTACKS = [...POD_ATTACKS, ...NAME_ATTACKS, ...OBJECT_ATTACKS, ...KIND_ATTACKS];

/** A guard is in force within a second of its making, and the first test has waited for that. */
const TRIES = 20;

let server: ApiServer;

beforeAll(async () => {
  server = await startApiServer();
  await furnish(server);
});

afterAll(async () => {
  await server.stop();
});

function placeOf({ onOwnNodes, isUntold, isAsleep }: GuardAttack): string {
  if (isAsleep === true) return ASLEEP;
  if (isUntold === true) return UNTOLD;
  return onOwnNodes === true ? OWN_NODES : HOME;
}

/** Connections have no dry run: the guard refuses before anything is connected. */
const harmless = (attack: GuardAttack, namespace: string) =>
  attack.guard === "commands" ? attack.ask(namespace) : dry(attack.ask(namespace));

describe.each(Object.keys(OWNERS))("whoever may do everything in a tenant's namespace, as %s,", (who) => {
  test.each(ATTACKS)("cannot $title ($guard)", async (attack) => {
    const namespace = placeOf(attack);
    const as = ownerOf(namespace.replace("--live", ""), who);
    const got = await askUntil(
      () => server.client.ask(harmless(attack, namespace), as),
      ({ status }) => status === 403,
      TRIES,
    );
    expect(got.message).toBe(refusalOf(attack, namespace));
    expect(got.status).toBe(403);
  });
});

describe("without the one check, somebody can", () => {
  test.each(ATTACKS)("$title ($guard)", async (attack) => {
    const { namespace, tenant } = OPEN_PLACES.find(
      ({ guard, check }) => guard.name === `${GUARD_PREFIX}${attack.guard}` && check === attack.check,
    )!;
    const got = await askUntil(
      () => server.client.ask(harmless(attack, namespace), ownerOf(tenant, "user")),
      ({ status }) => status === (attack.otherwise ?? 200) || status === 201,
      TRIES,
    );
    if (attack.otherwise === undefined) expect(got.message).toBe("");
    else expect(got.status).toBe(attack.otherwise);
    expect(got.message).not.toContain("ValidatingAdmissionPolicy");
  });
});

test.each(Object.keys(OWNERS))("a tenant's %s makes what tenants make every day", async (who) => {
  for (const { title, ask } of EVERYDAY) {
    const got = await server.client.ask(dry(ask(HOME)), ownerOf("acme", who));
    expect([title, got.message, got.status]).toEqual([title, "", 201]);
  }
});

test("a tenant with nodes of its own runs pods there", async () => {
  const spec = {
    nodeSelector: { "node-restriction.kubernetes.io/atoll-tenant": "deep" },
    tolerations: [{ key: "atoll/tenant", operator: "Equal", value: "deep", effect: "NoSchedule" }],
  };
  const got = await server.client.ask(dry(podWith({ spec })(OWN_NODES)), ownerOf("deep", "user"));
  expect([got.message, got.status]).toEqual(["", 201]);
});

test.each(CONTROLLERS)("no guard is in the way when $title", async ({ ask, as }) => {
  const got = await server.client.ask(dry(ask(HOME)), as);
  expect(got.message).toBe("");
  expect(got.status).toBeLessThan(300);
});

test.each(DEPLOYER)("whoever manages tenants makes $title", async ({ ask }) => {
  const got = await server.client.ask(dry(ask(HOME)));
  expect(got.message).toBe("");
  expect(got.status).toBeLessThan(300);
});

test("a controller makes no pod for a tenant that the tenant may not make", async () => {
  const got = await server.client.ask(dry(ON_BEHALF.ask(HOME)), ON_BEHALF.as);
  expect(got.message).toBe(
    "pods \"try\" is forbidden: ValidatingAdmissionPolicy 'atoll-tenant-pod-placement' with binding 'atoll-tenant-pod-placement' denied request: a pod does not choose its node: leave out nodeName",
  );
});

/** A request for what no tenant may have. */
const nodePort = (namespace: string) =>
  dry(
    creation(
      { apiVersion: "v1", kind: "Service" },
      { spec: { type: "NodePort", ports: [{ port: 80 }] } },
    )(namespace),
  );

test("a name that begins like those of EKS' own parts is nobody's on a cluster that is not EKS", async () => {
  const as = { user: "eks:ann", groups: ["system:masters"] };
  const got = await askUntil(
    () => server.client.ask(nodePort(ELSEWHERE), as),
    ({ status }) => status === 403,
    TRIES,
  );
  expect(got.message).toContain("a Service is of type ClusterIP: the gateway is the way in");
  expect((await server.client.ask(nodePort(HOME), as)).status).toBe(201);
});

test("where a cluster wants to be told first, nothing is refused, and its sender hears what would be", async () => {
  const got = await askUntil(
    () => server.client.ask(nodePort(TOLD_FIRST), ownerOf("told", "user")),
    ({ warning }) => warning !== "",
    TRIES,
  );
  expect([got.status, got.message]).toEqual([201, ""]);
  expect(got.warning).toContain("a Service is of type ClusterIP: the gateway is the way in");
});

test("elsewhere in the cluster no guard has a say", async () => {
  const got = await server.client.ask(nodePort("default"));
  expect([got.message, got.status]).toEqual(["", 201]);
});

test("what an autoscaler has made smaller gets new versions, and is not made smaller by its tenant", async () => {
  const { client } = server;
  const { as } = CONTROLLERS[0]!;
  await client.must(deploymentOf({ spec: { replicas: 1 } })(HOME), as);
  const path = `/apis/apps/v1/namespaces/${HOME}/deployments/try`;
  const newer = { spec: { template: { metadata: { annotations: { version: "2" } } } } };
  const owner = ownerOf("acme", "user");
  const got = await client.ask(dry({ method: "PATCH", path, body: newer }), owner);
  expect([got.message, got.status]).toEqual(["", 200]);
  const smaller = await client.ask(dry({ method: "PATCH", path, body: { spec: { replicas: 2 } } }), owner);
  expect(smaller.status).toBe(403);
});
