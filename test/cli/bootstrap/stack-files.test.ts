import { expect, test } from "vitest";
import { completedStackFile } from "../../../cli/stack/stack-file.ts";
import { strayFiles } from "../../../cli/stack/stack-init.ts";

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
