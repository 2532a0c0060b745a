import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { rotationScript } from "../../components/k3s/token-rotation-plan.ts";
import * as tokens from "../../sandbox/aws/tokens.ts";
import { FakeHost } from "./k3s-host.ts";
import { newSecretFiles, type SecretFiles } from "./k3s-secret.ts";
import { K3sWorld } from "./k3s-world.ts";

let secret: SecretFiles;
let world: K3sWorld;

beforeAll(async () => {
  secret = await newSecretFiles();
});

beforeEach(async () => {
  world = await K3sWorld.start(new FakeHost(), secret);
});

afterEach(() => {
  world.stop();
});

test("the datastore has the new token when the servers were told to take it, and who joins later needs it", async () => {
  const [a, b] = await world.servers(["a", "b"]);
  await world.putSecrets(secret, "another");
  const early = await world.server("c");
  expect(world.said(early)).toBe("failed to validate token: the servers of this cluster have another one");
  await world.rotation([a!, b!]);
  expect(world.token).toBe("another");
  await world.engine.refresh(early);
  expect(world.said(early)).toBeUndefined();
  await world.putSecrets(secret, "s3cret");
  expect(world.said(await world.workers(1))).toBe(
    "failed to retrieve configuration from server: not authorized",
  );
});

test("an update fails when a server cannot read its new token, and the token stays", async () => {
  const [a, b] = await world.servers(["a", "b"]);
  await world.putSecrets(secret, "another");
  await world.setRights([{ Effect: "Deny", Action: "*", Resource: "*" }]);
  await expect(world.rotation([a!, b!])).rejects.toThrow(
    `${a!.id}: cannot read the secret atoll/edge/k3s-server; may this machine's role read it?`,
  );
  expect(world.token).toBe("s3cret");
  expect(world.cloud.find({ type: tokens.SSM_ASSOCIATION, state: { associationName: "rotation" } })).toBe(
    undefined,
  );
});

test("workers are told by their tag, also where there is none yet", async () => {
  const made = await world.make(tokens.SSM_ASSOCIATION, "workers", {
    ...{ name: "AWS-RunShellScript", associationName: "workers" },
    parameters: { commands: rotationScript("agent", 2) },
    targets: [{ key: "tag:atoll:cluster", values: ["edge"] }],
  });
  expect(made.id).not.toBe("");
  expect(world.token).toBeUndefined();
});
