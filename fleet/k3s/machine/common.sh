# shellcheck shell=bash
# What every machine of a K3s cluster does. Each step may run again: whatever is done already is left alone.
set -euo pipefail
shopt -s inherit_errexit
umask 077
export HOME="${HOME:-/root}" # a service has none, and kubectl wants one
root="${ATOLL_ROOT:-}" # empty on a machine; a folder when this is tried out
# shellcheck source=/dev/null
. "$root/etc/atoll/boot.env"
bin="$root/usr/local/bin/k3s"
etc="$root/etc/rancher/k3s"
data="$root/var/lib/rancher/k3s"

say() { echo "atoll: $*" >&2; }
fail() { say "$*"; exit 1; }

fetch() { curl -sSf --connect-timeout 5 --max-time 300 --retry 5 --retry-connrefused "$@"; }

# put <file> [mode]: writes its input to a file, whole or not at all.
put() {
  mkdir -p "$(dirname "$1")"
  cat >"$1.new"
  chmod "${2:-600}" "$1.new"
  mv "$1.new" "$1"
}

# Whether K3s has run here: its release is then whatever upgrades have made of it.
has_run() { [ -e "$data/server/db/etcd" ] || [ -e "$data/agent" ]; }

# K3s of the release that this machine was told at its birth, only if it has the digest that stands beside it.
install_k3s() {
  local arch file want from
  if [ -x "$bin" ] && has_run; then return 0; fi
  case "$(uname -m)" in
    x86_64) arch=amd64 file=k3s ;;
    aarch64) arch=arm64 file=k3s-arm64 ;;
    *) fail "K3s has no release for $(uname -m)" ;;
  esac
  from="$ATOLL_RELEASES/${ATOLL_K3S_VERSION/+/%2B}"
  want=$(fetch -L "$from/sha256sum-$arch.txt" | awk -v file="$file" '$2 == file { print $1 }')
  [ -n "$want" ] || fail "$from/sha256sum-$arch.txt names no $file"
  echo "$want  $bin" | sha256sum --check --status 2>/dev/null && return
  say "fetching $from/$file"
  mkdir -p "$(dirname "$bin")"
  fetch -L -o "$bin.new" "$from/$file"
  echo "$want  $bin.new" | sha256sum --check --status || fail "$from/$file is not what its digest says: $want"
  chmod 755 "$bin.new"
  mv "$bin.new" "$bin"
  ln -sf k3s "$root/usr/local/bin/kubectl"
}

# Packages that volumes need, where there are such volumes; multipathd, if it runs, learns what it leaves alone.
install_packages() {
  local packages
  read -ra packages <<<"${ATOLL_PACKAGES:-}"
  [ "${#packages[@]}" -gt 0 ] || return 0
  if ! dpkg --status "${packages[@]}" >/dev/null 2>&1; then
    say "installing ${packages[*]}"
    apt-get -q update >&2
    DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=120 install -y "${packages[@]}" >&2
  fi
  systemctl restart systemd-modules-load
  systemctl enable --now iscsid
  systemctl try-reload-or-restart multipathd || say "multipathd does not learn which volumes it leaves alone"
}

# What the kubelet and the API server want to find.
prepare() {
  install_packages
  install -d -m 700 "$data/server/logs"
  sysctl -q -p "$root/etc/sysctl.d/90-kubelet.conf"
}

start() {
  systemctl daemon-reload
  systemctl enable --now --no-block "$1"
}

# own <arguments>: kubectl with the API server of this machine.
own() { "$bin" kubectl --kubeconfig "$etc/k3s.yaml" --request-timeout=5s "$@"; }
ready() { own get --raw /readyz >/dev/null 2>&1; }

# How this server finds the others: a file of its own, for it has to go away while a snapshot is restored.
join_file="$etc/config.yaml.d/20-join.yaml"
founds() { echo "cluster-init: true" | put "$join_file"; }
joins() { echo "server: https://$ATOLL_REGISTRATION:6443" | put "$join_file"; }
