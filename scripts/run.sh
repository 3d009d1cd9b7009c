#!/bin/sh
# Runs retort from its source, on a machine that may have nothing installed:
#
#   sh scripts/run.sh upgrade head
#
# Paths mean what they mean where the caller stands.
set -eu

case $0 in
  */*) scripts=${0%/*} ;;
  *) scripts=. ;;
esac

# shellcheck source=scripts/deno.sh
. "$scripts/deno.sh"
ready_deno

DENO_NO_UPDATE_CHECK=1
export DENO_NO_UPDATE_CHECK
# The same permissions as in tests/support/retort.ts and in the executable.
exec "$deno" run -R -W -N -E --allow-run --allow-sys --no-prompt --quiet \
  --config="$scripts/../deno.json" --frozen "$scripts/../main.ts" "$@"
