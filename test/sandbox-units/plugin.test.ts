import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { status } from "@grpc/grpc-js";
import { afterEach, expect, test } from "vitest";
import { openCloud } from "../../sandbox/aws/cloud.ts";
import * as tokens from "../../sandbox/aws/tokens.ts";
import { sdkVersion } from "../../sandbox/provider/sdk-version.ts";
import { TestEngine } from "./engine.ts";
import { cloudPath, SETTINGS } from "./network.ts";

const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

/** Something that listens as the engine does, and can vanish as a killed engine does. */
class FakeEngine {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  constructor() {
    this.#server = createServer((socket) => {
      this.#sockets.add(socket);
      socket.on("error", () => undefined);
    });
  }

  async listen(): Promise<string> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Closes a silent connection, as an engine does that goes on living. */
  dropSockets(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#sockets.clear();
  }

  vanish(): void {
    this.#server.close();
    this.dropSockets();
  }
}

async function start(script: string, engine: string, cloud = cloudPath()) {
  const child = spawn(process.execPath, [script, engine], {
    env: { ...process.env, ATOLL_SANDBOX_CLOUD: cloud },
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  return { child, port: Number(line.toString()) };
}

test.each([
  ["aws", "@pulumi/aws"],
  ["kubernetes", "@pulumi/kubernetes"],
  ["random", "@pulumi/random"],
  ["tls", "@pulumi/tls"],
])("the %s plugin prints its port and says the version of its SDK", async (name, sdk) => {
  const engine = new FakeEngine();
  const { port } = await start(`sandbox/${name}/main.ts`, await engine.listen());
  const speaker = TestEngine.connect(port);
  expect(await speaker.version()).toBe(sdkVersion(sdk));
  speaker.stop();
  engine.vanish();
});

test("a plugin ends when its engine is gone, and not when a connection is", async () => {
  const engine = new FakeEngine();
  const { child } = await start("sandbox/aws/main.ts", await engine.listen());
  engine.dropSockets();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(child.exitCode).toBeNull();
  engine.vanish();
  const [code] = (await once(child, "exit")) as [number];
  expect(code).toBe(0);
});

test("a crash does what was asked for and ends the provider", async () => {
  const engine = new FakeEngine();
  const path = cloudPath();
  const cloud = openCloud(path);
  cloud.faults.add({ operation: "create", kind: "crash" });
  const { child, port } = await start("sandbox/aws/main.ts", await engine.listen(), path);
  const speaker = TestEngine.connect(port);
  await speaker.configure(SETTINGS);
  await expect(speaker.create(tokens.VPC, "vpc", { cidrBlock: "10.0.0.0/16" })).rejects.toMatchObject({
    cause: { code: status.UNAVAILABLE },
  });
  speaker.stop();
  if (child.signalCode === null) await once(child, "exit");
  expect(child.signalCode).toBe("SIGKILL");
  expect(cloud.count({ type: tokens.VPC })).toBe(1);
  cloud.close();
  engine.vanish();
});
