import { type Finding, must } from "../../finding.ts";
import type { ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

const JOB = "kubernetes:batch/v1:Job";
const CRON_JOB = "kubernetes:batch/v1:CronJob";

function jobFindings(spec: Value): readonly Finding[] {
  return must(
    spec.at("activeDeadlineSeconds"),
    "a number of seconds",
    (known) => typeof known === "number" && known > 0,
  );
}

function cronFindings(inputs: Value): readonly Finding[] {
  const spec = inputs.at("spec");
  const concurrency = must(
    spec.at("concurrencyPolicy"),
    '"Forbid" or "Replace"',
    (known) => known === "Forbid" || known === "Replace",
  );
  return spec.isUnknown ? concurrency : [...concurrency, ...jobFindings(spec.at("jobTemplate", "spec"))];
}

export const requireJobDeadlines: ResourceRule = {
  id: "require-job-deadlines",
  level: "mandatory",
  group: "cost",
  scope: "resource",
  what: "Jobs end after a time, and a CronJob does not start one beside another",
  why: "a job that hangs holds its node for ever, and one that is late is joined by the next",
  remedy: "set activeDeadlineSeconds, and concurrencyPolicy: Forbid",
  answers: ["bill: nodes for jobs that hang", "threat: jobs that flood a cluster"],
  see: "https://kubernetes.io/docs/concepts/workloads/controllers/job/",
  appliesTo: (type) => type === JOB || type === CRON_JOB,
  check: (inputs, { type }) => (type === JOB ? jobFindings(inputs.at("spec")) : cronFindings(inputs)),
};
