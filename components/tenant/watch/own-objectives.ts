import { canaryService } from "../../../fleet/names.ts";
import { MONITORING_NAMESPACE } from "../../../fleet/tenant-vocabulary.ts";
import { burnAlert, eventRules } from "../../platform/metrics/platform-rules/burn-rates.ts";
import { requestsWithin } from "../../platform/metrics/platform-rules/requests.ts";
import { ownObjective, type Slo } from "../../platform/metrics/platform-rules/slos.ts";
import { ruleObject } from "../../platform/rule-object.ts";
import type { RuleGroup } from "../../platform/rules.ts";
import type { SliceContext, SliceObject, SlicePart } from "../slice-object.ts";
import { publishedApplications } from "../ways/published.ts";

/** Where pages of alerts are when nobody says where they can be opened. */
const RUNBOOKS = "docs/runbooks";

/** Share of requests that have to be answered in time. */
const IN_TIME = 0.95;

/**
 * What one environment was promised instead of what is promised to all. The platform's rules work out shares and budgets
 * of every objective, whoever declares it, so only its events and its alerts are here. They are in the namespace of
 * monitoring: what wakes people up is nothing that a tenant may write.
 */
export const OWN_OBJECTIVES: SlicePart = {
  objects: (context) => {
    const groups = context.has("traefik") ? objectiveRules(context) : [];
    return groups.length === 0 ? [] : [rules(context, groups)];
  },
};

function rules({ settings, namespace }: SliceContext, groups: readonly RuleGroup[]): SliceObject {
  return {
    ...ruleObject(namespace, groups, settings.runbooksUrl ?? RUNBOOKS),
    role: "objectives",
    needs: "victoria-metrics",
    namespace: MONITORING_NAMESPACE,
  };
}

/** Events of the objectives of an environment, and their alerts; none where nothing else than the usual is promised. */
export function objectiveRules(context: SliceContext): readonly RuleGroup[] {
  const { settings, namespace } = context;
  const services = publishedApplications(context).flatMap(({ name, canaryPercent }) =>
    canaryPercent === undefined ? [name] : [name, canaryService(name)],
  );
  const { slo } = settings;
  if (slo === undefined || services.length === 0) return [];
  const slos = [
    availability(context, services, Number(slo.availability)),
    latency(context, services, slo.latencyMilliseconds),
  ];
  return [
    { name: `${namespace}-events`, rules: slos.flatMap(eventRules) },
    {
      name: `${namespace}-alerts`,
      rules: slos.flatMap((one) => [burnAlert(one, "critical"), burnAlert(one, "warning")]),
    },
  ];
}

/** Selector of what the platform has recorded of these Services; ids hold nothing that a pattern reads. */
function recorded({ settings: { tenant, environment } }: SliceContext, services: readonly string[]): string {
  return `{tenant="${tenant}",service=~"${environment}-(${services.join("|")})"}`;
}

function availability(context: SliceContext, services: readonly string[], percent: number): Slo {
  const of = recorded(context, services);
  return {
    id: ownObjective(context.namespace, "availability"),
    alert: "TenantErrorsAboveTarget",
    objective: share(percent),
    summary:
      "{{ $value | humanizePercentage }} of the requests to {{ $labels.service }} of {{ $labels.tenant }} end in a server error.",
    events: `tenant_service:gateway_requests:rate5m${of}`,
    badEvents: `tenant_service:gateway_errors:rate5m${of}`,
    leastBad: 10,
  };
}

function latency(context: SliceContext, services: readonly string[], milliseconds: number): Slo {
  const named = services.map((service) => `${context.namespace}-${service}`);
  // From one histogram at one moment: two that were recorded apart differ while requests become more.
  const events = requestsWithin(Infinity, named);
  return {
    id: ownObjective(context.namespace, "latency"),
    alert: "TenantLatencyAboveTarget",
    objective: IN_TIME,
    summary: `{{ $value | humanizePercentage }} of the requests to {{ $labels.service }} of {{ $labels.tenant }} take longer than ${milliseconds} ms.`,
    events,
    badEvents: `${events} - ${requestsWithin(milliseconds / MILLISECONDS, named)}`,
    leastBad: 50,
  };
}

const MILLISECONDS = 1000;
const HUNDRED = 100;

/** Percent as a share, without digits that only arithmetic has made. */
const share = (percent: number): number => Number((percent / HUNDRED).toPrecision(6));
