import { MOUNTED_SECRETS } from "../../../fleet/charts/metrics-vocabulary.ts";
import {
  ALERT_SECRET,
  type AlertRoute,
  type AlertSettings,
  heartbeatKey,
  MAIL_PORT,
  SMTP_KEY,
} from "./alert-settings.ts";

type Receiver = Readonly<Record<string, unknown>> & { readonly name: string };

/** Where alerts end that nobody is to hear of. */
export const NOBODY = "nobody";
export const HEARTBEAT = "heartbeat";

const secretFile = (key: string): string => `${MOUNTED_SECRETS}/${ALERT_SECRET}/${key}`;

const TITLE =
  "[{{ .Status | toUpper }}] {{ .CommonLabels.severity }} in {{ .CommonLabels.cluster }}{{ with .CommonLabels.tenant }}, tenant {{ . }}{{ end }}";
const TEXT =
  "{{ range .Alerts }}{{ .Labels.alertname }}: {{ .Annotations.summary }} {{ .Annotations.runbook_url }}\n{{ end }}";

/** Everybody whom the routes name. @see https://prometheus.io/docs/alerting/latest/configuration/#receiver */
export function receivers({ routes, heartbeat }: AlertSettings, cluster: string): readonly Receiver[] {
  return [
    { name: NOBODY },
    ...(heartbeat ? [heartbeatReceiver(cluster)] : []),
    ...routes.map((route) => ({ name: route.name, ...RECEIVERS[route.kind](route) })),
  ];
}

/** A service outside, which raises the alarm when it has not been called for some minutes. */
function heartbeatReceiver(cluster: string): Receiver {
  const url_file = secretFile(heartbeatKey(cluster));
  return { name: HEARTBEAT, webhook_configs: [{ url_file, send_resolved: false, max_alerts: 1 }] };
}

/** What makes a route's kind one of Alertmanager's; secrets are files, never text. */
const RECEIVERS: Readonly<
  Record<AlertRoute["kind"], (route: AlertRoute) => Readonly<Record<string, unknown>>>
> = {
  slack: ({ name, target }) => ({
    slack_configs: [
      { api_url_file: secretFile(name), channel: target, send_resolved: true, title: TITLE, text: TEXT },
    ],
  }),
  telegram: ({ name, target }) => ({
    telegram_configs: [
      {
        bot_token_file: secretFile(name),
        chat_id: Number(target),
        send_resolved: true,
        // Names of pods hold characters that Markdown and HTML would read.
        parse_mode: "",
        message: `${TITLE}\n${TEXT}`,
      },
    ],
  }),
  pagerduty: ({ name, target }) => ({
    pagerduty_configs: [
      {
        routing_key_file: secretFile(name),
        send_resolved: true,
        description: TITLE,
        severity: '{{ if eq .CommonLabels.severity "critical" }}critical{{ else }}warning{{ end }}',
        component: target,
      },
    ],
  }),
  email: ({ target }) => ({
    email_configs: [{ to: target, send_resolved: true, headers: { Subject: TITLE } }],
  }),
};

/** The server for mail, where there is one. */
export function mailServer({ smtp }: AlertSettings): Readonly<Record<string, unknown>> {
  if (smtp === undefined) return {};
  return {
    smtp_smarthost: `${smtp.host}:${MAIL_PORT}`,
    smtp_from: smtp.from,
    smtp_auth_username: smtp.username,
    smtp_auth_password_file: secretFile(SMTP_KEY),
    smtp_require_tls: true,
  };
}
