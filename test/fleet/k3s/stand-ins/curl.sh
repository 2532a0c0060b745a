#!/bin/bash
# Answers as AWS and the releases of K3s would. What all machines see is in $WORLD; this one is $INSTANCE.
set -euo pipefail
echo "curl $*" >>"$WORLD/calls"
method=GET url="" out=/dev/stdout exclusive=no code=200
while [ $# -gt 0 ]; do
  case "$1" in
    -X) method="$2"; shift ;;
    -o) out="$2"; shift ;;
    -w | --config | --cacert | --aws-sigv4 | --max-time | --connect-timeout | --retry) shift ;;
    -H) [ "$2" != "If-None-Match: *" ] || exclusive=yes; shift ;;
    --data-binary) body="$2"; shift ;;
    http*) url="$1" ;;
  esac
  shift
done
case "$method $url" in
  "PUT http://169.254.169.254/latest/api/token") echo -n token ;;
  *meta-data/instance-id) echo -n "$INSTANCE" ;;
  *meta-data/placement/availability-zone) echo -n eu-central-1a ;;
  *meta-data/instance-type) echo -n m7i.large ;;
  *meta-data/iam/security-credentials/) echo -n machine ;;
  *meta-data/iam/security-credentials/machine) echo -n '{"AccessKeyId":"ASIA","SecretAccessKey":"key-of-the-machine","Token":"session"}' ;;
  *https://secretsmanager.eu-central-1.amazonaws.com/)
    grep -q "key-of-the-machine" || exit 22
    cat "$WORLD/answer.json"
    ;;
  *https://api.ecr.eu-west-1.amazonaws.com/) echo '{"authorizationData":[{"authorizationToken":"QVdTOnBhc3N3b3Jk"}]}' ;;
  "PUT https://atoll-k3s.s3.eu-central-1.amazonaws.com/founder")
    echo -n "$body" >"$WORLD/founder.$INSTANCE"
    if [ "$exclusive" = no ]; then cp "$WORLD/founder.$INSTANCE" "$WORLD/founder"
    else ln "$WORLD/founder.$INSTANCE" "$WORLD/founder" 2>/dev/null || code=412; fi
    [ ! -e "$WORLD/s3-status" ] || code=$(cat "$WORLD/s3-status")
    echo "<Code>$code</Code>" >"$out"
    echo -n "$code"
    ;;
  "GET https://atoll-k3s.s3.eu-central-1.amazonaws.com/founder") cat "$WORLD/founder" ;;
  "PUT https://127.0.0.1:6443/v1-k3s/token") # answers for the token that K3s here has started with, as it does
    if [ "$(sed -n 's/^user = "server:\(.*\)"$/\1/p')" != "$(cat "$ATOLL_ROOT/started-with")" ] || [ ! -e "$ATOLL_ROOT/running" ]; then
      echo -n 401
    else
      wanted=$(sed 's/.*"newToken":"\(.*\)".*/\1/' "${body#@}")
      agents=$(cat "$ATOLL_ROOT/etc/rancher/k3s/agent-token")
      [ -e "$ATOLL_ROOT/var/lib/rancher/k3s/server/cred/passwd" ] || agents="$(cut -d " " -f 2 "$WORLD/etcd-tokens")"
      echo "$wanted $agents" >"$WORLD/etcd-tokens"
      echo "$INSTANCE saves $wanted $agents" >>"$WORLD/events"
      echo -n 200
    fi
    ;;
  "GET https://pkgs.tailscale.com/"*) echo "what packages are known by" ;;
  *.txt) echo "$(cat "$WORLD/digest")  k3s" ;;
  */k3s) cp "$STAND_INS/k3s.sh" "$out" ;;
  "GET https://k3s.lagoon.test:6443/") [ -e "$WORLD/up" ] ;;
  *) echo "nobody answers $method $url" >&2; exit 6 ;;
esac
