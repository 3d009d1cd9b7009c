#!/bin/sh
# Installs retort @VERSION@: downloads the executable for this system, verifies its checksum, which stands in this file,
# and puts it into RETORT_INSTALL_DIR (~/.local/bin). RETORT_INSTALL_URL names a mirror to download from.
set -eu

checksums='
@CHECKSUMS@
'

say() {
  printf '%s\n' "$*" >&2
}

fail() { # MESSAGE HINT
  say "FAILED: $1"
  say "hint: $2"
  exit 1
}

has() {
  command -v "$1" >/dev/null 2>&1
}

# The name that the executable for this system has among the files of a release.
executable_name() {
  case $(uname -s) in
    Linux) system=linux ;;
    Darwin) system=macos ;;
    *) fail "There is no executable for $(uname -s)" "On Windows, download retort-windows-amd64.exe" ;;
  esac
  case $(uname -m) in
    x86_64 | amd64) machine=amd64 ;;
    aarch64 | arm64) machine=arm64 ;;
    *) fail "There is no executable for $(uname -m)" "There are some for x86-64 and ARM64" ;;
  esac
  if [ "$system" = linux ] && ! has_glibc; then
    fail "retort needs glibc, which this Linux does not have" "Use an image such as debian:12-slim rather than Alpine"
  fi
  printf '%s\n' "retort-$system-$machine"
}

has_glibc() {
  [ -e /lib64/ld-linux-x86-64.so.2 ] || [ -e /lib/ld-linux-aarch64.so.1 ] || [ -e /lib64/ld-linux-aarch64.so.1 ]
}

download() { # URL FILE
  if has curl; then
    curl -fsSL --proto-redir =https,http "$1" -o "$2"
  elif has wget; then
    wget -qO "$2" "$1"
  else
    fail "Neither curl nor wget is installed" "Install one of them, or download $1 by hand"
  fi
}

checksum_of() { # FILE
  if has sha256sum; then
    sum=$(sha256sum "$1")
  elif has shasum; then
    sum=$(shasum -a 256 "$1")
  elif has openssl; then
    sum=$(openssl dgst -sha256 -r "$1")
  else
    fail "Nothing here computes a SHA-256" "Install sha256sum, shasum or openssl"
  fi
  printf '%s\n' "${sum%% *}"
}

# In a function, so that a download of this file that was cut short does nothing.
install_retort() {
  name=$(executable_name) || exit 1
  wanted=$(printf '%s\n' "$checksums" | sed -n "s/^\([0-9a-f]*\)  $name\$/\1/p")
  [ -n "$wanted" ] || fail "Version @VERSION@ has no executable $name" "Look at the list of its files"
  folder=${RETORT_INSTALL_DIR:-${HOME:?RETORT_INSTALL_DIR and HOME are both missing}/.local/bin}
  mkdir -p "$folder"
  work=$(mktemp -d "$folder/.retort.XXXXXX")
  trap 'rm -rf "$work"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  download "${RETORT_INSTALL_URL:-@URL@}/$name" "$work/retort" ||
    fail "Cannot download $name" "Is there a network? RETORT_INSTALL_URL names a mirror"
  [ "$(checksum_of "$work/retort")" = "$wanted" ] ||
    fail "$name is not what was released: its checksum differs" "Nothing was installed; try again, or report it"
  chmod 755 "$work/retort"
  said=$("$work/retort" --version) || fail "$name does not run on this system" "Nothing was installed"
  mv -f "$work/retort" "$folder/retort"
  say "Installed $said: $folder/retort"
  case :$PATH: in
    *":$folder:"*) ;;
    *) say "hint: $folder is not on PATH: export PATH=\"$folder:\$PATH\"" ;;
  esac
}

install_retort
