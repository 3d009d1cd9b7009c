# Sourced by run.sh and test.sh, with $scripts set to this folder: puts the path of a Deno that is new enough
# into $deno, and what the program depends on into Deno's cache. The first time may install things; afterwards
# it is two file tests. Everything it says goes to standard error: standard output is the program's.
# shellcheck shell=sh
# shellcheck disable=SC2154 # the caller sets $scripts
# shellcheck disable=SC3013 # -nt is in dash, bash, zsh, ksh and busybox, and soon in POSIX

DENO_PINNED=2.9.6
DENO_OLDEST=2.8.2

say() {
  printf '%s\n' "$*" >&2
}

has() {
  command -v "$1" >/dev/null 2>&1
}

# The path stands in a file that is as good as deno.json and deno.lock are old.
ready_deno() {
  deno=
  cache_somewhere
  ready=$scripts/../.tools/ready
  if [ "$ready" -nt "$scripts/../deno.lock" ] && [ "$ready" -nt "$scripts/../deno.json" ]; then
    read -r deno <"$ready" || deno=
    if [ -x "$deno" ]; then return 0; fi
  fi
  prepare_deno
}

# A service's user may have no home to keep a cache in.
cache_somewhere() {
  if [ -z "${DENO_DIR:-}" ] && [ ! -w "${HOME:-/nonexistent}" ] && [ -w "$scripts/.." ]; then
    DENO_DIR=$(CDPATH='' cd -- "$scripts/.." && pwd)/.tools/cache
    export DENO_DIR
  fi
}

prepare_deno() {
  root=$(CDPATH='' cd -- "$scripts/.." && pwd)
  tools=$root/.tools
  deno=
  find_deno || install_deno || {
    say "Cannot find or install Deno $DENO_OLDEST or newer"
    say "  Install it by hand, https://docs.deno.com/runtime/getting_started/installation, and run this again"
    return 1
  }
  # Packages have wrappers for deno that start something else first: from now on the program itself is called.
  native=$("$deno" eval --no-config --no-lock 'console.log(Deno.execPath())' 2>/dev/null) || native=
  if [ -n "$native" ] && [ -x "$native" ]; then deno=$native; fi
  (cd "$root" && "$deno" install --quiet --frozen >&2) || {
    say "Cannot fetch what retort depends on (see deno.json): is there a network?"
    return 1
  }
  # Somebody else's checkout may not be ours to write to: then this is done anew each time.
  if mkdir -p "$tools" 2>/dev/null && printf '%s\n' "$deno" 2>/dev/null >"$tools/ready.$$"; then
    mv -f "$tools/ready.$$" "$tools/ready"
  fi
}

find_deno() {
  for candidate in "$(command -v deno 2>/dev/null)" "$tools/deno-$DENO_PINNED/deno" "${HOME:-/nowhere}/.deno/bin/deno"; do
    if [ -n "$candidate" ] && [ -x "$candidate" ] && new_enough "$candidate"; then
      deno=$candidate
      return 0
    fi
  done
  return 1
}

new_enough() {
  line=$("$1" --version 2>/dev/null </dev/null) || return 1
  version=${line#deno }
  version=${version%%[!0-9.]*}
  newest=$(printf '%s\n%s\n' "$version" "$DENO_OLDEST" | sort -t. -k1,1n -k2,2n -k3,3n | tail -n 1)
  [ -n "$version" ] && [ "$version" = "$newest" ]
}

# Into a folder of its own, and only the finished program into place: two at once do no harm, nor does Ctrl-C.
install_deno() {
  mkdir -p "$tools" || return 1
  work=$(mktemp -d "$tools/install.XXXXXX") || return 1
  trap 'rm -rf "$work"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  say "Installing Deno $DENO_PINNED into $tools"
  installed=1
  for way in by_npm by_installer by_packages; do
    if "$way" && place_deno; then
      installed=0
      break
    fi
  done
  rm -rf "$work"
  trap - EXIT INT TERM
  return "$installed"
}

place_deno() {
  for candidate in "$work"/node_modules/@deno/*/deno "$work"/bin/deno; do
    if [ -f "$candidate" ] && chmod +x "$candidate" && new_enough "$candidate"; then
      mkdir -p "$tools/deno-$DENO_PINNED"
      mv -f "$candidate" "$tools/deno-$DENO_PINNED/deno"
      deno=$tools/deno-$DENO_PINNED/deno
      return 0
    fi
  done
  return 1
}

by_npm() {
  has npm || return 1
  say "  with npm: some 40 MB, which a slow network takes minutes for"
  npm install --prefix "$work" --no-save --no-audit --no-fund --no-update-notifier --ignore-scripts --loglevel=error \
    "deno@$DENO_PINNED" >/dev/null </dev/null
}

by_installer() {
  has unzip || has 7z || return 1
  say "  with Deno's installer"
  if has curl; then
    curl -fsSL https://deno.land/install.sh -o "$work/install.sh" || return 1
  elif has wget; then
    wget -qO "$work/install.sh" https://deno.land/install.sh || return 1
  else
    return 1
  fi
  DENO_INSTALL=$work sh "$work/install.sh" -y --no-modify-path "v$DENO_PINNED" >/dev/null </dev/null
}

# A machine with nothing on it: first what the installer needs, then npm.
by_packages() {
  if has npm; then return 1; fi
  install_packages ca-certificates curl unzip || return 1
  if by_installer && [ -f "$work/bin/deno" ]; then return 0; fi
  install_packages npm && by_npm
}

# Debian's packages, when we are root there. No service is started: nothing here needs one.
install_packages() {
  has apt-get && [ "$(id -u)" = 0 ] || return 1
  say "Installing $*"
  policy=/usr/sbin/policy-rc.d
  ours=
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod +x "$policy" && ours=1
  fi
  result=0
  apt_get update && apt_get install -y --no-install-recommends "$@" || result=1
  if [ -n "$ours" ]; then rm -f "$policy"; fi
  return "$result"
}

apt_get() {
  DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300 "$@" >&2 </dev/null
}
