#!/usr/bin/env bash
# Splits into jobs what changed since the last deployment that succeeded; all stacks where there is none, or on demand.
set -euo pipefail

rm -rf .cache # plans that a commit brought along
base=""
if [[ "${ALL:-}" != "true" ]]; then
  base="$(gh api "repos/$GITHUB_REPOSITORY/actions/workflows/deploy.yml/runs?branch=$GITHUB_REF_NAME&status=success&per_page=1" \
    --jq '.workflow_runs[0].head_sha // ""')"
fi

# The history may have been written anew since.
if [[ -n "$base" ]] && git merge-base --is-ancestor "$base" HEAD 2>/dev/null; then
  echo "::notice::what changed since $base, which was deployed last"
  npx atoll ci matrix --base "$base" --output "$GITHUB_OUTPUT"
else
  echo "::notice::all stacks"
  npx atoll ci matrix --all --output "$GITHUB_OUTPUT"
fi
