import { afterEach, beforeEach, expect, test } from "vitest";
import type { TestEngine } from "../engine.ts";
import { CONFIG_MAP, configMap, FakeCluster } from "./cluster.ts";
import { failure } from "./fake-api-server.ts";

let cluster: FakeCluster;
let engine: TestEngine;

beforeEach(async () => {
  cluster = await FakeCluster.start();
  engine = await cluster.provider();
});

afterEach(() => {
  cluster.stop();
});

const made = () => engine.create(CONFIG_MAP, "settings", configMap({ colour: "blue" }));

test.each([
  [
    "kubernetes:helm.sh/v4:Chart",
    "kubernetes:helm.sh/v4:Chart is not simulated; install charts by kubernetes:helm.sh/v3:Release",
  ],
  [
    "kubernetes:yaml/v2:ConfigGroup",
    "kubernetes:yaml/v2:ConfigGroup is not simulated; declare each object as a resource of its own",
  ],
  ["kubernetes:index:Thing", "the stand-in for the Kubernetes provider has no kubernetes:index:Thing"],
])("%s is refused", async (type, message) => {
  await expect(engine.check(type, "thing", {})).rejects.toThrow(message);
});

test("invokes are refused", async () => {
  await expect(engine.invoke("kubernetes:helm:template")).rejects.toThrow(
    "invoke kubernetes:helm:template is not supported by the simulator",
  );
});

test.each([
  ["fail", "Internal error occurred: injected by the simulator"],
  ["throttle", "the server has received too many requests and has asked us to try again later"],
  ["quota", "exceeded quota: injected by the simulator"],
] as const)("the fault %s strikes once", async (kind, message) => {
  cluster.faults.add({ operation: "create", kind, name: "settings" });
  await expect(made()).rejects.toThrow(message);
  expect((await made()).id).toBe("acme/settings");
});

test("a server that says later is asked again, and one that stays unavailable is believed in the end", async () => {
  const later = failure(429, "TooManyRequests", "storage is (re)initializing");
  cluster.server.refusals.push(later, later);
  expect((await made()).id).toBe("acme/settings");
  const others = configMap({}, { name: "others", namespace: "acme" });
  const gone = failure(503, "ServiceUnavailable", "the server is currently unable to handle the request");
  // A check of the inputs, which lets everything pass that is no fault of theirs, and the create itself.
  cluster.server.refusals.push(...Array.from({ length: 22 }, () => gone));
  await expect(engine.create(CONFIG_MAP, "others", others)).rejects.toThrow(
    "the server is currently unable to handle the request",
  );
});
