import type { Properties } from "../../sandbox/provider/properties.ts";
import { TlsStandIn } from "../../sandbox/tls/provider.ts";
import { type State, TestEngine } from "./engine.ts";

export const KEY = "tls:index/privateKey:PrivateKey";
export const SELF_SIGNED = "tls:index/selfSignedCert:SelfSignedCert";
export const REQUEST = "tls:index/certRequest:CertRequest";
export const SIGNED = "tls:index/locallySignedCert:LocallySignedCert";

export const ECDSA = { algorithm: "ECDSA", ecdsaCurve: "P256" };
/** Hours. */
export const YEAR = 8_760;

/** Keys, requests and certificates, made by the engine. */
export class TlsWorld {
  readonly engine: TestEngine;

  private constructor(engine: TestEngine) {
    this.engine = engine;
  }

  static async start(): Promise<TlsWorld> {
    return new TlsWorld(await TestEngine.start(new TlsStandIn("5.0.0")));
  }

  make(type: string, inputs: Properties): Promise<State> {
    return this.engine.create(type, "thing", inputs);
  }

  async newKey(inputs: Properties = ECDSA): Promise<string> {
    return (await this.make(KEY, inputs)).outputs["privateKeyPem"] as string;
  }

  async authority(given: Properties = {}) {
    const privateKeyPem = await this.newKey();
    const inputs = {
      privateKeyPem,
      subject: { commonName: "k3s-server-ca", organization: "atoll" },
      isCaCertificate: true,
      allowedUses: ["cert_signing", "digital_signature", "crl_signing"],
      validityPeriodHours: 10 * YEAR,
      ...given,
    };
    const made = await this.make(SELF_SIGNED, inputs);
    return { made, inputs, privateKeyPem, certPem: made.outputs["certPem"] as string };
  }

  /** A request and what signs it, as inputs of a certificate. */
  async signedInputs(given: Properties = {}): Promise<Properties> {
    const { privateKeyPem, certPem } = await this.authority();
    const request = await this.make(REQUEST, {
      privateKeyPem: await this.newKey(),
      subject: { commonName: "system:admin", organization: "system:masters" },
      dnsNames: ["admin.example"],
      ipAddresses: ["127.0.0.1"],
      uris: ["spiffe://example/admin"],
    });
    return {
      caCertPem: certPem,
      caPrivateKeyPem: privateKeyPem,
      certRequestPem: request.outputs["certRequestPem"]!,
      allowedUses: ["client_auth", "digital_signature"],
      validityPeriodHours: YEAR,
      ...given,
    };
  }
}
