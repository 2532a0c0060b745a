#!/usr/bin/env bash
# Brings up the stacks of a job one after the other, each by its own preview and the policies; stops at the first that fails.
set -euo pipefail

pulumi login "$BACKEND"
for stack in $STACKS; do
  echo "::group::$stack"
  pulumi up --stack "$stack" --policy-pack policy --yes --non-interactive
  echo "::endgroup::"
done
