import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { sha256 } from "../../../cli/catalog/digest.ts";
import { Repository } from "../diff-repository.ts";
import { packInto } from "../rendering/made-up-charts.ts";

const CHART = "metrics-server";

/** A mirror that holds one chart in one version; of all else it knows nothing. */
async function mirror(archive: Buffer): Promise<string> {
  const index = `entries:\n  ${CHART}:\n    - version: 3.13.1\n      urls: [archive.tgz]\n`;
  const files = new Map<string | undefined, string | Buffer>([
    ["/index.yaml", index],
    ["/archive.tgz", archive],
  ]);
  const server = createServer(({ url }, response) => {
    const file = files.get(url);
    response.statusCode = file === undefined ? 404 : 200;
    response.end(file);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => {
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test("a chart comes in the version and with the digest of a revision, or in those of the work tree", async () => {
  const repository = await Repository.create(true);
  const path = await packInto(join(repository.dir, "made"), { name: CHART, version: "3.13.1", files: {} });
  const archive = readFileSync(path);
  const digest = /"metrics-server": "(sha256:\w+)"/;
  const digests = readFileSync(join(repository.dir, "fleet/chart-digests.json"), "utf8");
  repository.write("fleet/chart-digests.json", digests.replace(digest, `"${CHART}": "${sha256(archive)}"`));
  await repository.commit();
  repository.edit("fleet/charts/node-charts.ts", 'version: "3.13.1"', 'version: "3.14.0"');
  repository.write("fleet/chart-digests.json", digests);
  const address = await mirror(archive);
  const args = ["catalog", "pull", CHART, "--mirror", address, "--charts", "mine"];
  expect(await repository.atoll(...args, "--revision", "main")).toEqual({
    stdout: `${CHART} 3.13.1: pulled (1 KiB)`,
    stderr: "",
    exitCode: 0,
  });
  const kept = ["metrics-server-3.13.1.tgz", "metrics-server-3.13.1.tgz.from"];
  expect(readdirSync(join(repository.dir, "mine")).sort()).toEqual(kept);
  const { stderr, exitCode } = await repository.atoll(...args);
  expect({ exitCode, stderr: stderr.replace(address, "HTTP") }).toEqual({
    exitCode: 1,
    stderr: `error HTTP/: expected an index that has ${CHART} 3.14.0\n1 fault; nothing was changed`,
  });
  expect(readdirSync(join(repository.dir, "mine")).sort()).toEqual(kept);
  expect(repository.leftovers()).toEqual([]);
});

test("charts that the inventory installs are asked for, and no other", async () => {
  const repository = await Repository.create();
  const address = await mirror(Buffer.alloc(0));
  const { stderr } = await repository.atoll(
    "catalog",
    "pull",
    "--used",
    "--mirror",
    address,
    "--charts",
    "mine",
  );
  const used = [
    "cert-manager",
    "gateway-api",
    "karpenter",
    "karpenter-crd",
    CHART,
    "traefik",
    "traefik-crds",
    "velero",
  ];
  const isNamed = (name: string): boolean => new RegExp(`[ :/]${name}( |:)`).test(stderr);
  expect([...used, "longhorn"].filter(isNamed)).toEqual(used.filter((name) => name !== "traefik-crds"));
});

test("what cannot be, is refused", async () => {
  const repository = await Repository.create(true);
  const refused = async (...args: readonly string[]) =>
    (await repository.atoll("catalog", "pull", ...args)).stderr;
  expect(await refused("velero", "--used")).toBe(
    "error atoll catalog pull --used: expected no names of charts beside it; either name the charts, or take all that the inventory installs\n1 fault; nothing was changed",
  );
  expect(await refused("--revision", "main", "--record")).toBe(
    "error atoll catalog pull --record: expected no --revision beside it; the digests of a revision are written down already; only those of the work tree can be\n1 fault; nothing was changed",
  );
  expect(await refused("velero", "--revision", "main")).toBe(
    "error main:fleet/chart-digests.json velero: expected the digest of the chart, got none; nobody recorded it there; an archive that you put into the folder yourself is rendered, too\n1 fault; nothing was changed",
  );
  expect(await refused("velero", "--revision", "nowhere")).toMatch(
    /^error revision: expected a revision that git finds in .*, got "nowhere"; git branch --all lists the branches/,
  );
  await repository.git("rm", "-r", "--quiet", "--cached", "fleet/charts");
  await repository.git("commit", "--quiet", "--message", "as it was");
  expect(await refused("velero", "--revision", "HEAD")).toBe(
    "error HEAD:fleet/charts/charts.ts: expected a revision whose program has a catalog of charts\n1 fault; nothing was changed",
  );
});
