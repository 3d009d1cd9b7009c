import type { Checkup } from "../checkup.ts";

/** Privileges of this account itself on the server or on its database; those of roles are not listed there. */
const CREATE_RIGHT = `SELECT privilege_type FROM information_schema.user_privileges
WHERE privilege_type = 'CREATE' AND grantee = CONCAT('''', REPLACE(CURRENT_USER(), '@', '''@'''), '''')
UNION ALL
SELECT privilege_type FROM information_schema.schema_privileges
WHERE privilege_type = 'CREATE' AND DATABASE() LIKE table_schema
  AND grantee = CONCAT('''', REPLACE(CURRENT_USER(), '@', '''@'''), '''')`;

/** What `doctor` asks of MariaDB and MySQL. */
export const mysqlCheckup: Checkup = {
  oldest: { mariadb: [10, 6], mysql: [8, 0] },
  tools: [
    { names: ["mariadb-dump", "mysqldump"], purpose: "backups" },
    { names: ["mariadb", "mysql"], purpose: "running scripts (--sql)" },
  ],
  async encrypted(connection) {
    const rows = await connection.query<object>("SHOW SESSION STATUS LIKE 'Ssl_cipher'");
    return rows.some((row) => Object.values(row)[1] !== "");
  },
  mayCreate: async (connection) => (await connection.query(CREATE_RIGHT)).length > 0,
};
