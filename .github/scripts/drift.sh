#!/usr/bin/env bash
# Asks for each stack of a job whether the cloud still is what its state says, writes a line a stack into the summary, and
# fails when one is not, or could not be asked.
set -euo pipefail

pulumi login "$BACKEND"
looked="$(mktemp)"
drifted=0
for stack in $STACKS; do
  echo "::group::$stack"
  # The program runs, for its providers take the role that reads; those of the state take the one that changes. For that
  # very difference --expect-no-changes would always find one.
  code=0
  pulumi refresh --stack "$stack" --preview-only --run-program --json --non-interactive \
    --config atoll:readOnly=true >"$looked" || code=$?
  if npx atoll ci drift "$looked" && [[ "$code" == 0 ]]; then
    echo "- $stack: as its state says" >>"$GITHUB_STEP_SUMMARY"
  else
    echo "- **$stack: differs, or could not be looked at; see the log**" >>"$GITHUB_STEP_SUMMARY"
    drifted=1
  fi
  echo "::endgroup::"
done
exit "$drifted"
