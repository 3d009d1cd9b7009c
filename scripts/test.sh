#!/bin/sh
# Makes ready all that the tests need, runs every one of them, and ends with one line: N passed, N failed
#
# Needs PostgreSQL, MariaDB, their clients and sqlite3, and installs them where it can (Debian, as root). The servers are
# throwaway ones; RETORT_TEST_POSTGRES_URL and RETORT_TEST_MYSQL_URL name your own instead.
set -u

case $0 in
  */*) scripts=${0%/*} ;;
  *) scripts=. ;;
esac
cd "$scripts/.." || exit 1
scripts=./scripts

# shellcheck source=scripts/deno.sh
. "$scripts/deno.sh"

NO_COLOR=1
DENO_NO_UPDATE_CHECK=1
export NO_COLOR DENO_NO_UPDATE_CHECK

passed=0
failed=0

finish() {
  rm -rf "$log_folder"
  printf '\n%s passed, %s failed\n' "$passed" "$failed"
  if [ "$failed" -gt 0 ] || [ "$passed" -eq 0 ]; then exit 1; fi
  exit 0
}

log_folder=$(mktemp -d) || exit 1
log=$log_folder/log

# A program, on PATH or where Debian keeps servers.
installed() {
  has "$1" && return 0
  for candidate in "/usr/sbin/$1" /usr/lib/postgresql/*/bin/"$1"; do
    if [ -x "$candidate" ]; then return 0; fi
  done
  return 1
}

need() {
  installed "$1" && return 0
  case "$missing " in
    *" $2 "*) ;;
    *) missing="$missing $2" ;;
  esac
}

ready_engines() {
  missing=
  need initdb postgresql
  need psql postgresql-client
  need mariadbd mariadb-server
  need mariadb-install-db mariadb-server
  need mariadb mariadb-client
  need sqlite3 sqlite3
  need git git
  need zsh zsh
  need curl curl
  need wget wget
  need pgbouncer pgbouncer
  need faketime faketime
  # Alembic is installed beside the tests, to be compared with.
  python3 -c 'import venv, ensurepip' >/dev/null 2>&1 || missing="$missing python3-venv"
  if [ -z "$missing" ]; then return 0; fi
  # shellcheck disable=SC2086 # a list of names
  install_packages $missing && return 0
  say "The tests need what is not installed here:$missing"
  say "  Debian, Ubuntu: sudo apt-get install$missing"
  say "  macOS: brew install postgresql mariadb sqlite git zsh pgbouncer libfaketime python"
  return 1
}

# Chromium, for what retort shows in a browser: nothing else needs it, so that it may be absent.
ready_browser() {
  [ -n "${RETORT_TEST_BROWSER:-}" ] && return 0
  for name in chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable; do
    has "$name" && return 0
  done
  install_packages chromium-headless-shell
}

# Runs one suite, shows what it says, and counts: tests where it counts them itself, otherwise the suite as one.
suite() {
  name=$1
  shift
  printf '\n== %s\n' "$name"
  began=$(date +%s)
  { "$@" 2>&1; echo "$?" >"$log.status"; } | tee "$log"
  read -r status <"$log.status"
  count_suite
  printf '== %s: %s s\n' "$name" "$(($(date +%s) - began))"
}

# The last line of `deno test`: ok | 12 passed (3 steps) | 0 failed | …
count_suite() {
  line=$(grep -E '^(ok|FAILED) \| [0-9]+ passed' "$log" | tail -n 1)
  if [ -z "$line" ]; then
    if [ "$status" = 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
    return
  fi
  good=$(printf '%s\n' "$line" | sed 's/.* \([0-9]*\) passed.*/\1/')
  bad=$(printf '%s\n' "$line" | sed 's/.* \([0-9]*\) failed.*/\1/')
  passed=$((passed + good))
  failed=$((failed + bad))
  if [ "$status" != 0 ] && [ "$bad" = 0 ]; then failed=$((failed + 1)); fi
}

# Prints the URL of a server that lives as long as this script.
start_server() {
  "$deno" run -A --quiet tests/support/start_server.ts "$1" $$
}

start_servers() {
  RETORT_TEST_POSTGRES_URL=${RETORT_TEST_POSTGRES_URL:-$(start_server postgres)} || failed=$((failed + 1))
  RETORT_TEST_MYSQL_URL=${RETORT_TEST_MYSQL_URL:-$(start_server mysql)} || failed=$((failed + 1))
  export RETORT_TEST_POSTGRES_URL RETORT_TEST_MYSQL_URL
}

ready_deno || { failed=1; finish; }
trap 'rm -rf "$log_folder"; exit 130' INT
trap 'rm -rf "$log_folder"; exit 143' TERM
PATH=${deno%/*}:$PATH
export PATH
ready_engines || failed=$((failed + 1))

suite "format" deno fmt --check --quiet
suite "lint" deno lint --quiet
suite "types" deno check --frozen --quiet .
start_servers
suite "unit tests" deno test -A --frozen --quiet --parallel --reporter=dot src scripts tests/support
suite "executable" deno run -A --quiet scripts/compile.ts --launcher "--output=$log_folder/retort"
RETORT_TEST_LAUNCHER=$log_folder/retort
export RETORT_TEST_LAUNCHER
suite "acceptance tests, on every engine" deno test -A --frozen --quiet --parallel tests/acceptance
suite "agreement with the engines' own clients and parsers, and with Alembic" \
  deno test -A --frozen --quiet --parallel tests/parity
suite "chaos, on every engine" deno test -A --frozen --parallel tests/chaos
suite "documentation" deno test -A --frozen --quiet tests/docs_test.ts
suite "command line" deno test -A --frozen --quiet tests/cli_test.ts
suite "command line of the executable" env RETORT_BIN="$RETORT_TEST_LAUNCHER" RETORT_CACHE_DIR="$log_folder/cache" \
  deno test -A --frozen --quiet tests/cli_test.ts
if ready_browser; then
  suite "pages in a browser" env RETORT_BIN="$RETORT_TEST_LAUNCHER" RETORT_CACHE_DIR="$log_folder/cache" \
    deno test -A --frozen --quiet tests/browser
else
  say "No Chromium here, and none to be installed: what retort shows in a browser was not tested"
fi
finish
