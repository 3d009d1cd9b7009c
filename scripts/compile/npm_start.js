#!/usr/bin/env node
// retort on the Deno of the npm package `deno`. Node only starts it: arguments, streams, signals and the exit code are
// passed on as they are.
import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const FLAGS = "@FLAGS@".split(" ");
const APP = fileURLToPath(new URL("../app", import.meta.url));
/** What would steer the runtime waits under other names; the program gives it back as its first act. */
const SAVED = "RETORT_INTERNAL_SAVED_";
const STEERING = /^(?:DENO_|NODE_|OTEL_|NPM_|npm_|JSR_|RUST_)|^HOME$/;

function denoProgram() {
  try {
    return createRequire(import.meta.url)("deno/install_api.cjs").runInstall();
  } catch (error) {
    process.stderr.write(
      `FAILED: The package \`deno\`, on which retort runs, is not installed whole: ${error.message}\n` +
        "hint: Install retort again, without --omit=optional; on Linux Deno needs glibc\n",
    );
    process.exit(2);
  }
}

function environment() {
  const kept = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (!name.startsWith("NODE_CHANNEL_")) kept[STEERING.test(name) ? SAVED + name : name] = value;
  }
  return { ...kept, ...cacheVariables(), HOME: APP, DENO_NO_UPDATE_CHECK: "1", DENO_DISABLE_NODE_SHIM: "1" };
}

/** Where V8 keeps compiled code: a folder of the user's own, and the package's where there is none. */
function cacheVariables() {
  const { RETORT_CACHE_DIR, XDG_CACHE_HOME, LOCALAPPDATA, HOME } = process.env;
  const base = RETORT_CACHE_DIR || XDG_CACHE_HOME || LOCALAPPDATA || (HOME && join(HOME, ".cache"));
  if (!base) return {};
  const folder = join(base, "retort", "npm-@VERSION@");
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return { DENO_DIR: folder };
  } catch {
    return {};
  }
}

const child = spawn(denoProgram(), ["run", ...FLAGS, join(APP, "npm.js"), ...process.argv.slice(2)], {
  stdio: "inherit",
  env: environment(),
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  // A terminal sends its own to both.
  process.on(signal, () => signal === "SIGINT" && process.stdin.isTTY || child.kill(signal));
}
child.on("error", (error) => {
  process.stderr.write(`FAILED: Cannot start ${child.spawnfile}: ${error.message}\n`);
  process.exit(2);
});
child.on("exit", (code, signal) => {
  if (signal === null) process.exit(code);
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
});
