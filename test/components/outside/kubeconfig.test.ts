import { beforeAll, describe, expect, test } from "vitest";
import { faultLine } from "../../../fleet/check.ts";
import { readKubeconfig } from "../../../components/outside/kubeconfig.ts";
import {
  CANARY,
  madeAuthority,
  madeKubeconfig,
  type MadeCertificate,
} from "../../stacks/contact/made-authority.ts";

let authority: MadeCertificate;
beforeAll(async () => {
  authority = await madeAuthority();
});

/** Files by path, beside the kubeconfig's folder. */
const files = (known: Readonly<Record<string, string>> = {}) => ({
  folder: "/home/kim",
  read: (path: string) => known[path],
});

function faultsOf(text: string, known?: Readonly<Record<string, string>>): readonly string[] {
  const reading = readKubeconfig(text, files(known));
  return "faults" in reading ? reading.faults.map(faultLine) : [];
}

function sound(text: string, known?: Readonly<Record<string, string>>) {
  const reading = readKubeconfig(text, files(known));
  if ("faults" in reading) throw new Error(reading.faults.map(faultLine).join("\n"));
  return reading.kubeconfig;
}

const made = (changes: Omit<Parameters<typeof madeKubeconfig>[0], "authority"> = {}) =>
  madeKubeconfig({ authority: authority.certificate, ...changes });

test("a bundle of certificates is an authority, and none at all is that of the machine", async () => {
  const renewed = await madeAuthority();
  expect(
    sound(madeKubeconfig({ authority: `${authority.certificate}\n${renewed.certificate}` })).server,
  ).toBe(sound(made()).server);
  const open = { cluster: { "certificate-authority-data": undefined } };
  expect(sound(made({ ...open, server: "https://a.example" })).server).toBe("https://a.example");
});

test("only the current context comes along, so no other cluster's credentials do", () => {
  const config = JSON.parse(made()) as Record<string, unknown[]>;
  const more = {
    ...config,
    clusters: [
      ...(config["clusters"] ?? []),
      { name: "other", cluster: { server: "https://other.example" } },
    ],
    users: [...(config["users"] ?? []), { name: "root", user: { token: "of-another-cluster" } }],
    contexts: [...(config["contexts"] ?? []), { name: "other", context: { cluster: "other", user: "root" } }],
  };
  expect(sound(JSON.stringify(more)).text).toBe(sound(made()).text);
});

test("relative paths begin at the project's folder, and the authority is read", () => {
  const user = { exec: { apiVersion: "client.authentication.k8s.io/v1", command: "./token.sh" } };
  const cluster = { "certificate-authority-data": undefined, "certificate-authority": "ca.crt" };
  const { text } = sound(made({ user, cluster }), { "/home/kim/ca.crt": authority.certificate });
  expect(text).toContain('"command":"/home/kim/token.sh"');
  expect(text).not.toContain("ca.crt");
  expect(text).toContain(Buffer.from(authority.certificate).toString("base64"));
  const byFile = sound(made({ user: { tokenFile: "token" } }), { "/home/kim/token": CANARY });
  expect(byFile.text).toContain('"tokenFile":"/home/kim/token"');
});

test("a command without a slash is one of the machine's own", () => {
  const exec = { apiVersion: "client.authentication.k8s.io/v1", command: "aws" };
  expect(sound(made({ user: { exec } })).text).toContain('"command":"aws"');
});

const WHOLE = "take it whole: kubectl config view --raw --minify --flatten";

describe("a kubeconfig is refused, with the line and without a word of what it holds,", () => {
  test.each<[string, () => string, readonly string[]]>([
    [
      "when it was cut off",
      () => made().slice(0, -120),
      [
        expect.stringMatching(
          /^kubeconfig:\d+:\d+: expected valid YAML 1\.2; it may have been cut off; take it whole: /,
        ),
      ],
    ],
    [
      "when it is empty of all but a comment",
      () => "# nothing\n",
      [`kubeconfig: expected a kubeconfig with clusters, users, contexts and a current-context; ${WHOLE}`],
    ],
    [
      "when its context is no other",
      () => made().replace('"current-context": "admin@plant"', '"current-context": "kim"'),
      [
        `kubeconfig:30:22 current-context: expected the name of one of its contexts; see kubectl config get-contexts`,
      ],
    ],
    [
      "when it lacks its user",
      () => made().replace('"user": "admin"', '"user": "kim"'),
      [`kubeconfig:24:18 contexts[0].context: expected a cluster and a user that it holds; ${WHOLE}`],
    ],
    [
      "when it lets anybody answer",
      () => made({ cluster: { "insecure-skip-tls-verify": true } }),
      [
        "kubeconfig:10:37 clusters[0].cluster.insecure-skip-tls-verify: expected a server that proves who it is; remove it, and give certificate-authority-data; whoever answers would get the credentials",
      ],
    ],
    [
      "when its server is asked in the clear",
      () => made({ server: "http://127.0.0.1:8080" }),
      ["kubeconfig:8:19 clusters[0].cluster.server: expected an address that begins with https://"],
    ],
    [
      "when its user has half a certificate",
      () => made({ user: { "client-certificate-data": CANARY } }),
      ["kubeconfig:16:15 users[0].user: expected a client certificate and its key, both"],
    ],
    [
      "when its user has a password",
      () => made({ user: { username: "admin", password: CANARY } }),
      [
        "kubeconfig:16:15 users[0].user: expected a token, a client certificate with its key, or a command (exec); passwords and auth-provider are gone from Kubernetes",
      ],
    ],
    [
      "when its authority is no certificate",
      () => madeKubeconfig({ authority: CANARY }),
      [
        "kubeconfig:9:39 clusters[0].cluster.certificate-authority-data: expected a certificate in PEM, as base64",
      ],
    ],
    [
      "when a file of it is not there",
      () => made({ user: { tokenFile: "gone" } }),
      [`kubeconfig:17:22 users[0].user.tokenFile: expected a file that can be read; ${WHOLE}`],
    ],
    [
      "when a value is of another kind",
      () => made({ user: { token: 7 }, cluster: { "insecure-skip-tls-verify": CANARY } }),
      [
        `kubeconfig:10:37 clusters[0].cluster.insecure-skip-tls-verify: expected true or false; ${WHOLE}`,
        `kubeconfig:18:18 users[0].user.token: expected a value of a kubeconfig; ${WHOLE}`,
      ],
    ],
  ])("%s", (_when, text, lines) => {
    const faults = faultsOf(text());
    expect(faults).toEqual(lines);
    expect(faults.join("\n")).not.toContain(CANARY);
  });
});
