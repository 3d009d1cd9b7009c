/** The engines that acceptance tests run on. */
export const ENGINES = ["sqlite", "postgres", "mysql"] as const;

/** One of the engines that acceptance tests run on. */
export type Engine = (typeof ENGINES)[number];

/** The engines that need a server. */
export type ServerEngine = Exclude<Engine, "sqlite">;

/** Where each server's URL stands in the environment: set it to use a server of your own. */
export const SERVER_VARIABLES: Readonly<Record<ServerEngine, string>> = {
  postgres: "RETORT_TEST_POSTGRES_URL",
  mysql: "RETORT_TEST_MYSQL_URL",
};
