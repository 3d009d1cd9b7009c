// What the launcher kind runs: `main.ts`, once the user's environment is as it was before the head of the file.
import { main } from "../../src/cli/main.ts";
import { giveBackEnvironment } from "./saved_environment.ts";

giveBackEnvironment(Deno.env);
Deno.exit(await main(Deno.args));
