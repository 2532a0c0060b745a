# shellcheck shell=bash
# What a machine in AWS does with its secret, at its first start and when its token is another one.
finished="$root/var/lib/atoll/booted"
kept="$root/run/atoll" # memory, not disk

# Each value of the secret in a file, until the script ends.
read_secret() {
  # shellcheck source=/dev/null
  . "$root/usr/local/lib/atoll/aws.sh"
  login=$(log_in)
  trap 'rm -rf "$kept"' EXIT
  mkdir -p "$kept"
  secret "$ATOLL_SECRET" | unpack "$kept" || fail "the secret $ATOLL_SECRET cannot be read: may the role of this machine?"
}

# The token as K3s reads it: that of agents comes with the hash of the authority, a server makes its own from the secret.
token_text() {
  if [ "$ATOLL_ROLE" = agent ]; then
    cat "$kept/token"
  else
    echo "K10$(sha256sum "$kept/files/server-ca.crt" | cut -d " " -f 1)::server:$(cat "$kept/token")"
  fi
}

put_tokens() {
  token_text | put "$etc/token"
  if [ "$ATOLL_ROLE" = server ]; then put "$etc/agent-token" <"$kept/agentToken"; fi
}

# The administrator's way to the cluster, whichever server answers; its certificate proves that it is ours.
admin() {
  "$bin" kubectl --server "https://$ATOLL_REGISTRATION:6443" --certificate-authority "$kept/files/server-ca.crt" \
    --client-certificate "$kept/admin/certificate" --client-key "$kept/admin/key" --request-timeout=10s "$@"
}
