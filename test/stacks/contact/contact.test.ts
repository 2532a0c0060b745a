import { describe, expect, test } from "vitest";
import type { OutsideKubeconfig } from "../../../components/outside/kubeconfig.ts";
import { CANARY, madeAuthority, madeKubeconfig } from "./made-authority.ts";
import { HOSTS, PLANT, said, update } from "./plant.ts";
import { type Answers, shownCluster, usable } from "./shown-cluster.ts";

test("a cluster that is as its entry says is gone on with", async () => {
  expect(await update(PLANT)).toEqual([]);
  expect(await update({ ...PLANT, oidc: { issuer: "https://oidc.lagoon.cloud/plant" } })).toEqual([]);
});

test("a preview says once what cannot be seen, and an update says nothing", async () => {
  const kubeconfig = await shownCluster();
  const note =
    "plant: whether volumes of fast-encrypted are encrypted cannot be seen; rook-ceph.rbd.csi.ceph.com makes them";
  expect(await said(PLANT, kubeconfig, true)).toEqual({ faults: [], warnings: [note] });
  expect(await said(PLANT, kubeconfig, false)).toEqual({ faults: [], warnings: [] });
});

test("K3s on hosts is known by its server or its nodes, and enforces policies by itself", async () => {
  const changes = {
    "/version": { gitVersion: "v1.35.8+k3s1", major: "1", minor: "35" },
    "/apis/storage.k8s.io/v1/storageclasses": {
      items: [{ metadata: { name: "local-path" }, provisioner: "rancher.io/local-path" }],
    },
    "/apis/apps/v1/daemonsets": { items: [] },
  };
  const { faults, warnings } = await said(HOSTS, await shownCluster(changes), true);
  expect(faults).toEqual([]);
  expect(warnings).toEqual([
    "plant: whether volumes of local-path are encrypted cannot be seen; rancher.io/local-path makes them; that K3s enforces policies is so unless it was told not to; that cannot be seen",
  ]);
});

describe("who may not do everything is refused before anything is looked at:", () => {
  const REVIEW = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
  test.each<[string, Answers]>([
    ["by the answer", { [REVIEW]: { status: { allowed: false } } }],
    ["by the server", { [REVIEW]: 403 }],
  ])("%s", async (_how, changes) => {
    expect(await update(PLANT, changes)).toEqual([
      "stack configuration atoll:kubeconfig: expected a user who may do everything in the cluster; bind its user to the ClusterRole cluster-admin: namespaces, roles and kinds are made with it",
    ]);
  });
});

test("credentials that the server does not take are refused, in a preview as well", async () => {
  const { faults } = await said(PLANT, await shownCluster({}, { token: `${CANARY}-of-yesterday` }), true);
  expect(faults).toEqual([
    "stack configuration atoll:kubeconfig: expected credentials that the API server takes; they may have ended; set new ones: pulumi config set --secret --stack plant atoll:kubeconfig < kubeconfig.yaml",
  ]);
});

test("a command of the kubeconfig is told what is wanted, and its token is taken", async () => {
  const print = `process.stdout.write(JSON.stringify({ kind: "ExecCredential", apiVersion: JSON.parse(process.env.KUBERNETES_EXEC_INFO).apiVersion, status: { token: "${CANARY}" } }))`;
  const exec = {
    apiVersion: "client.authentication.k8s.io/v1",
    command: process.execPath,
    args: ["-e", print],
  };
  expect(await said(PLANT, await shownCluster({}, { exec }), false)).toEqual({ faults: [], warnings: [] });
});

describe("where nobody answers, a preview goes on and an update does not:", () => {
  const failing = `process.stderr.write("no token: ${CANARY}"); process.exit(1)`;
  const exec = {
    apiVersion: "client.authentication.k8s.io/v1",
    command: process.execPath,
    args: ["-e", failing],
  };
  test.each<[string, () => Promise<OutsideKubeconfig>, string]>([
    [
      "no server",
      async () =>
        usable(
          madeKubeconfig({ server: "https://127.0.0.1:1", authority: (await madeAuthority()).certificate }),
        ),
      "ECONNREFUSED",
    ],
    [
      "another server's certificate",
      async () => {
        const { server } = await shownCluster();
        return usable(madeKubeconfig({ server, authority: (await madeAuthority()).certificate }));
      },
      "DEPTH_ZERO_SELF_SIGNED_CERT",
    ],
    [
      "a command that fails",
      () => shownCluster({}, { exec }),
      "its credentials cannot be had: a command of the kubeconfig fails, or a file",
    ],
    [
      "a server that is not well",
      () => shownCluster({ "/version": 503 }),
      "no API server that is well: HTTP 503",
    ],
    [
      "something that is no API server",
      () => shownCluster({ "/version": { token: CANARY } }),
      "no API server that is well: HTTP 200",
    ],
  ])("%s", async (_who, open, reason) => {
    const kubeconfig = await open();
    const host = new URL(kubeconfig.server).host;
    const preview = await said(PLANT, kubeconfig, true);
    expect(preview).toEqual({
      faults: [],
      warnings: [
        `plant cannot be looked at: ${reason} (${host}); neither who it is nor what its entry declares is checked`,
      ],
    });
    const { faults } = await said(PLANT, kubeconfig, false);
    expect(faults).toEqual([
      `stack configuration atoll:kubeconfig: expected a kubeconfig whose API server answers, got ${reason} (${host}); an update needs it; a preview goes on without`,
    ]);
    expect(JSON.stringify([preview, faults])).not.toContain(CANARY);
  });
});

test("an address of the host itself is no way to K3s on hosts", async () => {
  const kubeconfig = usable(
    madeKubeconfig({ server: "https://127.0.0.1:1", authority: (await madeAuthority()).certificate }),
  );
  expect((await said(HOSTS, kubeconfig, false)).faults).toEqual([
    "stack configuration atoll:kubeconfig: expected a kubeconfig whose API server answers, got ECONNREFUSED (127.0.0.1:1); /etc/rancher/k3s/k3s.yaml names the host itself; write k3s.lagoon.cloud instead",
  ]);
});
