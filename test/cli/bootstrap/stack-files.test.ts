import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { completedStackFile } from "../../../cli/stack/stack-file.ts";
import { initText, strayFiles, unmet } from "../../../cli/stack/stack-init.ts";
import { sampleFleet } from "../../record/sample-fleet.ts";

const WANTED = {
  secretsProvider: "awskms://alias/atoll-lagoon-state?region=eu-central-1",
  inventory: "inventory",
};
const complete = (text?: string): string | undefined => completedStackFile("Pulumi.dev.yaml", text, WANTED);

test("a stack without a file gets one, and then lacks nothing", () => {
  const text = complete() ?? "";
  expect(text).toContain("secretsprovider: awskms://alias/atoll-lagoon-state?region=eu-central-1\n");
  expect(text).toContain("atoll:inventory: inventory");
  expect(complete(text)).toBeUndefined();
});

test("what others wrote stays: their provider, their encrypted key, their configuration", () => {
  const text =
    "# mine\nsecretsprovider: awskms://alias/other\nencryptedkey: AQ==\nconfig:\n  atoll:inventory: elsewhere\n";
  expect(complete(text)).toBe(`${text}  pulumi:disable-default-providers:\n    - "*"\n`);
});

test("a file with the salt of a passphrase gets no other provider", () => {
  expect(complete("encryptionsalt: v1:a\nconfig: {}\n")).not.toContain("secretsprovider");
});

test("a file that is no map is refused", () => {
  expect(() => complete("")).toThrow(
    "Pulumi.dev.yaml: expected keys and values of a Pulumi stack; restore it from git",
  );
});

test("a file without an entry is named; the project's own, and that of an account, are not", () => {
  const files = ["Pulumi.yaml", "Pulumi.dev.yaml", "Pulumi.gone.yaml", "Pulumi.bootstrap.tools.yaml"];
  expect(strayFiles(files, ["dev"], ["tools"])).toEqual(["Pulumi.gone.yaml"]);
});

const CLUSTERS = new Map([
  ["dev", { network: { mode: "create" } }],
  ["plant", { network: { mode: "external" } }],
]);

test("what a stack lacks is named only where somebody else made the cluster, until its file has it", () => {
  const folder = mkdtempSync(join(tmpdir(), "atoll-stacks-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const lacking = () => unmet(folder, ["dev", "plant"], CLUSTERS);
  expect(lacking()).toEqual({ lockedOut: ["plant"], unpinned: ["plant"] });
  writeFileSync(join(folder, "Pulumi.plant.yaml"), "config:\n  atoll:inventory: inventory\n");
  expect(lacking()).toEqual({ lockedOut: ["plant"], unpinned: ["plant"] });
  const open = "config:\n  atoll:kubeconfig:\n    secure: AAABAM\n";
  writeFileSync(join(folder, "Pulumi.plant.yaml"), open);
  expect(lacking()).toEqual({ lockedOut: [], unpinned: ["plant"] });
  writeFileSync(join(folder, "Pulumi.plant.yaml"), `${open}  atoll:clusterId: 6f0c2a9e\n`);
  expect(lacking()).toEqual({ lockedOut: [], unpinned: [] });
});

test("whoever makes the files is told how a kubeconfig, and which cluster it is, come into one", () => {
  const said = { stacks: ["plant"], incomplete: [], strays: [], lockedOut: ["plant"], unpinned: ["plant"] };
  const state = {
    account: "workloads",
    awsRegion: "eu-central-1",
    replicaRegion: "eu-west-1",
    oldVersionDays: 365,
    operators: [],
  };
  const settings = { ...sampleFleet({}).settings, state };
  expect(initText(settings, { ...said, isCheck: true })).toBe(
    "no kubeconfig yet: Pulumi.plant.yaml\nnot said yet which cluster it is: Pulumi.plant.yaml\n1 stacks looked at",
  );
  expect(
    initText(settings, { ...said, isCheck: false })
      .split("\n")
      .slice(-4),
  ).toEqual([
    "And for each whose cluster somebody else made, its kubeconfig:",
    "  pulumi config set --secret --stack plant atoll:kubeconfig < kubeconfig.yaml",
    "And which cluster that is, as the first pulumi preview prints it:",
    "  pulumi config set atoll:clusterId <uid> --stack plant",
  ]);
});
