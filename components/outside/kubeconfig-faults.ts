import { X509Certificate } from "node:crypto";
import type { Fault } from "../../fleet/check.ts";
import { absolute, authorityOf, type KubeconfigFiles, USER_FILES } from "./kubeconfig-files.ts";
import type { KubeconfigCluster, KubeconfigUser } from "./kubeconfig-schema.ts";
import { type KubeconfigFault, WHOLE_KUBECONFIG } from "./kubeconfig-text.ts";

/** What is wrong with the server of a kubeconfig. */
export function clusterFaults(cluster: KubeconfigCluster, fault: KubeconfigFault): readonly Fault[] {
  const isSecure = /^https:\/\/[^\s/]/.test(cluster.server);
  const isOpen = cluster["insecure-skip-tls-verify"] === true;
  const missing = cluster["certificate-authority"] !== undefined;
  return [
    ...(isSecure ? [] : [fault(["server"], "an address that begins with https://")]),
    ...(isOpen
      ? [
          fault(
            ["insecure-skip-tls-verify"],
            "a server that proves who it is",
            "remove it, and give certificate-authority-data; whoever answers would get the credentials",
          ),
        ]
      : []),
    ...(missing
      ? [fault(["certificate-authority"], "a file that can be read", `take it whole: ${WHOLE_KUBECONFIG}`)]
      : []),
    ...(hasCertificate(cluster)
      ? []
      : [fault(["certificate-authority-data"], "a certificate in PEM, as base64")]),
  ];
}

const PEM = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/;

/** Whether its authority is one, if it names any; a bundle has more while an authority changes. */
function hasCertificate(cluster: KubeconfigCluster): boolean {
  const authority = authorityOf(cluster);
  if (authority === undefined) return true;
  const [first] = PEM.exec(authority) ?? [];
  try {
    return first !== undefined && new X509Certificate(first).raw.length > 0;
  } catch {
    // Whatever OpenSSL has against it, it is no certificate.
    return false;
  }
}

/** What is wrong with the credentials of a kubeconfig. */
export function userFaults(
  user: KubeconfigUser,
  files: KubeconfigFiles,
  fault: KubeconfigFault,
): readonly Fault[] {
  const certificate = user["client-certificate"] ?? user["client-certificate-data"];
  const key = user["client-key"] ?? user["client-key-data"];
  const isHalf = (certificate === undefined) !== (key === undefined);
  const isNobody = [key, user.token, user.tokenFile, user.exec].every((one) => one === undefined);
  const expected = "a token, a client certificate with its key, or a command (exec)";
  const lost = USER_FILES.filter(
    (one) => user[one] !== undefined && files.read(absolute(files, user[one])) === undefined,
  );
  return [
    ...(isHalf ? [fault([], "a client certificate and its key, both")] : []),
    ...(isNobody && !isHalf
      ? [fault([], expected, "passwords and auth-provider are gone from Kubernetes")]
      : []),
    ...lost.map((one) => fault([one], "a file that can be read", `take it whole: ${WHOLE_KUBECONFIG}`)),
  ];
}
