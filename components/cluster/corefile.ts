import { RESOLVER_IPV6_ADDRESS } from "../../fleet/eks-vocabulary.ts";

/**
 * Configuration of CoreDNS where its own pods have IPv6 alone: the node's resolver has an IPv4 address, which they don't
 * reach, so they ask that of the VPC by IPv6. For a name with nothing but IPv4 addresses `dns64` answers with one that
 * the NAT gateway translates. The rest is what EKS writes.
 *
 * DNS64 is here and not a setting of the subnets: nodes speak IPv4 themselves, and theirs would go by the NAT gateway
 * where gateway endpoints cost nothing.
 *
 * @see https://coredns.io/plugins/dns64/
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-nat64-dns64.html
 */
export const IPV6_COREFILE = `.:53 {
    errors
    health {
        lameduck 5s
      }
    ready
    kubernetes cluster.local in-addr.arpa ip6.arpa {
      pods insecure
      fallthrough in-addr.arpa ip6.arpa
    }
    prometheus :9153
    dns64
    forward . ${RESOLVER_IPV6_ADDRESS}
    cache 30
    loop
    reload
    loadbalance
}
`;
