import { type Files, SOUND } from "../written-inventory.ts";
import { bad, type BadInput } from "./bad-input.ts";

const MIRROR: Files = {
  "fleet.yaml": `${SOUND["fleet.yaml"] ?? ""}mirrors: { images: registry.lagoon.cloud/mirror }\n`,
};
const mirror = (images: string): Files => ({
  "fleet.yaml": `${SOUND["fleet.yaml"] ?? ""}mirrors: { images: ${images} }\n`,
});
const network = (text: string, cluster = SOUND["clusters/dev.yaml"] ?? ""): Files => ({
  "clusters/dev.yaml": `${cluster}network: ${text}\n`,
});
const region = (text: string): Files => ({ "regions/eu.yaml": `${SOUND["regions/eu.yaml"] ?? ""}${text}\n` });

const ALL = "ec2, ecr.api, ecr.dkr, eks, eks-auth, logs, sqs, ssm, sts";
const NEEDED = `expected the endpoints that nodes need with egress: private-only (${ALL})`;
const ISOLATED = `{ mode: create, egress: private-only, interfaceEndpoints: [${ALL}] }`;
const GATEWAY = "transitGateway: { mode: own, asn: 64512 }";
const HOSTS = "docker.io, ghcr.io, public.ecr.aws, quay.io, registry.k8s.io";
const copies = (keys: string): string =>
  `add ${keys} to imageCaches.registries of regions/eu.yaml, or a private registry as mirrors.images to fleet.yaml`;
const COPIES = copies(
  "docker-hub (with credentials), ecr-public, github (with credentials), kubernetes, quay",
);

/** Networks without a way out, and endpoints that a region shares with them. */
export const PRIVATE_NETWORK_INPUTS: readonly BadInput[] = [
  bad(
    "no way out and no endpoints",
    { ...MIRROR, ...network("{ mode: create, egress: private-only }") },
    `clusters/dev.yaml:7:1 network.interfaceEndpoints: ${NEEDED}; add ${ALL}`,
  ),
  bad(
    "no way out and not all endpoints",
    {
      ...MIRROR,
      ...network("{ mode: create, egress: private-only, interfaceEndpoints: [ec2, ecr.api, eks, logs] }"),
    },
    `clusters/dev.yaml:7:48 network.interfaceEndpoints: ${NEEDED}, got a list; add ecr.dkr, eks-auth, sqs, ssm, sts`,
  ),
  bad(
    "no way out and an endpoint that is misspelt",
    {
      ...MIRROR,
      ...network(ISOLATED.replace("ecr.api", "ecr.apo").replace(", ssm", "")),
    },
    `clusters/dev.yaml:7:48 network.interfaceEndpoints: ${NEEDED}, got a list; write ecr.api for ecr.apo; add ssm`,
  ),
  bad(
    "no way out and the endpoints of another autoscaler",
    {
      ...MIRROR,
      ...network(
        ISOLATED,
        (SOUND["clusters/dev.yaml"] ?? "").replace("max: 20", "max: 20, autoscaler: cluster-autoscaler"),
      ),
    },
    "clusters/dev.yaml:7:48 network.interfaceEndpoints: expected the endpoints that nodes need with egress: private-only (autoscaling, ec2, ecr.api, ecr.dkr, eks, eks-auth, logs, sts), got a list; add autoscaling",
  ),
  bad(
    "no way out and a NAT gateway",
    { ...MIRROR, ...network(ISOLATED.replace("private-only,", "private-only, natGateways: one,")) },
    'clusters/dev.yaml:7:61 network.natGateways: expected no NAT gateways with egress: private-only, got "one"; remove one of the two',
  ),
  bad(
    "no way out and images of public registries",
    network(ISOLATED),
    `clusters/dev.yaml:7:34 network.egress: expected a place inside AWS for images of ${HOSTS} with egress: private-only, got none; ${COPIES}`,
  ),
  bad(
    "no way out and a mirror that is a public registry",
    { ...mirror("public.ecr.aws/lagoon"), ...network(ISOLATED) },
    `clusters/dev.yaml:7:34 network.egress: expected a place inside AWS for images of ${HOSTS} with egress: private-only, got mirrors.images public.ecr.aws/lagoon; ${COPIES}`,
  ),
  bad(
    "no way out and a mirror in another AWS region",
    { ...mirror("111122223333.dkr.ecr.us-east-1.amazonaws.com"), ...network(ISOLATED) },
    `clusters/dev.yaml:7:34 network.egress: expected a mirror in eu-central-1 with egress: private-only, for endpoints lead to no other region, got mirrors.images 111122223333.dkr.ecr.us-east-1.amazonaws.com; ${COPIES}`,
  ),
  bad(
    "no way out and caches of some registries only",
    {
      ...network(ISOLATED),
      ...region("imageCaches: { registries: { quay: {}, kubernetes: {}, ecr-public: {} } }"),
    },
    `clusters/dev.yaml:7:34 network.egress: expected a place inside AWS for images of docker.io, ghcr.io with egress: private-only, got none; ${copies("docker-hub (with credentials), github (with credentials)")}`,
  ),
  bad(
    "no way out and an image that ECR cannot cache",
    network(
      ISOLATED,
      `${SOUND["clusters/dev.yaml"] ?? ""}addOns: { nvidia-device-plugin: { enabled: true } }\n`,
    ),
    "clusters/dev.yaml:8:34 network.egress: expected a place inside AWS for images of docker.io, ghcr.io, nvcr.io, public.ecr.aws, quay.io, registry.k8s.io with egress: private-only, got none; ECR caches nothing of nvcr.io: copy all into a private registry, and name it in mirrors.images of fleet.yaml",
  ),
  bad(
    "shared endpoints without a gateway",
    region("sharedEndpoints: {}"),
    "regions/eu.yaml:5:1 sharedEndpoints: expected a transit gateway of the region's own, by which clusters reach them, got none; set transitGateway.mode: own, or leave endpoints to each cluster",
  ),
  bad(
    "shared endpoints behind a gateway of another region",
    {
      ...region(GATEWAY),
      "regions/lab.yaml": `${SOUND["regions/eu.yaml"] ?? ""}transitGateway: { mode: shared, region: eu }\nsharedEndpoints: {}\n`,
    },
    "regions/lab.yaml:6:1 sharedEndpoints: expected a transit gateway of the region's own, by which clusters reach them, got that of eu; set transitGateway.mode: own, or leave endpoints to each cluster",
  ),
  bad(
    "shared endpoints of no service",
    region(`${GATEWAY}\nsharedEndpoints: { services: [] }`),
    "regions/eu.yaml:6:20 sharedEndpoints.services: expected at least one service, got a list",
  ),
  bad(
    "a shared endpoint of a service that cannot be shared",
    region(`${GATEWAY}\nsharedEndpoints: { services: [s3] }`),
    'regions/eu.yaml:6:31 sharedEndpoints.services[0]: expected one of autoscaling, ec2, ec2messages, ecr.api, ecr.dkr, eks, eks-auth, elasticloadbalancing, kms, logs, monitoring, secretsmanager, sqs, ssm, ssmmessages, sts, got "s3"',
  ),
  bad(
    "a shared endpoint named twice",
    region(`${GATEWAY}\nsharedEndpoints: { services: [sts, sts] }`),
    'regions/eu.yaml:6:36 sharedEndpoints.services[1]: expected each entry once, got "sts"; remove one of them',
  ),
  bad(
    "an unknown key of shared endpoints",
    region(`${GATEWAY}\nsharedEndpoints: { service: [sts] }`),
    'regions/eu.yaml:6:20 sharedEndpoints.service: expected one of the keys services, got "service"; did you mean services',
  ),
  bad(
    "shared endpoints as a word",
    region(`${GATEWAY}\nsharedEndpoints: true`),
    "regions/eu.yaml:6:18 sharedEndpoints: expected a map, got true",
  ),
  bad(
    "a zone for which shared endpoints have no place",
    {
      "regions/eu.yaml": `${(SOUND["regions/eu.yaml"] ?? "").replace("c: euc1-az1", "k: euc1-az1")}${GATEWAY}\nsharedEndpoints: {}\n`,
    },
    'regions/eu.yaml:4:39 zones.k: expected zone letters a..h in a region with sharedEndpoints, got "k"',
  ),
  bad(
    "a cluster that wants shared endpoints and no gateway",
    {
      ...region(`${GATEWAY}\nsharedEndpoints: {}`),
      ...network("{ mode: create, sharedEndpoints: true }"),
    },
    "clusters/dev.yaml:7:43 network.sharedEndpoints: expected false without transitGateway: true, which leads to them, got true",
  ),
  bad(
    "a cluster that wants what its region does not share",
    { ...region(GATEWAY), ...network("{ mode: create, transitGateway: true, sharedEndpoints: true }") },
    "clusters/dev.yaml:7:65 network.sharedEndpoints: expected endpoints that region eu shares, got none; describe them under sharedEndpoints in regions/eu.yaml",
  ),
  bad(
    "no way out and a region that shares too little",
    {
      ...MIRROR,
      ...region(
        `${GATEWAY}\nsharedEndpoints: { services: [ec2, ecr.api, ecr.dkr, eks, eks-auth, logs, sts] }`,
      ),
      ...network("{ mode: create, egress: private-only, transitGateway: true, sharedEndpoints: true }"),
    },
    `clusters/dev.yaml:7:1 network.interfaceEndpoints: ${NEEDED}; add sqs, ssm`,
  ),
  bad(
    "a cluster with the name of its region's endpoints",
    {
      ...region(`${GATEWAY}\nsharedEndpoints: {}`),
      "clusters/eu-endpoints.yaml": SOUND["clusters/dev.yaml"],
    },
    'clusters/eu-endpoints.yaml: expected a name other than eu-endpoints, which the network of shared endpoints of region eu has, as file name, got "eu-endpoints"',
  ),
];
