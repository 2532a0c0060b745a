import { setTimeout as sleep } from "node:timers/promises";
import { ProviderError } from "../provider/error.ts";
import { UNKNOWN_VALUE, type Properties, type Value } from "../provider/properties.ts";
import type { CheckResult, Created, DiffResult, ReadResult, StandIn, Target } from "../provider/stand-in.ts";
import { openSession, type Session } from "./account.ts";
import { withName } from "./autoname.ts";
import { schemaFailures } from "./check.ts";
import type { Cloud, Place, Thing } from "./cloud.ts";
import { inputDiff } from "./diff.ts";
import { AwsError } from "./error.ts";
import { PROVIDER_TYPE, typeFacts, type TypeFacts } from "./facts.ts";
import type { Operation } from "./fault-box.ts";
import { Inputs, type Call, type Kind } from "./kind.ts";
import { KINDS } from "./kinds.ts";
import { quotaError } from "./quotas.ts";
import { inputsOf, outputsOf, stateOf } from "./state.ts";
import { allTags, checkedTags } from "./tags.ts";

/** How often the provider tries again when AWS answers that it is asked too much. */
const THROTTLE_RETRIES = 4;
const THROTTLE_MILLISECONDS = 20;
const SLOW_MILLISECONDS = 2_000;

const GERUNDS = { create: "creating", read: "reading", update: "updating", delete: "deleting" } as const;

interface Known {
  readonly kind: Kind;
  readonly facts: TypeFacts;
}

function known(type: string): Known {
  const kind = Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
  const facts = typeFacts(type);
  if (kind === undefined || facts === undefined) {
    throw new ProviderError(`${type} is not in the simulated AWS`);
  }
  return { kind, facts };
}
