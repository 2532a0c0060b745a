/** The one type of VPN there is. @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpnConnection.html */
export const VPN_TYPE = "ipsec.1";

/** Where AWS keeps the keys of the tunnels: neither its API nor a state then shows them. @see https://docs.aws.amazon.com/vpn/latest/s2svpn/enhanced-security-storage.html */
export const KEY_STORAGE = "SecretsManager";

/** Number of a device that speaks no BGP, as AWS puts it where nobody says one. @see https://docs.aws.amazon.com/vpn/latest/s2svpn/cgw-options.html */
export const STATIC_DEVICE_ASN = 65_000;

/** Number of AWS's side where nobody says another. @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpnGateway.html */
export const AWS_SIDE_ASN = 64_512;

/**
 * What a tunnel agrees to: the newest exchange, authenticated ciphers, and groups on curves of 256 bits and more. AWS
 * offers everything down to SHA-1 and 1024 bits by default.
 *
 * @see https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNTunnels.html
 */
export const TUNNEL_OPTIONS = {
  IkeVersions: ["ikev2"],
  Phase1EncryptionAlgorithms: ["AES256-GCM-16"],
  Phase1IntegrityAlgorithms: ["SHA2-384", "SHA2-512"],
  Phase1DhGroupNumbers: [19, 20, 21],
  Phase2EncryptionAlgorithms: ["AES256-GCM-16"],
  Phase2IntegrityAlgorithms: ["SHA2-384", "SHA2-512"],
  Phase2DhGroupNumbers: [19, 20, 21],
  // A tunnel that fell silent is set up anew, not forgotten.
  DpdTimeoutAction: "restart",
} as const;

/** Whether the tunnels of a VPN are up: 1 all, 0 none. @see https://docs.aws.amazon.com/vpn/latest/s2svpn/monitoring-cloudwatch-vpn.html */
export const TUNNEL_METRIC = { namespace: "AWS/VPN", metricName: "TunnelState", dimension: "VpnId" } as const;
