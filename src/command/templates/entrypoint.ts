/** The text of `docker-entrypoint.sh`, as `init -t docker` writes it. */
export const ENTRYPOINT = `#!/bin/sh
# The entrypoint of a container: brings the database to the head, then becomes the application. In the Dockerfile:
#
#   COPY --from=retort /usr/local/bin/retort /usr/local/bin/retort
#   COPY retort.jsonc docker-entrypoint.sh ./
#   COPY migrations ./migrations
#   ENTRYPOINT ["sh", "./docker-entrypoint.sh"]
#   CMD ["./application"]
#
# Of several containers that start at once one migrates, and the others wait for it. Where it fails, the container ends
# with retort's exit code, and the application is not started.
set -eu

retort upgrade head --wait &
migration=$!

# The shell is the container's first process, and by itself it passes no signal on: retort rolls back and ends.
trap 'kill -s TERM "$migration" 2>/dev/null' INT TERM
status=0
wait "$migration" || status=$?
# A signal ends the waiting before it ends what is waited for.
while kill -0 "$migration" 2>/dev/null; do
  status=0
  wait "$migration" || status=$?
done
trap - INT TERM
if [ "$status" -ne 0 ]; then exit "$status"; fi

exec "$@"
`;
