import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { bootstrapText } from "../../../cli/bootstrap/bootstrap-text.ts";
import { fleetSchema } from "../../../fleet/schema/fleet.ts";

const settings = fleetSchema.parse({
  organisation: "lagoon",
  dnsZone: "lagoon.cloud",
  accounts: { main: { id: "111122223333", role: "atoll-deployer" } },
  state: { account: "main", awsRegion: "eu-central-1", replicaRegion: "eu-west-1" },
  addresses: { supernets: ["10.0.0.0/8"] },
});

test("a bootstrap ends with what comes next", () => {
  expect(stripVTControlCharacters(bootstrapText(settings, "main", "done", "bucket"))).toBe(
    [
      "ok account main is ready, and the state of bootstrap.main is in the bucket. Next:",
      "  commit Pulumi.bootstrap.main.yaml",
      "  pulumi login 's3://atoll-lagoon-state-111122223333?region=eu-central-1'",
      "  npx atoll stack init",
    ].join("\n"),
  );
});

test("in a sandbox nothing is committed, and nobody logs in", () => {
  expect(stripVTControlCharacters(bootstrapText(settings, "main", "done", "sandbox"))).toBe(
    "ok account main is ready, and the state of bootstrap.main is in the sandbox",
  );
});
