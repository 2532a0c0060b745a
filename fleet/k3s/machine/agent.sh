# shellcheck shell=bash
# One agent: K3s itself waits for the servers and checks their authority by the hash in the token.
put_tokens
start k3s-agent
mkdir -p "$(dirname "$finished")"
touch "$finished"
say "this agent of $ATOLL_CLUSTER is on its way"
