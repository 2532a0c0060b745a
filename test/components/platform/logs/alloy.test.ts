import { describe, expect, test } from "vitest";
import { alloyConfig } from "../../../../components/platform/logs/alloy-config.ts";
import { alloy } from "../../../../components/platform/logs/alloy.ts";
import { type ContextChanges, addOnContext } from "../add-on-context.ts";

const valuesOf = (changes: ContextChanges = {}) => alloy.values(addOnContext("alloy", changes));
const CONFIG = alloyConfig({
  cluster: "dev",
  write: "http://loki.loki.svc:3100/loki/api/v1/push",
  excludedNamespaces: [],
});

describe("traps of the chart", () => {
  test("trap: its role reads all Secrets: it reads pods and namespaces, and nothing else", () => {
    const verbs = ["get", "list", "watch"];
    expect(valuesOf()).toMatchObject({
      rbac: {
        rules: [{ apiGroups: [""], resources: ["pods"], verbs }],
        clusterRules: [{ apiGroups: [""], resources: ["namespaces"], verbs }],
      },
    });
  });

  test("trap: it writes two lists of rules one after the other, of which an empty one breaks the role: neither is empty", () => {
    const { rbac } = valuesOf() as { rbac: Record<string, readonly unknown[]> };
    for (const rules of Object.values(rbac)) expect(rules.length).toBeGreaterThan(0);
  });

  test("trap: a collector that hangs would stay: it is asked whether it answers, and not whether a store does", () => {
    expect(valuesOf()).toMatchObject({
      alloy: { livenessProbe: { httpGet: { path: "/-/ready", port: 12345 }, failureThreshold: 5 } },
    });
  });

  test("trap: files of the node need a privileged namespace: it is its own, and root in it may do nothing more", () => {
    expect(alloy.contract).toMatchObject({ namespace: "alloy", podSecurity: "privileged" });
    expect(valuesOf()).toMatchObject({
      alloy: {
        mounts: { varlog: true },
        securityContext: {
          runAsUser: 0,
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ["ALL"] },
        },
      },
    });
  });

  test("trap: a second container, which reloads its configuration, is baseline as shipped: it is off", () => {
    expect(valuesOf()).toMatchObject({ configReloader: { enabled: false } });
  });

  test("trap: it tells its maker of its use unless it is told not to", () => {
    expect(valuesOf()).toMatchObject({ alloy: { enableReporting: false } });
  });

  test("trap: its kind is installed by a chart inside the chart, and never upgraded: it is left out", () => {
    expect(valuesOf()).toMatchObject({ crds: { create: false } });
  });

  test("the configuration goes through Helm's templates, so it holds nothing that one would read", () => {
    expect(CONFIG).not.toContain("{{");
  });
});

test("a new pod goes on where the last one was: what was read is remembered on the node", () => {
  expect(valuesOf()).toMatchObject({
    alloy: { storagePath: "/var/lib/alloy" },
    controller: {
      volumes: {
        extra: [{ name: "data", hostPath: { path: "/var/lib/alloy", type: "DirectoryOrCreate" } }, {}],
      },
    },
  });
});

test("it runs on every node, whatever that is kept free for", () => {
  expect(valuesOf()).toMatchObject({
    controller: { type: "daemonset", tolerations: [{ operator: "Exists" }] },
  });
});

describe("the configuration", () => {
  test("takes the tenant of the namespace's label, and calls all else the platform's", () => {
    const [first = "", second = ""] = CONFIG.split("\n\n").filter((block) => block.includes('"tenant"'));
    expect(first).toContain('replacement = "platform"');
    expect(second).toContain('source_labels = ["__meta_kubernetes_namespace_label_atoll_tenant"]');
    expect(second).toContain('regex = "(.+)"');
    expect(CONFIG).toContain('stage.tenant {\n    label = "tenant"\n  }');
  });

  test("asks for pods of its own node alone", () => {
    expect(CONFIG).toContain('field = "spec.nodeName=" + sys.env("HOSTNAME")');
  });

  test("gives each stream these labels, and the cluster to all", () => {
    const labels = [...CONFIG.matchAll(/target_label = "([a-z]+)"/g)].map(([, label]) => label);
    expect([...new Set(labels)]).toEqual(["namespace", "pod", "container", "app", "tenant"]);
    expect(CONFIG).toContain('external_labels = {\n    cluster = "dev",\n  }');
  });

  test("waits for Loki for ever, but not for a tenant that is above its limit", () => {
    expect(CONFIG).toContain("max_backoff_retries = 0");
    expect(CONFIG).toContain("retry_on_http_429   = false");
  });

  test("leaves namespaces out that the entry names", () => {
    const { alloy: told } = valuesOf({ own: { excludedNamespaces: ["kube-system", "tenant-noise"] } }) as {
      alloy: { configMap: { content: string } };
    };
    expect(told.configMap.content).toContain('regex = "kube-system|tenant-noise"\n    action = "drop"');
    expect(CONFIG).not.toContain('drop"\n');
  });

  test("has as many brackets that open as that close", () => {
    const count = (bracket: string): number => CONFIG.split(bracket).length;
    for (const [open = "", close = ""] of ["{}", "[]", "()"].map((pair) => pair.split("")))
      expect(count(open)).toBe(count(close));
  });
});

describe("the id of a trace is found in", () => {
  const written = /expression = (".*")\n/.exec(CONFIG)?.[1] ?? '""';
  const pattern = (JSON.parse(written) as string).replace("(?i)", "").replace("(?P<", "(?<");
  const found = (line: string) => new RegExp(pattern, "i").exec(line)?.groups?.["trace_id"];
  const ID = "4bf92f3577b34da6a3ce929d0e0e4736";

  test.each([
    ["JSON", `{"level":"info","trace_id":"${ID}","msg":"x"}`],
    ["JSON in other words", `{"traceId": "${ID}"}`],
    ["JSON with a dot", `{"trace.id":"${ID}"}`],
    ["JSON inside JSON", `{"log":"{\\"trace_id\\":\\"${ID}\\"}"}`],
    ["logfmt", `level=info traceID=${ID} msg=x`],
    ["plain text", `12:00 ERROR trace-id: ${ID} it failed`],
  ])("%s", (_, line) => {
    expect(found(line)).toBe(ID);
  });

  test.each([
    ["a line without one", "level=info msg=x"],
    ["an id that is too short", '{"trace_id":"4bf92f"}'],
    ["a number of another name", `{"request_id":"${ID}"}`],
  ])("and not in %s", (_, line) => {
    expect(found(line)).toBeUndefined();
  });
});

test("on IPv6 it listens there, too", () => {
  expect(valuesOf({ facts: { ipFamily: "ipv6" } })).toMatchObject({ alloy: { listenAddr: "[::]" } });
  expect(valuesOf()).toMatchObject({ alloy: { listenAddr: "0.0.0.0" } });
});
