// What the npm package runs: `main.ts`, once the user's environment is as it was before the start script.
import { main } from "../../src/cli/main.ts";
import { giveBackEnvironment } from "./saved_environment.ts";

giveBackEnvironment(Deno.env);
Deno.exit(await main(Deno.args));
