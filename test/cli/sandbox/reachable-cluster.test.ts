import { expect, test } from "vitest";
import { reachable } from "../../../cli/sandbox/reachable-cluster.ts";

const NAME = "edge-0a1b.elb.eu-central-1.amazonaws.com";
const config = (server: string, more: object = {}) => ({
  clusters: [{ name: "edge", cluster: { server, ...more } }],
});
const serverOf = (read: object): unknown => (read as ReturnType<typeof config>).clusters[0]?.cluster;
const found = () => ({ host: "127.0.0.1", port: 4321 });

test("a name of the simulated AWS leads to this machine, and the certificate is asked for the name", () => {
  expect(serverOf(reachable("edge", config(`https://${NAME}:6443`), found))).toEqual({
    server: "https://127.0.0.1:4321",
    "tls-server-name": NAME,
  });
  const given = config(`https://${NAME}:6443`, { "tls-server-name": "inside" });
  expect(serverOf(reachable("edge", given, found))).toMatchObject({ "tls-server-name": "inside" });
});

test("any other name is left to the machine's own resolver", () => {
  const eks = config("https://127.0.0.1:7");
  expect(reachable("edge", eks, () => undefined)).toEqual(eks);
});

test("nobody behind a name is said", () => {
  const nobody = () => ({ fault: "no server behind it answers" });
  expect(() => reachable("edge", config(`https://${NAME}:6443`), nobody)).toThrow(
    "no server behind it answers",
  );
});
