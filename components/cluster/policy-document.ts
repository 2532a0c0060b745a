import type { Permission } from "./cluster.ts";

/** A statement of an IAM policy, as it is sent. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: unknown;
  readonly Action: string | readonly string[];
  readonly Resource?: unknown;
  readonly Condition?: unknown;
}

/** A document of IAM around these statements, not yet text, for parts of it may be known only after an update. */
export function policyDocument(statements: readonly Statement[]): object {
  return { Version: "2012-10-17", Statement: statements };
}

/** What lets a service of AWS assume a role. */
export function serviceTrust(service: string): string {
  return JSON.stringify(
    policyDocument([{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }]),
  );
}

const SID = /^[A-Za-z0-9]+$/;
const ACTION = /^[a-z0-9-]+:[A-Za-z0-9]+$/;

/**
 * The statements of these permissions.
 *
 * @throws Error when an action is no exact one: rights that nobody spelt out are a bug of ours.
 */
export function allowStatements(permissions: readonly Permission[]): readonly Statement[] {
  return permissions.map(({ sid, actions, resources, conditions }) => {
    const vague = actions.filter((action) => !ACTION.test(action));
    if (!SID.test(sid) || vague.length > 0 || actions.length === 0 || resources.length === 0)
      throw new Error(
        `permission ${JSON.stringify(sid)} is not exact: ${vague.join(", ") || "it is incomplete"}`,
      );
    return {
      Sid: sid,
      Effect: "Allow",
      Action: actions,
      Resource: resources,
      ...(conditions === undefined ? {} : { Condition: conditions }),
    };
  });
}
