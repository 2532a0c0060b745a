import { changes, type OperationName, type OperationReport } from "../../sandbox/engine/operation.ts";

/** What an operation did, for a program: no value of any resource is in it. */
export function operationJson(operation: OperationName, stack: string, report: OperationReport) {
  const { succeeded, steps, messages, policy } = report;
  return {
    stack,
    operation,
    succeeded,
    changes: changes(report).map(({ op, type, name }) => ({ op, type, name })),
    resources: steps.length,
    messages,
    policy: policy.map(({ policyName, enforcementLevel, resourceUrn = "", message }) => ({
      rule: policyName,
      level: enforcementLevel,
      resource: resourceUrn.split("::").at(-1) ?? "",
      message,
    })),
  };
}
