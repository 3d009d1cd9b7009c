#!/bin/sh
# Runs a server again and again, however it ends, until it gets SIGTERM itself:
#
#   keep.sh SIGNAL FOLDER PROGRAM ARGS...
#
# SIGTERM reaches the server as SIGNAL. FOLDER/server.pid holds the number of the server's process.

signal=$1 folder=$2
shift 2

ended=
trap 'ended=1; kill -s "$signal" "$server" 2>/dev/null' TERM
until [ -n "$ended" ]; do
  "$@" </dev/null &
  server=$!
  echo "$server" >"$folder/server.pid.new" && mv "$folder/server.pid.new" "$folder/server.pid"
  wait "$server"
  sleep 0.1
done
# The trap ended the first wait early.
wait "$server"
