import { called, creation, type GuardAttack, type Rest } from "./guard-attack.ts";

const service = called("services");

function ofService(
  check: string,
  title: string,
  rows: readonly number[],
  { annotations, labels, spec = {} }: { annotations?: Rest; labels?: Rest; spec?: Rest },
): GuardAttack {
  const metadata = {
    ...(annotations === undefined ? {} : { annotations: annotations as Record<string, string> }),
    ...(labels === undefined ? {} : { labels: labels as Record<string, string> }),
  };
  const ask = creation(
    { apiVersion: "v1", kind: "Service", ...metadata },
    { spec: { ports: [{ port: 80 }], ...spec } },
  );
  return { title, rows, guard: "services", check, ask, subject: service };
}

const ELSEWHERE = "traefik.traefik.svc.cluster.local";
const MIDDLEWARE = { "traefik.ingress.kubernetes.io/router.middlewares": "traefik-admin@kubernetescrd" };

const SERVICES: readonly GuardAttack[] = [
  ofService("type", "open a load balancer", [35], { spec: { type: "LoadBalancer" } }),
  ofService("type", "open a port on every node", [35], { spec: { type: "NodePort" } }),
  ofService("addresses", "claim addresses of others", [35], { spec: { externalIPs: ["192.0.2.1"] } }),
  ofService("type", "be a name elsewhere", [35, 39], {
    spec: { type: "ExternalName", externalName: ELSEWHERE },
  }),
  ofService("names", "take a name by a Service", [43], {
    annotations: { "external-dns.alpha.kubernetes.io/hostname": "login.lagoon.cloud" },
  }),
  ofService("names", "take a name by the newer annotation", [43], {
    annotations: { "external-dns.kubernetes.io/target": "192.0.2.1" },
  }),
  ofService("names", "set up a load balancer by an annotation", [38], {
    annotations: { "service.beta.kubernetes.io/aws-load-balancer-subnets": "subnet-1" },
  }),
  ofService("references", "refer to the gateway's own by a Service", [39], { annotations: MIDDLEWARE }),
  ofService("mesh", "lead around the rules of the mesh", [44], {
    labels: { "istio.io/use-waypoint": "none" },
  }),
];

const OWN_HOST = "web.live.acme.apps.lagoon.cloud";
const backend = { service: { name: "web", port: { number: 80 } } };
const rule = (host: string | undefined): object => ({
  ...(host === undefined ? {} : { host }),
  http: { paths: [{ path: "/", pathType: "Prefix", backend }] },
});

function ofIngress(
  check: string,
  title: string,
  rows: readonly number[],
  { spec, annotations }: { spec?: Rest; annotations?: Record<string, string> },
): GuardAttack {
  const ask = creation(
    {
      apiVersion: "networking.k8s.io/v1",
      kind: "Ingress",
      ...(annotations === undefined ? {} : { annotations }),
    },
    { spec: { rules: [rule(OWN_HOST)], ...spec } },
  );
  return { title, rows, guard: "hosts", check, ask, subject: called("ingresses.networking.k8s.io") };
}

/** Shapes of a host that is not the tenant's own, each with what is odd about it. */
const HOSTS: Readonly<Record<string, string | undefined>> = {
  "of another tenant": "web.live.zeta.apps.lagoon.cloud",
  "with a star": "*.live.acme.apps.lagoon.cloud",
  "that is none": undefined,
  "above its own": "acme.apps.lagoon.cloud",
  "that begins with its own": `${OWN_HOST}.example.test`,
  "that ends with its own": `x${OWN_HOST}`,
  "in punycode": "xn--web-5cd.live.acme.apps.lagoon.cloud",
};

const INGRESSES: readonly GuardAttack[] = [
  ...Object.entries(HOSTS).map(([what, host]) =>
    ofIngress("hosts", `answer for a host ${what}`, [37], { spec: { rules: [rule(host)] } }),
  ),
  ofIngress("hosts", "show a certificate for a host of another tenant", [37], {
    spec: { tls: [{ hosts: [OWN_HOST, "web.live.zeta.apps.lagoon.cloud"], secretName: "try" }] },
  }),
  ofIngress("no-default", "answer for every host", [37], { spec: { defaultBackend: backend } }),
  ofIngress("names", "join the load balancer of another", [38], {
    annotations: { "alb.ingress.kubernetes.io/group.name": "platform" },
  }),
  ofIngress("names", "take a name by an Ingress", [43], {
    annotations: { "external-dns.kubernetes.io/hostname": "login.lagoon.cloud" },
  }),
  ofIngress("references", "refer to the gateway's own by an Ingress", [39], { annotations: MIDDLEWARE }),
];

function ofRoute(check: string, title: string, rows: readonly number[], spec: Rest): GuardAttack {
  const ask = creation(
    { apiVersion: "gateway.networking.k8s.io/v1", kind: "HTTPRoute" },
    { spec: { hostnames: [OWN_HOST], ...spec } },
  );
  return { title, rows, guard: "hosts", check, ask, subject: called("httproutes.gateway.networking.k8s.io") };
}

const ROUTES: readonly GuardAttack[] = [
  ofRoute("hosts", "route a host of another tenant", [37, 41], {
    hostnames: ["web.live.zeta.apps.lagoon.cloud"],
  }),
  ofRoute("hosts", "route whatever host comes", [37, 41], { hostnames: [] }),
  ofRoute("backends", "route to a Service of another tenant", [41], {
    rules: [{ backendRefs: [{ name: "web", namespace: "zeta--live", port: 80 }] }],
  }),
];

/** By which names nobody is reached, and where no name leads. */
export const NAME_ATTACKS: readonly GuardAttack[] = [...SERVICES, ...INGRESSES, ...ROUTES];
