import { createPublicKey, generateKeyPairSync, sign, verify } from "node:crypto";
import { describe, expect, test } from "vitest";
import { discoveryDocument, keysDocument } from "../../../components/k3s/oidc-documents.ts";

/** A key, and the name that Kubernetes gives it: SHA-256 over its DER form, as openssl computes it. */
const KNOWN_KEY = `-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAnGzQ8GdsqKeBtTL+A6Ji
HZWCtq4QQrGAFA+tPbamRVGxwPYhCqFwHbXeJVA9iqy0Xiy1LZUk9E/ZW0AzsyvU
TvvKUUQvTwr0OycvZdZZ2iuN+oNdS08DPWdDOgVgWwgTf+i3A7ZWdxBYHrVy0EjL
Uc7eSDwpEY7UOkmhcI9hK+K75yI6eursBmH+5SS9DlF3jbXHEZi1/EX8jIvaHSmE
iDvFBNNa5HxmK8HyIB7z4JFsAVwORObTo7qxdt8MXk715dLHYobcYZOC/2FrHteJ
os7RZyHMZVFviWEpqMTUDjIk6Op9OcIlnmx4dF2OCXJvURf6Qa+YjfPNzOwCrxzJ
aQIDAQAB
-----END PUBLIC KEY-----`;
const KNOWN_NAME = "8C6tleu8EgVeM83ZD4n9ixrEp_Eu5F5v_s_J6pwLXAQ";

interface Keys {
  readonly keys: readonly {
    readonly kid: string;
    readonly kty: string;
    readonly n: string;
    readonly e: string;
  }[];
}

describe("the documents of an issuer", () => {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const pem = publicKey.export({ type: "spki", format: "pem" }).toString();
  const { keys } = JSON.parse(keysDocument(pem)) as Keys;

  test("hold the one public key, by which a token of the private one is proven", () => {
    const [key] = keys;
    const read = createPublicKey({ key: { kty: key!.kty, n: key!.n, e: key!.e }, format: "jwk" });
    const token = Buffer.from("header.payload");
    expect(verify("RSA-SHA256", token, read, sign("RSA-SHA256", token, privateKey))).toBe(true);
    expect(keys).toHaveLength(1);
    expect(key).toMatchObject({ use: "sig", alg: "RS256" });
  });

  test("name the key as the API server does in its tokens", () => {
    expect((JSON.parse(keysDocument(KNOWN_KEY)) as Keys).keys.map(({ kid }) => kid)).toEqual([KNOWN_NAME]);
  });

  test("hold nothing of the private key", () => {
    expect(Object.keys(keys[0] ?? {}).sort()).toEqual(["alg", "e", "kid", "kty", "n", "use"]);
  });

  test("say where the keys are, below the issuer itself", () => {
    expect(JSON.parse(discoveryDocument("https://issuer.example"))).toEqual({
      issuer: "https://issuer.example",
      jwks_uri: "https://issuer.example/keys.json",
      response_types_supported: ["id_token"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["RS256"],
    });
  });
});
