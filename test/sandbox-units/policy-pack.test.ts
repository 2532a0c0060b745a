import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { credentials, Server, ServerCredentials, type ServiceError, status } from "@grpc/grpc-js";
import grpcPb from "@pulumi/pulumi/proto/language_grpc_pb.js";
import languagePb from "@pulumi/pulumi/proto/language_pb.js";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { languageService } from "../../sandbox/language-host/service.ts";

const MODULES = resolve(import.meta.dirname, "../../node_modules");

const server = new Server();
let port: number;

beforeAll(async () => {
  server.addService(grpcPb.LanguageRuntimeService, languageService());
  port = await new Promise<number>((ready, fail) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) ready(bound);
      else fail(error);
    });
  });
});
afterAll(() => {
  server.forceShutdown();
});

/** A pack whose entry is this text. */
function packOf(entry: string): string {
  const folder = mkdtempSync(join(tmpdir(), "atoll-pack-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  mkdirSync(join(folder, "pack"));
  symlinkSync(MODULES, join(folder, "node_modules"));
  writeFileSync(
    join(folder, "pack/package.json"),
    '{ "version": "1.0.0", "type": "module", "main": "index.js" }',
  );
  writeFileSync(join(folder, "pack/index.js"), entry);
  return join(folder, "pack");
}

interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | undefined;
}

/** Runs a plugin by the language host, and ends it as soon as it has printed what `until` says. */
async function runPlugin(pack: string, { kind = "analyzer", until = "" } = {}): Promise<Ran> {
  const request = new languagePb.RunPluginRequest();
  request.setKind(kind);
  const info = new languagePb.ProgramInfo();
  info.setProgramDirectory(pack);
  request.setInfo(info);
  request.setArgsList(["127.0.0.1:1"]);
  request.setEnvList(["ATOLL_TEST_WORD=a=b"]);
  const client = new grpcPb.LanguageRuntimeClient(`127.0.0.1:${port}`, credentials.createInsecure());
  const call = client.runPlugin(request);
  const ran = { stdout: "", stderr: "", exitCode: undefined as number | undefined };
  call.on("data", (response: InstanceType<typeof languagePb.RunPluginResponse>) => {
    const text = (bytes: Uint8Array | string): string => Buffer.from(bytes as Uint8Array).toString();
    if (response.hasStdout()) ran.stdout += text(response.getStdout());
    if (response.hasStderr()) ran.stderr += text(response.getStderr());
    if (response.hasExitcode()) ran.exitCode = response.getExitcode();
    if (until !== "" && ran.stdout.includes(until)) call.cancel();
  });
  try {
    return await new Promise<Ran>((done, fail) => {
      call.on("end", () => {
        done(ran);
      });
      call.on("error", (error: ServiceError) => {
        if (error.code === status.CANCELLED) done(ran);
        else fail(error);
      });
    });
  } finally {
    client.close();
  }
}

test("a pack runs in its own folder, with the engine's environment, and its end is told", async () => {
  const pack = packOf(`
    console.log(process.cwd(), process.env.ATOLL_TEST_WORD);
    console.error("a warning");
    setTimeout(() => process.exit(7), 10);
  `);
  expect(await runPlugin(pack)).toEqual({ stdout: `${pack} a=b\n`, stderr: "a warning\n", exitCode: 7 });
});

test("a pack ends when the engine has had enough of it", async () => {
  const pack = packOf(`console.log(process.pid); setInterval(() => undefined, 1000);`);
  const { stdout } = await runPlugin(pack, { until: "\n" });
  await expect.poll(() => isAlive(Number(stdout)), { timeout: 10_000 }).toBe(false);
});

test("the host runs no plugin but policy packs", async () => {
  await expect(runPlugin(packOf(""), { kind: "resource" })).rejects.toMatchObject({
    code: status.UNIMPLEMENTED,
    details: "expected a policy pack, got a plugin of kind resource",
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
