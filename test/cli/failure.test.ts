import { expect, test } from "vitest";
import { failureText } from "../../cli/sandbox/failure.ts";

const failed = (...messages: readonly string[]) =>
  failureText("dev", { succeeded: false, steps: [], messages, policy: [], seconds: 1 });

const REFUSED = "creating EC2 NAT Gateway: api error InternalError: An internal error has occurred";
const CANCELLED = "dev-cluster: creating EKS Cluster: the operation was canceled";

test("a failure that stopped other steps half way says what failed, and not that somebody stopped it", () => {
  expect(failed(CANCELLED, REFUSED, "update failed")).toBe(
    `dev: the operation failed\n  ${REFUSED}\n  update failed`,
  );
});

test("a run that was stopped, and in which nothing failed, says how to go on", () => {
  expect(failed(CANCELLED, "update failed")).toBe(
    "dev: stopped half way, nothing is lost; run this again to go on",
  );
});

test("a stack that is read and was never made is named with the command that makes it", () => {
  const messages = ['unknown stack "organization/atoll/eu-central"'];
  const report = { succeeded: false, steps: [], policy: [], seconds: 1, messages };
  expect(failureText("dev", report)).toContain(
    "dev reads the stack eu-central, which is not there: npx atoll sandbox up eu-central, then run this again",
  );
});
