import { expect, test } from "vitest";
import { strangersText } from "../../cli/sandbox/blocked.ts";
import { isBlocked } from "../../cli/teardown/steps.ts";
import { sandboxAt } from "../../sandbox/engine/folder.ts";

test("what keeps a subnet is named, with the commands that end it", () => {
  const sandbox = sandboxAt("/tmp/atoll-blocked");
  const things = ["NetworkInterface eni-1, in-use, aws-K8S-left-behind, in subnet-1"];
  expect(strangersText(sandbox, "dev", things).replaceAll(sandbox.dir, "<sandbox>")).toMatch(
    new RegExp(
      [
        "^Still there, and not made by the program of dev:",
        "  NetworkInterface eni-1, in-use, aws-K8S-left-behind, in subnet-1",
        "Nothing goes on before it is gone:",
        "  npm run down -- --dir <sandbox> +removes what controllers left behind",
        "  npx atoll sandbox cloud --cloud <sandbox>/cloud\\.db delete <id> +in the simulated AWS, as whoever made it would",
        "  <sandbox>/kubectl delete \\.\\.\\. +inside a cluster$",
      ].join("\n"),
    ),
  );
});

test("only what AWS refused to delete for the sake of something else is explained by it", () => {
  const said = "deleting EC2 Subnet (subnet-1): api error DependencyViolation: The subnet has ...";
  expect(isBlocked({ succeeded: false, said })).toBe(true);
  expect(isBlocked({ succeeded: false, said: "quota" })).toBe(false);
});
