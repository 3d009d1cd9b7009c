import { runProcess } from "./process.ts";

/** A throwaway server: where it is, and how to end it. */
export interface TestServer {
  /** With user and password. The user may do anything. */
  readonly url: string;
  /** Of the process that keeps the server; SIGTERM to it ends the server and removes its files. */
  readonly supervisor: number;
}

/** How one engine's server is set up and run. */
export interface ServerRecipe {
  /** Of the system's user to run as when started by root, before `nobody`. */
  readonly user: string;
  /** What ends the server at once and in order. */
  readonly stopSignal: "INT" | "TERM";
  /** Fills the folder and gives the command that runs the server in it. */
  prepare(place: ServerPlace): Promise<readonly string[]>;
  url(place: ServerPlace): string;
  /** Throws while the server does not answer. */
  ping(place: ServerPlace): Promise<void>;
}

/** Where a throwaway server lives. */
export interface ServerPlace {
  readonly folder: string;
  readonly port: number;
  /** Who owns the folder, when that is not who runs the tests. */
  readonly owner: { readonly uid?: number; readonly gid?: number };
}

/** What test servers let in: these servers listen on 127.0.0.1 alone and hold nothing. */
export const TEST_USER = "retort";
/** Has characters that a URL must escape, so that every test exercises that. */
export const TEST_PASSWORD = "s3cret@/word";

/**
 * Starts a server that lives until `watched` (a process id) has gone or its supervisor is told to stop.
 * Throws with the server's log if it does not come up.
 */
export async function startServer(recipe: ServerRecipe, watched: number): Promise<TestServer> {
  const owner = await unprivileged(recipe.user);
  const folder = await Deno.makeTempDir({ dir: await fastFolder(), prefix: "retort_server_" });
  try {
    if (owner.uid !== undefined) await Deno.chown(folder, owner.uid, owner.gid ?? null);
    const place = { folder, port: freePort(), owner };
    // A copy: the server's user may not be let into the folders above this one.
    await Deno.copyFile(new URL("./supervise.sh", import.meta.url), `${folder}/supervise.sh`);
    const command = await recipe.prepare(place);
    const child = supervise(recipe, place, watched, command);
    await ready(recipe, place, child);
    child.unref();
    return { url: recipe.url(place), supervisor: child.pid };
  } catch (error) {
    await Deno.remove(folder, { recursive: true }).catch(() => {});
    throw error;
  }
}

/** Ends a server and waits until its files are gone. */
export async function stopServer(server: TestServer): Promise<void> {
  try {
    Deno.kill(server.supervisor, "SIGTERM");
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    throw error;
  }
  for (let waited = 0; waited < 200 && (await running(server.supervisor)); waited++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Calls a program of the server as the folder's owner; throws with what it said. */
export async function runAsOwner(
  place: ServerPlace,
  program: string,
  args: readonly string[],
): Promise<void> {
  const result = await runProcess(program, args, { cwd: place.folder, ...place.owner });
  if (result.code !== 0) throw new Error(`${program} failed\n${result.stderr}${result.stdout}`);
}

function supervise(recipe: ServerRecipe, place: ServerPlace, watched: number, command: readonly string[]) {
  const log = `${place.folder}/server.log`;
  return new Deno.Command("sh", {
    args: [
      "-c",
      'log=$1; shift; exec "$@" >"$log" 2>&1',
      "sh",
      log,
      "sh",
      `${place.folder}/supervise.sh`,
      `${watched}`,
      recipe.stopSignal,
      place.folder,
      ...command,
    ],
    cwd: place.folder,
    stdin: "null",
    stdout: "null",
    stderr: "null",
    ...place.owner,
  }).spawn();
}

async function ready(recipe: ServerRecipe, place: ServerPlace, child: Deno.ChildProcess): Promise<void> {
  let ended = false;
  child.status.then(() => ended = true);
  const deadline = Date.now() + 60_000;
  for (;;) {
    try {
      return await recipe.ping(place);
    } catch (error) {
      if (ended || Date.now() > deadline) throw await startFailure(place, child, error);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function startFailure(place: ServerPlace, child: Deno.ChildProcess, cause: unknown): Promise<Error> {
  const log = await Deno.readTextFile(`${place.folder}/server.log`).catch(() => "(no log)");
  try {
    child.kill("SIGTERM");
  } catch {
    // It has ended: its log says why.
  }
  return new Error(`A test server did not start:\n${log.split("\n").slice(-30).join("\n")}`, { cause });
}

/** Database servers refuse to run as root. */
async function unprivileged(user: string): Promise<{ uid?: number; gid?: number }> {
  if (Deno.uid() !== 0) return {};
  for (const name of [user, "nobody"]) {
    const uid = await runProcess("id", ["-u", name]);
    const gid = await runProcess("id", ["-g", name]);
    if (uid.code === 0 && gid.code === 0) return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  }
  throw new Error(`There is no user '${user}' or 'nobody' to run a test server as`);
}

/** Memory where there is some, so that no test waits for a disk. */
async function fastFolder(): Promise<string> {
  const chosen = Deno.env.get("RETORT_TEST_TMP");
  if (chosen !== undefined) return chosen;
  const memory = await Deno.stat("/dev/shm").catch(() => undefined);
  return memory?.isDirectory === true ? "/dev/shm" : (Deno.env.get("TMPDIR") ?? "/tmp");
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

/** Whether a process is there. */
export async function running(pid: number): Promise<boolean> {
  const result = await runProcess("kill", ["-0", `${pid}`]);
  return result.code === 0;
}
