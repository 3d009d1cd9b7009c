import { writeCertificates } from "./certificates.ts";
import { mysqlServer } from "./mysql_server.ts";
import { postgresServer } from "./postgres_server.ts";
import { runOrThrow } from "./process.ts";
import type { ServerPlace, ServerRecipe } from "./server.ts";

/** What a server with TLS is set up with. */
export interface TlsServerOptions {
  /** The names that its certificate is for, as openssl has them: `DNS:localhost,IP:127.0.0.1`. */
  readonly names: string;
  /** The text of PostgreSQL's pg_hba.conf. */
  readonly access?: string;
  /** Switches of the server's program. */
  readonly args?: readonly string[];
}

/** A PostgreSQL with TLS; `?folder=` in its URL names the folder with the certificates. */
export function tlsPostgres({ names, access, args = [] }: TlsServerOptions): ServerRecipe {
  return {
    ...postgresServer,
    async prepare(place) {
      const command = await postgresServer.prepare(place);
      await writeCertificates(place.folder, names);
      await Deno.chmod(`${place.folder}/server.key`, 0o600);
      if (access !== undefined) await Deno.writeTextFile(`${place.folder}/data/pg_hba.conf`, access);
      await handOver(place);
      const files = ["ssl_cert_file=server.crt", "ssl_key_file=server.key", "ssl_ca_file=ca.crt"];
      const settings = files.map((file) => file.replace("=", `=${place.folder}/`));
      return [...command, ...["ssl=on", ...settings].flatMap((setting) => ["-c", setting]), ...args];
    },
    url: (place) => `${postgresServer.url(place)}?folder=${place.folder}`,
    ping: (place) => postgresServer.ping(place),
  };
}

/** A MariaDB with TLS; `?folder=` in its URL names the folder with the certificates. */
export function tlsMysql({ names, args = [] }: TlsServerOptions): ServerRecipe {
  return {
    ...mysqlServer,
    async prepare(place) {
      const command = await mysqlServer.prepare(place);
      await writeCertificates(place.folder, names);
      await handOver(place);
      const files = { ca: "ca.crt", cert: "server.crt", key: "server.key" };
      const settings = Object.entries(files).map(([name, file]) => `--ssl-${name}=${place.folder}/${file}`);
      return [...command, ...settings, ...args];
    },
    url: (place) => `${mysqlServer.url(place)}?folder=${place.folder}`,
    ping: (place) => mysqlServer.ping(place),
  };
}

/** The server's user must be able to read its certificates. */
async function handOver({ owner, folder }: ServerPlace): Promise<void> {
  if (owner.uid !== undefined) await runOrThrow("chown", ["-R", `${owner.uid}:${owner.gid}`, folder]);
}
