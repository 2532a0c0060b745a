import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo, Socket } from "node:net";
import { resolve } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { leadConnections } from "../../../sandbox/kubernetes/led-connections.ts";
import { FakeHost } from "../k3s-host.ts";
import { newSecretFiles } from "../k3s-secret.ts";
import { K3sWorld } from "../k3s-world.ts";
import { cloudPath } from "../network.ts";

const NAME = "made-up.elb.eu-central-1.amazonaws.com";
const ABSENT = "absent.elb.eu-central-1.amazonaws.com";
const LED = resolve(import.meta.dirname, "../../../sandbox/kubernetes/led-program.ts");

/** Asks each address that it is given, one after the other, and says what each fails with. */
const PROGRAM = `
const { request } = require("node:https");
const failure = (url) => new Promise((failed) => request(url).on("error", failed).end());
const run = async () => {
  for (const url of process.argv.slice(1)) {
    const { code, message } = await failure(url);
    console.log(code === "EHOSTUNREACH" ? code + " " + message : message);
  }
};
void run();
`;

const connection = (): unknown => Reflect.get(Socket.prototype, "connect");
const USUAL = connection();

let server: Server;
let port: number;
let takeBack: () => void = () => undefined;

beforeAll(async () => {
  // It says by which name it was asked.
  server = createServer((request, answer) => answer.end(request.headers.host)).listen(0, "127.0.0.1");
  await once(server, "listening");
  ({ port } = server.address() as AddressInfo);
});

afterEach(() => {
  takeBack();
  expect(connection()).toBe(USUAL);
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const answer = async (url: string): Promise<string> => (await fetch(url)).text();

test("a name leads to another address and port, and whoever answers there is asked by the name", async () => {
  takeBack = leadConnections((name, from) =>
    name === NAME && from === 6443 ? { host: "127.0.0.1", port } : undefined,
  );
  expect(await answer(`http://${NAME}:6443/`)).toBe(`${NAME}:6443`);
});

test("all other connections are made as usual", async () => {
  const asked: string[] = [];
  takeBack = leadConnections((name) => void asked.push(name));
  expect(await answer(`http://127.0.0.1:${port}/`)).toBe(`127.0.0.1:${port}`);
  expect(asked).toEqual(["127.0.0.1"]);
});

test("where nobody answers at a name, the connection fails and says why", async () => {
  const { port: listening } = server.address() as AddressInfo;
  takeBack = leadConnections((name) =>
    name === ABSENT ? { fault: "no server behind it answers" } : undefined,
  );
  await expect(fetch(`http://${ABSENT}:${listening}/`)).rejects.toMatchObject({
    cause: { code: "EHOSTUNREACH", message: "no server behind it answers" },
  });
});

test("a program that loads it first is led by the simulated cloud, and asks no resolver", async () => {
  const path = cloudPath();
  const world = await K3sWorld.start(new FakeHost(), await newSecretFiles(), path);
  await world.servers(["a"]);
  const urls = [`https://${world.registration}:6443/`, `https://${ABSENT}:6443/`];
  world.stop();
  const { stdout, stderr } = spawnSync(process.execPath, ["--import", LED, "--eval", PROGRAM, ...urls], {
    env: { ...process.env, ATOLL_SANDBOX_CLOUD: path, NODE_NO_WARNINGS: "1" },
    encoding: "utf8",
  });
  expect({ stdout, stderr }).toEqual({
    // Where the host of this test says that the server listens, and does not.
    stdout: `connect ECONNREFUSED 127.0.0.1:21001\nEHOSTUNREACH getaddrinfo ENOTFOUND ${ABSENT}\n`,
    stderr: "",
  });
});
