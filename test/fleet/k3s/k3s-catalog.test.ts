import { describe, expect, test } from "vitest";
import { KUBERNETES_MINORS } from "../../../fleet/charts/catalog.ts";
import { K3S_RELEASES, k3sImage, k3sRelease } from "../../../fleet/k3s/k3s-catalog.ts";
import { k3sBucketName, k3sIssuer, k3sOidcBucketName, k3sSecretName } from "../../../fleet/names.ts";
import { sampleInventory, sampleRegion } from "../addresses/sample.ts";

describe("the catalog of K3s", () => {
  test.each(Object.entries(K3S_RELEASES))("has a release of %s itself", (minor, release) => {
    expect(release.version).toMatch(new RegExp(`^v${minor.replace(".", "\\.")}\\.\\d+\\+k3s\\d+$`));
    expect(release.source).toBe(
      `https://github.com/k3s-io/k3s/releases/tag/${release.version.replace("+", "%2B")}`,
    );
    expect(release.checked).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });

  test("has every minor that add-ons are made for", () => {
    expect(Object.keys(K3S_RELEASES)).toEqual(KUBERNETES_MINORS.map(({ minor }) => minor));
    expect(() => k3sRelease("1.29")).toThrow("the catalog has no release of K3s for Kubernetes 1.29");
  });

  test("names an image by a day that stays the same", () => {
    expect(k3sImage()).toMatch(
      /^resolve:ssm:\/aws\/service\/canonical\/ubuntu\/server\/24\.04\/stable\/\d{8}\/amd64\/hvm\/ebs-gp3\/ami-id$/,
    );
    expect(k3sImage("arm64")).toBe(k3sImage().replace("amd64", "arm64"));
  });
});

describe("names of a K3s cluster", () => {
  const { settings } = sampleInventory([]);
  const region = sampleRegion("eu");

  test("say whose it is, and the issuer is the address of what the world reads", () => {
    expect(k3sBucketName(settings, region, "dev")).toBe("atoll-lagoon-dev-k3s-111122223333");
    expect(k3sOidcBucketName(settings, region, "dev")).toBe("atoll-lagoon-dev-oidc-111122223333");
    expect(k3sIssuer(settings, region, "dev")).toBe(
      "https://atoll-lagoon-dev-oidc-111122223333.s3.eu-central-1.amazonaws.com",
    );
    expect(k3sSecretName("dev", "server")).toBe("atoll/dev/k3s-server");
    expect(k3sSecretName("dev", "agent")).toBe("atoll/dev/k3s-agent");
  });

  test("fit however long those of fleet and cluster are", () => {
    const long = { ...settings, organisation: "o".repeat(20) };
    const names = [
      k3sBucketName(long, region, "c".repeat(20)),
      k3sOidcBucketName(long, region, "c".repeat(20)),
    ];
    for (const name of names) expect(name).toMatch(/^[a-z0-9-]{3,63}$/);
    expect(new Set(names).size).toBe(2);
  });
});
