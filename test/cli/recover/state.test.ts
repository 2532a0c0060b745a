import { expect, test } from "vitest";
import { exportState } from "../../../cli/recover/state.ts";
import type { CommandResult, Tools } from "../../../cli/recover/tools.ts";

const toolsThat = (result: CommandResult): Tools => ({
  pulumi: () => Promise.resolve(result),
  aws: () => Promise.reject(new Error("nobody asks AWS")),
  folder: "nowhere",
  project: "atoll",
});

test("a state that ends too early is told with what takes its backup back, and other refusals without", async () => {
  const failed = (stderr: string) => exportState(toolsThat({ exitCode: 255, stdout: "", stderr }), "dev");
  await expect(failed("error: failed to load checkpoint: EOF")).rejects.toThrow(
    "pulumi stack export failed:\n  error: failed to load checkpoint: EOF\n" +
      "A run was killed while it wrote the state: npx atoll recover dev",
  );
  await expect(failed("error: no stack named 'dev' found")).rejects.toThrow(
    /^pulumi stack export failed:\n {2}error: no stack named 'dev' found$/,
  );
});
