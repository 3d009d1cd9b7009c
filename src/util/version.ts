/** The version of this retort; deno.json has the same. */
export const VERSION = "0.1.0";
