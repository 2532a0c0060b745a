import type { SsoSettings } from "../../../fleet/schema/sso.ts";
import { GATEWAY_NAMESPACE } from "../../../fleet/tenant-vocabulary.ts";
import type { AddOnFault, AddOnWish, Values } from "../contract.ts";
import type { WantedSecret } from "../secrets/external-secret.ts";

type Wish = AddOnWish<"grafana">;

/** Secret with the secret of the client, and its key there. */
const CLIENT_SECRET: WantedSecret = {
  name: "grafana-sso",
  from: "sso",
  keys: { clientSecret: "clientSecret" },
};

/** Whether people sign in. */
const signsIn = ({ settings, own }: Wish): boolean => settings.sso !== undefined && own.signIn !== undefined;

/** Whether people reach it by a name: never while nobody has to sign in. */
function isExposed(wish: Wish): boolean {
  return signsIn(wish) && wish.settings.certificates !== undefined && wish.has("traefik");
}

const hostOf = ({ settings }: Wish): string => `grafana.${settings.dnsZone}`;

/** Secrets without which nobody could sign in. */
export function signInSecrets(wish: Wish): readonly WantedSecret[] {
  return signsIn(wish) ? [CLIENT_SECRET] : [];
}

/** An address of a provider without the provider. */
export function signInFaults({ settings, own }: Wish): readonly AddOnFault[] {
  if (own.signIn === undefined || settings.sso !== undefined) return [];
  const expected = "sso in fleet.yaml, whose provider signIn of grafana has the addresses of";
  return [{ expected, hint: "write sso in fleet.yaml, or leave signIn out" }];
}

/** How people get in: by the provider with a role that their groups give, or by a forwarded port, as anybody. */
export function signInValues(wish: Wish): Values {
  const { settings, own } = wish;
  const { sso } = settings;
  const { signIn } = own;
  const noPassword = { auth: { disable_login_form: true }, "auth.basic": { enabled: false } };
  if (sso === undefined || signIn === undefined) {
    // Looking around in logs and traces takes an editor's role; whatever one changes is gone with the pod.
    const anonymous = { enabled: true, org_role: "Editor", hide_version: true };
    return { "grafana.ini": { ...noPassword, "auth.anonymous": anonymous } };
  }
  const exposed = isExposed(wish);
  return {
    "grafana.ini": {
      ...noPassword,
      server: { root_url: exposed ? `https://${hostOf(wish)}` : "http://localhost:3000" },
      "auth.generic_oauth": {
        enabled: true,
        name: "SSO",
        client_id: sso.clientId,
        scopes: ["openid", "profile", "email", sso.groupsClaim].join(" "),
        auth_url: signIn.authorizeUrl,
        token_url: signIn.tokenUrl,
        api_url: signIn.userinfoUrl,
        use_pkce: true,
        allow_assign_grafana_admin: true,
        role_attribute_path: roles(sso),
        role_attribute_strict: true,
      },
    },
    envValueFrom: {
      GF_AUTH_GENERIC_OAUTH_CLIENT_SECRET: {
        secretKeyRef: { name: CLIENT_SECRET.name, key: "clientSecret", optional: true },
      },
    },
    ...(exposed ? { route: { main: route(hostOf(wish)) } } : {}),
  };
}

/** JMESPath: who is in none of the groups gets no role, and with it no way in. Explore takes an editor's role. */
function roles({ admins, viewers, groupsClaim }: SsoSettings): string {
  const role = (groups: readonly string[], name: string): readonly string[] =>
    groups.map((group) => `contains("${groupsClaim}"[*], '${group}') && '${name}'`);
  return [...role(admins, "GrafanaAdmin"), ...role(viewers, "Editor")].join(" || ");
}

function route(host: string): Values {
  return {
    enabled: true,
    hostnames: [host],
    parentRefs: [{ name: "platform", namespace: GATEWAY_NAMESPACE, sectionName: "https" }],
  };
}
