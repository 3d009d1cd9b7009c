-- needs: 15
-- What PostgreSQL 15 brought.
CREATE SCHEMA s15;
CREATE TABLE t (a int, b int, c text COMPRESSION pglz, UNIQUE NULLS NOT DISTINCT (a, b), PRIMARY KEY (b) INCLUDE (a));
CREATE UNIQUE INDEX t_c ON t (c, lower(c)) NULLS NOT DISTINCT WHERE a > 0;
CREATE TABLE u (id int PRIMARY KEY, x int, y int, UNIQUE (x, y)); CREATE TABLE w (x int, y int DEFAULT 3, z int, FOREIGN KEY (x, y) REFERENCES u (x, y) ON DELETE SET NULL (y), CONSTRAINT d FOREIGN KEY (x, y) REFERENCES u (x, y) ON DELETE SET DEFAULT (y, x));
CREATE VIEW v WITH (security_invoker = true, security_barrier) AS SELECT * FROM t; CREATE VIEW s15.v WITH (security_invoker = on) AS SELECT a FROM v WITH LOCAL CHECK OPTION;
CREATE UNLOGGED TABLE fast (id serial, n int GENERATED ALWAYS AS IDENTITY);
CREATE PUBLICATION some_rows FOR TABLE t (a, b), TABLE u WHERE (x > 3);
CREATE COLLATION ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false); CREATE TABLE named (n text COLLATE ci UNIQUE);
CREATE PUBLICATION whole_schema FOR TABLES IN SCHEMA s15;
