import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { format, resolveConfig } from "prettier";
import { expect, test } from "vitest";
import { datastoreFlags } from "../../../fleet/k3s/datastore-flags.ts";
import { nodeFlags } from "../../../fleet/k3s/node-flags.ts";
import { serverFlags } from "../../../fleet/k3s/server-flags.ts";
import { releaseTag } from "../../../fleet/k3s/system-vocabulary.ts";
import { SERVER } from "./sample-boots.ts";

const PAGE = resolve(import.meta.dirname, "../../../docs/k3s-machines.md");
const TABLE = /(?<=<!-- flags: begin -->\n)[^]*?(?=<!-- flags: end -->)/;

/** Values that differ from cluster to cluster, by what stands for them. */
const FACTS: Readonly<Record<string, string>> = {
  "100.64.0.0/16": "pods",
  "172.20.0.0/16": "services",
  "172.20.0.10": "dns",
  [SERVER.flags.issuer ?? ""]: "issuer",
  "bucket-name": "bucket",
  "eu-central-1": "region",
  "registration-name": "name",
  [releaseTag(SERVER.version)]: "release",
};

function shown(value: string | number | boolean): string {
  const text = Object.entries(FACTS).reduce(
    (all, [fact, name]) => all.replaceAll(fact, `<${name}>`),
    `${value}`,
  );
  // Ciphers are long, and prettier leaves cells as they are.
  return text.length > 100 ? `${text.slice(0, 60)}...` : text;
}

async function table(): Promise<string> {
  const { flags, snapshots } = SERVER;
  const bucket = { name: "bucket-name", awsRegion: "eu-central-1", server: "<server>" };
  const servers = serverFlags({ flags, snapshots, names: ["registration-name"], bucket });
  const alike = datastoreFlags(flags).length;
  const nodes = nodeFlags({
    version: SERVER.version,
    labels: { "<label>": "<value>" },
    taints: [{ key: "<taint>", value: "<value>", effect: "NoSchedule" }],
    maxPods: 110,
    reserved: "cpu=500m,memory=1Gi",
  });
  const rows = [
    ...servers.map((flag, index) => ({ ...flag, where: index < alike ? "all servers alike" : "servers" })),
    ...nodes.map((flag) => ({ ...flag, where: "nodes" })),
  ].map(({ where, key, value, why }) => `| ${where} | \`${key}\` | \`${shown(value)}\` | ${why} |`);
  const text = ["| Of | Flag | Value | Why |", "| --- | --- | --- | --- |", ...rows, ""].join("\n");
  return format(text, { ...(await resolveConfig(PAGE)), parser: "markdown" });
}

test("the page lists every flag that machines get, and why", async () => {
  const page = readFileSync(PAGE, "utf8");
  const wanted = await table();
  if (process.env["ATOLL_UPDATE_DOCS"] === "1")
    writeFileSync(
      PAGE,
      page.replace(TABLE, () => `\n${wanted}\n`),
    );
  expect(TABLE.exec(readFileSync(PAGE, "utf8"))?.[0].trim()).toBe(wanted.trim());
});
