#!/bin/bash
# Starts K3s: it founds or joins as its files say, and lets nobody join a cluster that is not there.
set -euo pipefail
echo "systemctl $*" >>"$WORLD/calls"
etc="$ATOLL_ROOT/etc/rancher/k3s"
server="$ATOLL_ROOT/var/lib/rancher/k3s/server"
case "$*" in *" iscsid") exit 0 ;; esac
case "$1" in
  enable | start) ;;
  stop)
    rm -f "$ATOLL_ROOT/running"
    echo "$INSTANCE stops" >>"$WORLD/events"
    exit 0
    ;;
  *) exit 0 ;;
esac
[ ! -e "$ATOLL_ROOT/no-start" ] || exit 1
[ ! -e "$ATOLL_ROOT/running" ] || exit 0
if [ "${!#}" = k3s-agent ]; then
  echo "$INSTANCE is an agent" >>"$WORLD/events"
  exit 0
fi
token=$(sed 's/.*://' "$etc/token")
if [ -e "$server/db/etcd" ]; then # K3s that has data starts only with the token of etcd, and with no passwords newer than its own
  [ "$token" = "$(cut -d " " -f 1 "$WORLD/etcd-tokens")" ] && [ ! -e "$server/cred/passwd" ] || exit 0
  echo "$INSTANCE starts again" >>"$WORLD/events"
elif grep -q "cluster-init: true" "$etc/config.yaml.d/20-join.yaml"; then
  echo "$INSTANCE founds" >>"$WORLD/events"
  echo "$token $(cat "$etc/agent-token")" >"$WORLD/etcd-tokens"
  touch "$WORLD/up"
else
  [ -e "$WORLD/up" ]
  echo "$INSTANCE joins" >>"$WORLD/events"
fi
mkdir -p "$server/db/etcd" "$server/cred"
echo "$token" | tee "$ATOLL_ROOT/started-with" >"$server/cred/passwd"
label=$(sed -n 's/.*- \(atoll\/server=.\)/\1/p' "$etc/config.yaml")
grep -q "^$INSTANCE " "$WORLD/nodes" || echo "$INSTANCE $label" >>"$WORLD/nodes"
[ -e "$ATOLL_ROOT/slow" ] || touch "$ATOLL_ROOT/running"
