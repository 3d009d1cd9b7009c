#!/bin/sh
# Runs a throwaway server for as long as a process lives:
#
#   supervise.sh WATCHED_PID SIGNAL FOLDER PROGRAM ARGS...
#
# When WATCHED_PID is gone, however it went, or when this script gets SIGTERM, the server gets SIGNAL. When the
# server has ended, FOLDER is removed.

watched=$1 signal=$2 folder=$3
shift 3

alive() {
  [ -d "/proc/$1" ] || ps -p "$1" >/dev/null 2>&1
}

# Ctrl-C reaches the whole process group; the watched process decides what it means.
trap '' INT HUP
"$@" </dev/null &
server=$!
trap 'kill -s "$signal" "$server" 2>/dev/null' TERM

(
  trap - TERM
  while alive "$watched"; do sleep 1; done
  kill -s "$signal" "$server" 2>/dev/null
) &
watcher=$!

wait "$server"
# A trap ends the first wait early: the server may still be writing.
wait "$server"
kill "$watcher" 2>/dev/null
cd / && rm -rf "$folder"
