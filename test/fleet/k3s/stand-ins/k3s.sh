#!/bin/bash
# kubectl of a cluster that is up when $WORLD/up is there, and whose nodes are lines `<name> <labels>` of a file.
set -euo pipefail
echo "k3s $*" >>"$WORLD/calls"
all="$*"
case "$all" in
  *--kubeconfig*"get --raw /readyz") [ -e "$ATOLL_ROOT/running" ] ;;
  *"get --raw /readyz") [ -e "$WORLD/up" ] ;;
  *"get nodes -l node-role.kubernetes.io/control-plane,atoll/server!="*)
    label="${all##*!=}"
    { grep -v " atoll/server=${label%% *}\$" "$WORLD/nodes" || true; } | sed 's/ .*//; s/^/node\//'
    ;;
  *"get nodes -l "*)
    label="${all#*-l }"
    { grep " ${label%% *}\$" "$WORLD/nodes" || true; } | sed 's/ .*//; s/^/node\//'
    ;;
  *"get namespace kube-system"*)
    [ ! -e "$WORLD/silent" ] || { echo "connection refused" >&2; exit 1; }
    cat "$WORLD/mark" 2>/dev/null || true
    ;;
  *"annotate namespace kube-system atoll/join-token="*)
    mark="${all##*join-token=}"
    echo -n "${mark%% *}" >"$WORLD/mark"
    ;;
  *"delete node/"*)
    name="${all#*delete node/}"
    name="${name%% *}"
    [ "$(wc -l <"$WORLD/nodes")" -gt 1 ] || { echo "etcd would have no member left" >&2; exit 1; }
    sed -i "/^$name /d" "$WORLD/nodes"
    echo "$INSTANCE removes $name" >>"$WORLD/events"
    ;;
  *) echo "no such command: $*" >&2; exit 1 ;;
esac
