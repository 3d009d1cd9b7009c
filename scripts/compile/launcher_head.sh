#!/bin/sh
# retort @VERSION@ in one file: this head, and behind it, compressed, the Deno runtime and the program. The first start
# unpacks both into a cache folder of the user's own: $RETORT_CACHE_DIR, $XDG_CACHE_HOME, ~/.cache, or else under
# $TMPDIR. Every start ends as that runtime: same process, same arguments.
# shellcheck disable=SC2030,SC2031,SC2317 # unpack() is a subshell on purpose
id=@ID@

is_ready() { # FOLDER
  [ -O "$1" ] && [ -O "$1/$id" ] && [ -x "$1/$id/deno" ] && [ -f "$1/$id/app/launcher.js" ]
}

# Becomes Deno. What would steer the runtime waits under other names, and the program gives it back as its first act, so
# that the programs it starts see the environment as it was. HOME too: a .npmrc there is no business of ours.
start() { # FOLDER ARGUMENTS
  entry=$1/$id
  shift
  # When it was last started, for remove_old_entries(); a cache that cannot be written to is never cleaned.
  { true >"$entry/used"; } 2>/dev/null
  unset NODE_CHANNEL_FD NODE_CHANNEL_SERIALIZATION_MODE
  exported=$(export -p)
  case $exported in *DENO_* | *NODE_* | *OTEL_* | *NPM_* | *npm_* | *JSR_* | *RUST_*) keep_aside ;; esac
  if [ -n "${HOME+set}" ]; then RETORT_INTERNAL_SAVED_HOME=$HOME; else unset RETORT_INTERNAL_SAVED_HOME; fi
  HOME=$entry
  DENO_DIR=$entry/cache
  DENO_NO_UPDATE_CHECK=1
  DENO_DISABLE_NODE_SHIM=1
  if [ -n "${RETORT_INTERNAL_SAVED_HOME+set}" ]; then export RETORT_INTERNAL_SAVED_HOME; fi
  export HOME DENO_DIR DENO_NO_UPDATE_CHECK DENO_DISABLE_NODE_SHIM
  exec "$entry/deno" run @FLAGS@ "$entry/app/launcher.js" "$@"
}

keep_aside() {
  set -f
  IFS='
'
  for line in $exported; do
    name=${line%%=*}
    name=${name##* }
    case $name in
      *[!A-Za-z0-9_]*) ;;
      DENO_* | NODE_* | OTEL_* | NPM_* | npm_* | JSR_* | RUST_*)
        eval "if [ -n \"\${$name+set}\" ]; then RETORT_INTERNAL_SAVED_$name=\$$name; export RETORT_INTERNAL_SAVED_$name; fi"
        unset "$name"
        ;;
    esac
  done
  unset IFS
  set +f
}

# Where the cache may be, best first, in $first and $second. A folder that the user names is the only one.
choose_folders() {
  second=
  if [ -n "${RETORT_CACHE_DIR-}" ]; then
    case $RETORT_CACHE_DIR in
      /*) first=$RETORT_CACHE_DIR/retort ;;
      *) first=$PWD/$RETORT_CACHE_DIR/retort ;;
    esac
    return
  fi
  case ${XDG_CACHE_HOME-} in
    /*) first=$XDG_CACHE_HOME/retort ;;
    *) case ${HOME-} in /*) first=$HOME/.cache/retort ;; *) first= ;; esac ;;
  esac
}

choose_folders
if [ -n "$first" ] && is_ready "$first"; then start "$first" "$@"; fi

if [ -z "${RETORT_CACHE_DIR-}" ]; then
  second=${TMPDIR:-/tmp}
  second=${second%/}/retort-$(PATH=${PATH:+$PATH:}/usr/bin:/bin id -u)
  if [ ! -L "$second" ] && is_ready "$second"; then start "$second" "$@"; fi
fi

# From here on: the first start.
case $0 in
  */*) self=$0 ;;
  *) if [ -f "$0" ]; then self=./$0; else self=$(command -v -- "$0"); fi ;;
esac

fail() { # EXIT-CODE MESSAGE HINT
  printf 'FAILED: %s\nhint: %s\n' "$2" "$3" >&2
  exit "$1"
}

has() {
  command -v "$1" >/dev/null 2>&1
}

# Says on standard output what went wrong, in a subshell of its own: its umask, PATH and traps end with it.
unpack() ( # FOLDER
  umask 077
  PATH=${PATH:+$PATH:}/usr/bin:/bin
  LC_ALL=C
  export PATH LC_ALL
  unset GZIP
  folder=$1
  work=
  ours=
  trap 'clean' EXIT
  trap 'exit 130' INT
  trap 'exit 143' HUP TERM
  private_folder && take_turn || exit
  if is_ready "$folder"; then exit 0; fi
  has gzip || complain "gzip is not installed, and it is needed to unpack retort once"
  whole_payload || exit 70
  remove_remains
  make_work_folder || exit
  payload @DENO_AT@ | head -c @DENO_SIZE@ | gzip -dc >"$work/deno" || exit
  chmod 700 "$work/deno" || exit
  [ -x "$work/deno" ] || complain "Programs may not run from $folder: it is mounted noexec"
  payload @APP_AT@ | gzip -dc >"$work/app.js" || exit
  (start_runtime "$work") || complain "Deno, the runtime of retort, does not run on this system (on Linux it needs glibc)"
  rm -f "$work/app.js"
  true >"$work/used"
  move_into_place && remove_old_entries
)

# Of a process that was killed, a day ago or more.
remove_remains() {
  if has find; then find "$folder" -name 'unpacking.*' -prune -mtime +0 -exec rm -rf {} + 2>/dev/null; fi
}

# Those of other versions that nobody has started for two weeks: by then nothing that runs needs them.
remove_old_entries() {
  has find || return 0
  for old in "$folder"/*-????????????????; do
    if [ "$old" = "$folder/$id" ] || [ ! -f "$old/used" ]; then continue; fi
    if [ -n "$(find "$old/used" -prune -mtime +13)" ]; then rm -rf "$old"; fi
  done 2>/dev/null
}

# Two containers that share a cache may well have the same process id.
make_work_folder() {
  number=0
  while [ -e "$folder/unpacking.$$.$number" ]; do number=$((number + 1)); done
  mkdir "$folder/unpacking.$$.$number" && work=$folder/unpacking.$$.$number
}

start_runtime() { # FOLDER
  DENO_DIR=$1/cache
  HOME=$1
  DENO_NO_UPDATE_CHECK=1
  exported=$(export -p)
  keep_aside
  export DENO_DIR HOME DENO_NO_UPDATE_CHECK
  exec "$1/deno" run @FLAGS@ "$1/app.js" "$1/app"
}

complain() {
  printf '%s\n' "$*"
  exit 2
}

clean() {
  if [ -n "$work" ]; then rm -rf "$work"; fi
  if [ -n "$ours" ]; then rm -rf "$folder/$id.lock"; fi
}

private_folder() {
  if [ -L "$folder" ] && [ "$folder" = "$second" ]; then complain "$folder is a link, and may lead anywhere"; fi
  mkdir -p "$folder" || exit
  [ -O "$folder" ] || complain "$folder belongs to somebody else"
  chmod 700 "$folder"
}

# One process unpacks while the others wait for it. Nothing rests on that: who waits in vain unpacks too.
take_turn() {
  waited=0
  until mkdir "$folder/$id.lock" 2>/dev/null; do
    if is_ready "$folder" || [ "$waited" -ge 300 ]; then return 0; fi
    # Gone since, or never there because nothing can be made here: then mkdir says why.
    if [ ! -d "$folder/$id.lock" ] && mkdir "$folder/$id.lock"; then break; fi
    [ -d "$folder/$id.lock" ] || is_ready "$folder" || exit
    holder=$(cat "$folder/$id.lock/pid" 2>/dev/null)
    if [ -n "$holder" ] && ! kill -0 "$holder" 2>/dev/null; then break; fi
    sleep 0.1 2>/dev/null || sleep 1
    waited=$((waited + 1))
  done
  ours=1
  { echo "$$" >"$folder/$id.lock/pid"; } 2>/dev/null || :
}

payload() { # FROM
  tail -c "+$1" "$self"
}

# gzip knows damage too, where neither program is installed.
whole_payload() {
  if has sha256sum; then
    sum=$(payload @DENO_AT@ | sha256sum)
  elif has shasum; then
    sum=$(payload @DENO_AT@ | shasum -a 256)
  else
    return 0
  fi
  [ "${sum%% *}" = @CHECKSUM@ ] && return 0
  echo "$self is damaged or incomplete: its checksum is not what it was when it was built"
  return 1
}

# Renaming is one act: the entry is there whole, or it is not there.
move_into_place() {
  if is_ready "$folder"; then return 0; fi
  if [ -e "$folder/$id" ]; then mv "$folder/$id" "$work/old" || exit; fi
  mv "$work" "$folder/$id" || exit
  # Where another was quicker, mv has put ours inside.
  rm -rf "${folder:?}/$id/${work##*/}" "$folder/$id/old"
}

attempts=
for folder in "$first" "$second"; do
  if [ -z "$folder" ]; then continue; fi
  problem=$(unpack "$folder" 2>&1)
  status=$?
  if is_ready "$folder"; then start "$folder" "$@"; fi
  case $status in
    70) fail 70 "$problem" "Download or build it again" ;;
    130 | 143) exit "$status" ;;
  esac
  attempts="$attempts
  $folder: ${problem:-it cannot be written}"
done
fail 2 "Cannot unpack retort, which it does once, into a cache folder$attempts" \
  "Set RETORT_CACHE_DIR to a folder of your own where programs may run, with 150 MB to spare"
