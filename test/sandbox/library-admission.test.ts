import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ReadObject } from "../../components/tenant/delivery/guardrail-report.ts";
import { GUARDS } from "../../components/tenant/guards/guards.ts";
import { sampleSlice } from "../components/tenant/sample-slices.ts";
import { recordSlices } from "../record/record-slices.ts";
import type { Answer } from "./api-client.ts";
import { guardObjects } from "./guards/guard-world.ts";
import { BARE, HAS_HELM, HAS_KUSTOMIZE, renderedChart, renderedComponent } from "./rendered-library.ts";
import {
  type ApiServer,
  askUntil,
  collectionOf,
  create,
  developersOf,
  dry,
  type KubernetesObject,
  objectsOf,
  quotasInForce,
  startApiServer,
  tenantRoles,
} from "./tenant-world.ts";

const NAMESPACE = "acme--live";

/** Somebody of the tenant's group, with the rights of its role, which are those of its deployer. */
const DEVELOPER = developersOf("acme", NAMESPACE)["group"];

describe("what the library renders, behind walls and guards of a real API server", () => {
  let server: ApiServer;

  beforeAll(async () => {
    server = await startApiServer();
    await create(server.client, tenantRoles());
    await create(server.client, objectsOf(await recordSlices([sampleSlice({ leastReplicas: 3 })])));
    await create(server.client, GUARDS.flatMap(guardObjects));
    await quotasInForce(server.client, NAMESPACE);
  });

  afterAll(() => server.stop());

  async function asked(object: ReadObject, wished: (answer: Answer) => boolean): Promise<Answer> {
    const read = object as unknown as KubernetesObject;
    const body = { ...read, metadata: { ...read.metadata, namespace: NAMESPACE } };
    const path = `${collectionOf(body)}?fieldValidation=Strict`;
    return askUntil(() => server.client.ask(dry({ method: "POST", path, body }), DEVELOPER), wished, 40);
  }

  const refused = ({ status }: Answer): boolean => status !== 201;

  test("a Deployment without it is refused", async () => {
    const got = await asked(BARE as ReadObject, refused);
    expect(got.message).toMatch(/denied request|violates PodSecurity/);
    expect(got.status).toBe(403);
  });

  test.skipIf(!HAS_KUSTOMIZE)("with the component it is taken, and so is its budget", async () => {
    const objects = renderedComponent(BARE);
    expect(objects.map(({ kind }) => kind)).toEqual(["Deployment", "PodDisruptionBudget"]);
    for (const object of objects) expect((await asked(object, () => true)).message).toBe("");
  });

  test.skipIf(!HAS_HELM)("everything in the chart is taken", async () => {
    const objects = renderedChart({ image: "ghcr.io/acme/shop:v1.4.2" });
    expect(objects.map(({ kind }) => kind)).toEqual(["PodDisruptionBudget", "Service", "Deployment"]);
    for (const object of objects) expect((await asked(object, () => true)).message).toBe("");
  });
});
