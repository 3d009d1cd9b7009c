import { findProgram } from "./find_program.ts";
import { runProcess } from "./process.ts";
import { runAsOwner, type ServerPlace, type ServerRecipe, TEST_PASSWORD, TEST_USER } from "./server.ts";

const PACKAGES = "mariadb-server and mariadb-client";

/** Nothing here outlives the tests, so nothing has to reach a disk. */
const FAST = [
  "--innodb-flush-log-at-trx-commit=0",
  "--innodb-flush-method=nosync",
  "--innodb-doublewrite=0",
  "--innodb-buffer-pool-size=128M",
  "--innodb-log-file-size=48M",
  "--skip-log-bin",
  "--skip-name-resolve",
  "--max-connections=300",
  "--performance-schema=0",
  "--bind-address=127.0.0.1",
  "--default-time-zone=+00:00",
] as const;

/** How to run a throwaway MariaDB. */
export const mysqlServer: ServerRecipe = {
  user: "mysql",
  stopSignal: "TERM",
  prepare,
  url: (place) => `mysql://${TEST_USER}:${encodeURIComponent(TEST_PASSWORD)}@127.0.0.1:${place.port}/mysql`,
  ping,
};

async function prepare(place: ServerPlace): Promise<readonly string[]> {
  await client();
  const installer = await findProgram(["mariadb-install-db", "mysql_install_db"], PACKAGES);
  const mariadbd = await findProgram(["mariadbd", "mysqld"], PACKAGES);
  const data = `${place.folder}/data`;
  await runAsOwner(place, installer, [
    "--no-defaults",
    `--datadir=${data}`,
    "--auth-root-authentication-method=normal",
    "--skip-test-db",
    "--skip-name-resolve",
    "--innodb-flush-log-at-trx-commit=0",
    "--innodb-log-file-size=48M",
  ]);
  await Deno.writeTextFile(`${place.folder}/users.sql`, users());
  return [
    mariadbd,
    "--no-defaults",
    "--character-set-server=utf8mb4",
    `--datadir=${data}`,
    `--port=${place.port}`,
    `--socket=${place.folder}/mysql.sock`,
    `--pid-file=${place.folder}/mysql.pid`,
    `--init-file=${place.folder}/users.sql`,
    ...FAST,
  ];
}

function users(): string {
  return ["%", "localhost"].flatMap((host) => [
    `CREATE USER '${TEST_USER}'@'${host}' IDENTIFIED BY '${TEST_PASSWORD}';`,
    `GRANT ALL PRIVILEGES ON *.* TO '${TEST_USER}'@'${host}' WITH GRANT OPTION;`,
  ]).join("\n") + "\n";
}

async function ping(place: ServerPlace): Promise<void> {
  const result = await runProcess(await client(), [
    "--no-defaults",
    "--protocol=tcp",
    "--skip-ssl",
    "--host=127.0.0.1",
    `--port=${place.port}`,
    `--user=${TEST_USER}`,
    "--batch",
    "--skip-column-names",
    "--execute=SELECT 1",
  ], { env: { MYSQL_PWD: TEST_PASSWORD } });
  if (result.stdout.trim() !== "1") throw new Error(result.stderr);
}

function client(): Promise<string> {
  return findProgram(["mariadb", "mysql"], PACKAGES);
}
