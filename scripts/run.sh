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
# All permissions, as in tests/support/retort.ts and in the executable: with any fewer the runtime takes from SQLite what
# VACUUM needs. Nothing is ever asked.
exec "$deno" run -A --no-prompt --quiet --config="$scripts/../deno.json" --frozen "$scripts/../main.ts" "$@"
