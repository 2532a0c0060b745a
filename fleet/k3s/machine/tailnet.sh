# shellcheck shell=bash
# Lets administrators reach this server by Tailscale. It may run again at any time, and touches nothing of K3s.
kept="$root/run/atoll-tailnet" # memory, not disk
keyring="$root/usr/share/keyrings/tailscale-archive-keyring.gpg"
trap 'rm -rf "$kept"' EXIT
mkdir -p "$kept"
# shellcheck source=/dev/null
. "$root/usr/local/lib/atoll/aws.sh"
login=$(log_in)
fetch https://pkgs.tailscale.com/stable/ubuntu/noble.noarmor.gpg | put "$keyring" 644
fetch https://pkgs.tailscale.com/stable/ubuntu/noble.tailscale-keyring.list |
  put "$root/etc/apt/sources.list.d/tailscale.list" 644
apt-get -q update >&2
DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=120 install -y tailscale >&2
secret "$ATOLL_TAILSCALE_SECRET" >"$kept/key"
tailscale up --auth-key="file:$kept/key" --hostname="$ATOLL_CLUSTER-server-$ATOLL_SERVER" \
  --advertise-tags="$ATOLL_TAILSCALE_TAGS" --accept-dns=false --accept-routes=false
say "this server is in the tailnet as $ATOLL_CLUSTER-server-$ATOLL_SERVER"
