# shellcheck shell=bash
# A host that exists, by hand and in an order that somebody keeps: install, then found on one server, then join on all others.
service=k3s
[ "$ATOLL_ROLE" = server ] || service=k3s-agent

# The first server makes the tokens. Any answer at the registration address is a cluster that is there.
found() {
  [ "$ATOLL_ROLE" = server ] || fail "an agent founds no cluster"
  if [ ! -e "$etc/token" ]; then
    curl -sk --max-time 5 -o /dev/null "https://$ATOLL_REGISTRATION:6443/" &&
      fail "something answers at $ATOLL_REGISTRATION:6443: a cluster is there; join it"
    openssl rand -hex 32 | put "$etc/token"
    openssl rand -hex 32 | put "$etc/agent-token"
  fi
  [ ! -e "$etc/joined" ] || fail "this machine is part of a cluster"
  founds
  start "$service"
  until ready; do
    say "K3s is starting: journalctl -u k3s"
    sleep 5
  done
  joins
  touch "$etc/joined"
  say "$ATOLL_CLUSTER is founded; its configuration for kubectl is $etc/k3s.yaml"
}

# What other machines need to join, with the hash by which they know the cluster.
token() {
  case "${1:-}" in
    server) printf '%s\n' "$(cat "$data/server/token")" "$(cat "$etc/agent-token")" ;;
    agent) printf '%s\n' "$(cat "$data/server/agent-token")" ;;
    *) fail "usage: atoll-k3s token server|agent" ;;
  esac
}

join() {
  local token agent_token
  [ ! -e "$etc/joined" ] || fail "this machine is part of a cluster"
  read -r token || fail "pipe in what atoll-k3s token $ATOLL_ROLE says on the first server"
  [[ "$token" == K10* ]] || fail "this is no token with the hash of a cluster"
  echo "$token" | put "$etc/token"
  if [ "$ATOLL_ROLE" = server ]; then
    read -r agent_token || fail "the second line, the agents' token, is missing"
    echo "$agent_token" | put "$etc/agent-token"
  fi
  joins
  touch "$etc/joined"
  start "$service"
}

case "${1:-}" in
  install) install_k3s && prepare ;;
  found) found ;;
  token) token "${2:-}" ;;
  join) join ;;
  *) fail "usage: atoll-k3s install | found | token server|agent | join" ;;
esac
