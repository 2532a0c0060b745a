#!/bin/bash
# Lets the kubelet pull from ECR with the rights of this machine.
# https://kubernetes.io/docs/tasks/administer-cluster/kubelet-credential-provider/
set -euo pipefail
# shellcheck source=/dev/null
. "${ATOLL_ROOT:-}/usr/local/lib/atoll/aws.sh"
registry=$(field image)
registry="${registry%%/*}"
region="${registry#*.dkr.ecr.}"
region="${region%%.*}"
login=$(log_in)
json_call ecr "$region" "api.ecr.$region.amazonaws.com" AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken "{}" |
  python3 -c '
import base64, json, sys
token = json.load(sys.stdin)["authorizationData"][0]["authorizationToken"]
user, password = base64.b64decode(token).decode().split(":", 1)
print(json.dumps({
    "apiVersion": "credentialprovider.kubelet.k8s.io/v1",
    "kind": "CredentialProviderResponse",
    "cacheKeyType": "Registry",
    "cacheDuration": "6h0m0s",
    "auth": {sys.argv[1]: {"username": user, "password": password}},
}))' "$registry"
