import { stringify } from "yaml";
import type { AddOnWish, Values } from "../contract.ts";
import { metricsEndpoints } from "../metrics/endpoints.ts";
import { runbookFile } from "../rules.ts";
import type { PlatformSettings } from "../settings.ts";

/** Alert that Argo CD itself raises; its page is that of the state which follows. */
const FAILED_DEPLOYMENT = { name: "DeploymentFailed", page: runbookFile("ApplicationOutOfSync") } as const;

/** Tenant whose namespace is deployed to; Alertmanager leaves out a label that is empty. */
const TENANT =
  '{{ with .app.spec.destination.namespace }}{{ if contains "--" . }}{{ first (splitList "--" .) }}{{ end }}{{ end }}';

/** Whether somebody is there to be told. */
export function tellsFailures({ has }: Pick<AddOnWish, "has">): boolean {
  return has("victoria-metrics");
}

/**
 * A deployment that failed is told to Alertmanager, once for each try: it goes the ways of all alerts, needs no secret,
 * and brings along what Argo CD says of it, which no metric does.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/notifications/services/alertmanager/
 */
export function argoCdNotifications(settings: PlatformSettings): Values {
  const target = metricsEndpoints(settings).alertmanager.replace(/^http:\/\//, "");
  return {
    // An empty one: Alertmanager asks for nothing, and without any the controller would not start.
    secret: { create: true },
    notifiers: { "service.alertmanager": stringify({ targets: [target] }) },
    templates: { "template.deployment-failed": stringify(template(settings)) },
    triggers: {
      "trigger.on-deployment-failed": stringify([
        {
          when: "app.status?.operationState.phase in ['Error', 'Failed']",
          oncePer: "app.status?.operationState?.startedAt",
          send: ["deployment-failed"],
        },
      ]),
    },
    subscriptions: [{ recipients: ["alertmanager"], triggers: ["on-deployment-failed"] }],
  };
}

function template({ labels, runbooksUrl }: PlatformSettings): Readonly<Record<string, unknown>> {
  const application = "{{ .app.metadata.name }}";
  return {
    message: `Application ${application} could not be deployed.`,
    alertmanager: {
      labels: {
        alertname: FAILED_DEPLOYMENT.name,
        severity: "warning",
        owner: "platform",
        ...labels,
        namespace: "{{ .app.spec.destination.namespace }}",
        tenant: TENANT,
        application,
      },
      annotations: {
        summary: `Application ${application} could not be deployed: {{ .app.status.operationState.message }}`,
        runbook_url: `${runbooksUrl}/${FAILED_DEPLOYMENT.page}`,
      },
    },
  };
}
