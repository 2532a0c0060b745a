import { expect, test } from "vitest";
import type { ClusterTools } from "../../../cli/cluster/cluster-access.ts";
import { groundOf } from "../../../cli/teardown/ground.ts";
import { livingClusters, withClusters } from "../../../cli/teardown/live-clusters.ts";
import * as tokens from "../../../sandbox/aws/tokens.ts";
import { AWS, planOf, PROVIDER, resource } from "../recover/sample-state.ts";

const CLUSTER = { ...resource(tokens.CLUSTER, "dev", { name: "dev" }), provider: PROVIDER };

/** A stack without anything in its state, and an EKS cluster of its name with these tags. */
async function world(tags: Readonly<Record<string, string>>) {
  const opened: string[] = [];
  const cluster = { name: "dev", status: "ACTIVE", endpoint: "https://api", tags };
  const tools: ClusterTools = {
    project: "atoll",
    folder: "/tmp",
    pulumi: () => Promise.reject(new Error("no operation")),
    aws: () => Promise.resolve({ exitCode: 0, stdout: JSON.stringify({ cluster }), stderr: "" }),
    openCluster: (name) => {
      opened.push(name);
      const ask = () => Promise.reject(new Error("nothing is asked"));
      return Promise.resolve({ name, ask, close: () => Promise.resolve() });
    },
  };
  const ground = await groundOf(tools, "dev", { deployment: { resources: [] } }, planOf(AWS, CLUSTER));
  return { tools, ground, opened };
}

const OWN = { "atoll:organisation": "lagoon", "atoll:stack": "dev" };

test("with nothing in the state, a cluster of the name that the plan has is entered when its tags say it is the stack's", async () => {
  const { tools, ground, opened } = await world(OWN);
  expect(await livingClusters(ground)).toEqual(["dev"]);
  expect(await withClusters({ tools, ground }, (clusters) => Promise.resolve(clusters.length))).toBe(1);
  expect(opened).toEqual(["dev"]);
});

test.each([
  [{ ...OWN, "atoll:organisation": "rival" }, "atoll:organisation=rival and atoll:stack=dev"],
  [{ ...OWN, "atoll:stack": "other" }, "atoll:organisation=lagoon and atoll:stack=other"],
  [{}, "neither"],
])("somebody else's cluster of that name stops a teardown, and is never entered", async (tags, got) => {
  const { tools, ground, opened } = await world(tags);
  const sentence = `EKS cluster dev in eu-central-1 tags: expected atoll:organisation=lagoon and atoll:stack=dev, got ${got}; it is not this stack's, so nothing in it is read or changed`;
  await expect(livingClusters(ground)).rejects.toThrow(sentence);
  await expect(withClusters({ tools, ground }, () => Promise.resolve())).rejects.toThrow(sentence);
  expect(opened).toEqual([]);
});
