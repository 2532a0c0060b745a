# shellcheck shell=bash
# One server. The first that ever wins the write to the bucket founds the cluster; whoever comes later joins it, always.
tailnet=/usr/local/sbin/atoll-tailnet
founder_url="https://$ATOLL_BUCKET.s3.$ATOLL_REGION.amazonaws.com/founder"

# Writes our name where exactly one machine ever can, and says whose name stands there.
claim() {
  local code
  code=$(s3 -o "$kept/answer" -w '%{http_code}' -X PUT -H 'If-None-Match: *' --data-binary "$instance" "$founder_url")
  case "$code" in
    200 | 409 | 412) s3 -f "$founder_url" ;;
    *) fail "S3 answers $code to a write of $founder_url: $(head -c 300 "$kept/answer")" ;;
  esac
}

# Authorities and keys, where there are none: K3s would make its own. Others that are there are somebody's cluster.
place_authorities() {
  local file name tls="$data/server/tls"
  for file in "$kept"/files/* "$kept"/files/etcd/*; do
    name="${file#"$kept"/files/}"
    [ -f "$file" ] && [ -e "$tls/$name" ] || continue
    cmp -s "$file" "$tls/$name" ||
      fail "$tls/$name is not that of the secret; it was left alone, and this machine founds nothing"
  done
  mkdir -p "$tls"
  cp --recursive --no-clobber "$kept/files/." "$tls"
}

# remove_predecessor <way to the cluster>: a server that was replaced leaves its node behind. With the node K3s takes its
# member out of etcd: of several servers before we join, for etcd takes no member while one is down. The only one of all
# goes once we are there: somebody has to hold the data.
remove_predecessor() {
  local node nodes
  nodes=$("$1" get nodes -l "atoll/server=$ATOLL_SERVER" -o name)
  for node in $nodes; do
    [ "$node" != "node/$instance" ] || continue
    say "removing $node: this machine takes its place as server $ATOLL_SERVER"
    "$1" delete "$node" --timeout=60s --request-timeout=90s
  done
}

# What people can do about a founder that is gone.
advice() {
  echo "If this lasts and $founder is gone: restore a snapshot; or, only if the bucket has none and no server has data, let" \
    "another found: aws s3 rm s3://$ATOLL_BUCKET/founder"
}

put_tokens
founder=""
admin get --raw /readyz >/dev/null 2>&1 || founder=$(claim)
if [ "$founder" = "$instance" ]; then
  say "this machine founds the cluster $ATOLL_CLUSTER"
  place_authorities
  founds
  start k3s
else
  [ -z "$founder" ] || fail "$founder founds the cluster, and no server answers at $ATOLL_REGISTRATION yet. $(advice)"
  if [ ! -e "$data/server/db/etcd" ]; then
    others=$(admin get nodes -l "node-role.kubernetes.io/control-plane,atoll/server!=$ATOLL_SERVER" -o name)
    [ -z "$others" ] || remove_predecessor admin
  fi
  joins
  start k3s
fi
ready || fail "K3s is starting: journalctl -u k3s"
joins # a founder whose data is lost joins as well
remove_predecessor own
mkdir -p "$(dirname "$finished")"
touch "$finished"
say "server $ATOLL_SERVER of $ATOLL_CLUSTER is up"
[ -z "${ATOLL_TAILSCALE_SECRET:-}" ] || "$root$tailnet" || say "the tailnet is not joined; to try again: $tailnet"
