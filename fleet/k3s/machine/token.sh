# shellcheck shell=bash
# Gives a machine that runs the token of its secret. It may run again at any time, and changes nothing where all is done.
# https://docs.k3s.io/cli/token#k3s-token-rotate
mark="atoll/join-token" # annotation of kube-system, and so in etcd itself: whose token the datastore has
next="$etc/token.next"  # from here on K3s starts with the new token only

has_tokens() {
  [ "$(cat "$etc/token" 2>/dev/null)" = "$(token_text)" ] || return 1
  [ "$ATOLL_ROLE" = agent ] || cmp -s "$etc/agent-token" "$kept/agentToken"
}

# Whether a server has moved the datastore to the new token, and saved that of agents there. Who cannot ask does nothing.
moved() {
  local who=admin found
  if ready; then who=own; fi
  found=$("$who" get namespace kube-system -o "jsonpath={.metadata.annotations.$mark}") ||
    fail "no server says which token $ATOLL_CLUSTER has: journalctl -u k3s"
  [ "$found" = "$print" ]
}

# move_from <token>: what `k3s token rotate` asks of the server on this machine, but with no token in an argument.
move_from() {
  local code secret="${1##*:}"
  printf '{"newToken":"%s"}' "$(cat "$kept/token")" >"$kept/request"
  code=$(printf 'user = "server:%s"\n' "$secret" | curl -sS --config - --cacert "$kept/files/server-ca.crt" --max-time 60 \
    -o "$kept/answer" -w '%{http_code}' -X PUT --data-binary "@$kept/request" https://127.0.0.1:6443/v1-k3s/token) || true
  [ "$code" = 200 ] || fail "K3s does not take the new token, it answers $code: journalctl -u k3s"
}

# K3s learns a token only when it starts, and refuses to start where its own list of passwords is newer than that of etcd:
# without one it takes that of etcd.
restart() {
  local turns=60
  echo "$print" | put "$next"
  systemctl stop k3s
  put_tokens
  rm -f "$data/server/cred/passwd"
  systemctl start --no-block k3s
  until ready && admin get --raw /readyz >/dev/null 2>&1; do
    turns=$((turns - 1))
    [ "$turns" -gt 0 ] || fail "K3s does not come up: journalctl -u k3s"
    sleep 10
  done
}

rotate() {
  local print
  print=$(sha256sum "$kept/token" | cut -c 1-16)
  [ "$(cat "$next" 2>/dev/null)" = "$print" ] || rm -f "$next" # that of an older token says nothing
  if [ -e "$next" ] || ! has_tokens || ! ready; then
    if [ ! -e "$next" ] && ! has_tokens && ! moved; then
      say "moving the datastore of $ATOLL_CLUSTER to its new token"
      move_from "$(cat "$etc/token")"
    fi
    restart
  fi
  if ! moved; then
    move_from "$(cat "$etc/token")" # the same once more: now etcd gets the token of agents, which the start has brought
    own annotate namespace kube-system "$mark=$print" --overwrite >/dev/null
  fi
  rm -f "$next"
}

[ -e "$finished" ] || fail "this machine is not part of its cluster yet: journalctl -u atoll-boot"
read_secret
if [ "$ATOLL_ROLE" = server ]; then
  rotate
else
  has_tokens || put_tokens # read at its next start; until then its own certificate speaks for the node
fi
say "this $ATOLL_ROLE of $ATOLL_CLUSTER has the token of its secret"
