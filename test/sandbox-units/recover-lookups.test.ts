import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { AwsClient } from "../../cli/recover/aws-client.ts";
import { CloudSearch } from "../../cli/recover/cloud-search.ts";
import { idsInCloud } from "../../cli/recover/lookup.ts";
import type { Tools } from "../../cli/recover/tools.ts";
import { runAws } from "../../sandbox/aws/cli.ts";
import { KINDS } from "../../sandbox/aws/kinds.ts";
import * as tokens from "../../sandbox/aws/tokens.ts";
import { resource } from "../cli/recover/sample-state.ts";
import { oneOfEach } from "./one-of-each.ts";
import { SETTINGS, startSandbox, type Sandbox } from "./network.ts";

const FLEET = { "atoll:organisation": "lagoon" };

/**
 * Types that a recovery does not look for: what AWS makes itself, what no program here makes, and targets, of which the
 * provider imports none: whoever registers one twice has registered it.
 */
const NOT_LOOKED_FOR: readonly string[] = [
  tokens.DEFAULT_ROUTE_TABLE,
  tokens.ENDPOINT_ROUTE_TABLE,
  tokens.NETWORK_ACL_RULE,
  tokens.NETWORK_ACL_ASSOCIATION,
  tokens.TARGET,
];

/** The simulated command line in place of the real one; nothing here drives the engine. */
function tools(path: string): Tools {
  return {
    project: "atoll",
    folder: tmpdir(),
    pulumi: () => Promise.reject(new Error("a lookup asks the cloud alone")),
    aws: (words, environment = {}) => {
      const { code, stdout, stderr } = runAws(words, { ...environment, ATOLL_SANDBOX_CLOUD: path });
      return Promise.resolve({ exitCode: code, stdout, stderr });
    },
  };
}

async function search({ path }: Sandbox): Promise<CloudSearch> {
  const { region, ...others } = SETTINGS;
  const settings = { ...others, defaultTags: { tags: { ...SETTINGS.defaultTags.tags, ...FLEET } } };
  const rest = Object.entries(settings).map(([name, value]) => [name, JSON.stringify(value)] as const);
  const inputs = { region, ...Object.fromEntries(rest) };
  const provider = resource("pulumi:providers:aws", "main", inputs);
  return new CloudSearch(await AwsClient.open(tools(path), "atoll-recover-dev", provider), "dev");
}

test("every type is found under an id by which it is imported, whatever was begun", async () => {
  const sandbox = await startSandbox();
  const specimens = await oneOfEach(sandbox);
  for (const { state } of specimens.values()) {
    const stored = KINDS[state.type]!.storedAs ?? state.type;
    const thing = sandbox.cloud.find({ type: stored, id: state.id });
    if (thing === undefined || Object.keys(thing.tags).length === 0) continue;
    sandbox.cloud.put({ ...thing, tags: { ...thing.tags, ...FLEET, "atoll:resource": state.name } });
  }
  // The tags of an autoscaling group are an attribute of it.
  const { name, state: group } = {
    name: specimens.get(tokens.AUTOSCALING_GROUP)!.state.name,
    state: "edge-workers",
  };
  const groupTags = { ...SETTINGS.defaultTags.tags, ...FLEET, "atoll:resource": name };
  sandbox.cloud.edit(group, {
    state: {
      tags: Object.entries(groupTags).map(([key, value]) => ({ key, value, propagateAtLaunch: false })),
    },
  });
  // A person has answered.
  sandbox.cloud.edit(specimens.get(tokens.TOPIC_SUBSCRIPTION)!.state.id, {
    state: { pendingConfirmation: false },
  });
  const cloud = await search(sandbox);
  for (const [type, { state }] of specimens) {
    if (NOT_LOOKED_FOR.includes(type)) continue;
    const { name, inputs } = state;
    const ids = await idsInCloud({ type, name, inputs, begun: true }, cloud);
    const imported = await Promise.all(ids.map((id) => sandbox.engine.import(type, name, id)));
    expect({ type, found: imported.map((one) => one?.id) }).toEqual({ type, found: [state.id] });
  }
});

test("of what is not there, nothing is found", async () => {
  const sandbox = await startSandbox();
  const specimens = await oneOfEach(sandbox);
  for (const { type, id } of sandbox.cloud.list()) sandbox.cloud.delete({ type, id });
  const cloud = await search(sandbox);
  for (const [type, { state }] of specimens) {
    const { name, inputs } = state;
    const ids = await idsInCloud({ type, name, inputs, begun: true }, cloud);
    expect({ type, ids }).toEqual({ type, ids: [] });
  }
});

test("a record for all names of a zone is found under its name, whatever Route 53 lists for the star", async () => {
  const sandbox = await startSandbox();
  const specimens = await oneOfEach(sandbox);
  const zoneId = specimens.get(tokens.ZONE)!.state.id;
  const inputs = { zoneId, name: "*.dev.example.com", type: "A", ttl: 60, records: ["10.0.0.9"] };
  const made = await sandbox.engine.create(tokens.RECORD, "all", inputs);
  const found = await idsInCloud(
    { type: tokens.RECORD, name: "all", inputs, begun: true },
    await search(sandbox),
  );
  expect(found).toEqual([made.id]);
});
