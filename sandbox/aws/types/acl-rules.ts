import { ProviderError } from "../../provider/error.ts";
import { AwsError } from "../error.ts";
import type { Call } from "../kind.ts";
import { QUOTAS, withinQuota } from "../quotas.ts";

const RULE_MIN = 1;
const RULE_MAX = 32_766;
const PORT_MAX = 65_535;

/** Protocols by name, as the provider understands them in rules and import ids. */
const PROTOCOLS: Readonly<Record<string, string>> = {
  all: "-1",
  icmp: "1",
  tcp: "6",
  udp: "17",
  icmpv6: "58",
};

const ACTIONS = ["allow", "deny"];

export function protocolNumber(protocol: string): string {
  return PROTOCOLS[protocol.toLowerCase()] ?? protocol;
}

/** A rule in either of its two notations. */
export interface Rule {
  readonly number: number;
  readonly action: string;
  readonly protocol: string;
  readonly from: number;
  readonly to: number;
}

export function checkRule({ number, action, protocol, from, to }: Rule): void {
  if (!Number.isInteger(number) || number < RULE_MIN || number > RULE_MAX) {
    throw new AwsError(
      "InvalidParameterValue",
      `Value (${number}) for parameter ruleNumber is invalid. Rule numbers are in ${RULE_MIN}..${RULE_MAX}`,
    );
  }
  if (!ACTIONS.includes(action.toLowerCase())) {
    throw new AwsError("InvalidParameterValue", `Value (${action}) for parameter ruleAction is invalid`);
  }
  const hasPorts = ["6", "17"].includes(protocolNumber(protocol));
  if (hasPorts && !(from >= 0 && from <= to && to <= PORT_MAX)) {
    throw new AwsError(
      "InvalidParameterValue",
      `Invalid value for portRange. Invalid port range (${from}:${to})`,
    );
  }
}

export function entryExists(number: number): AwsError {
  return new AwsError(
    "NetworkAclEntryAlreadyExists",
    `The network acl entry identified by ${number} already exists.`,
  );
}

/** Rules written inside the ACL itself. */
export function checkInlineRules(call: Call): void {
  for (const direction of ["ingress", "egress"]) {
    const numbers = new Set<number>();
    for (const inline of call.inputs.objects(direction)) {
      const number = inline.number("ruleNo");
      const [from, to] = [inline.number("fromPort"), inline.number("toPort")];
      if (!inline.has("cidrBlock") && !inline.has("ipv6CidrBlock")) {
        throw new AwsError("MissingParameter", "The request must contain the parameter cidrBlock");
      }
      const protocol = inline.text("protocol");
      checkRule({ number, action: inline.text("action"), protocol, from, to });
      // AWS keeps no ports of these, and the provider would see a change for ever.
      if (protocolNumber(protocol) === "-1" && (from !== 0 || to !== 0)) {
        throw new ProviderError(
          `to_port (${to}) and from_port (${from}) must both be 0 to use the 'all' "-1" protocol!`,
        );
      }
      if (numbers.has(number)) throw entryExists(number);
      withinQuota(call.cloud, QUOTAS.rulesPerAcl, numbers.size);
      numbers.add(number);
    }
  }
}
