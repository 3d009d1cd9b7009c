SELECT current_setting('server_version_num')::int >= 140000 AS v14, current_setting('server_version_num')::int >= 150000 AS v15,
  current_setting('server_version_num')::int >= 170000 AS v17, current_setting('server_version_num')::int >= 180000 AS v18 \gset
CREATE SCHEMA app;
CREATE TABLE other (id int PRIMARY KEY);
\if :v14
CREATE TYPE multi AS RANGE (SUBTYPE = float8, MULTIRANGE_TYPE_NAME = app.multies);
CREATE TABLE mr (x nummultirange, y multi, z app.multies, p text COMPRESSION pglz, n int);
CREATE STATISTICS ste ON lower(p), (n + 1) FROM mr;
\endif
\if :v15
CREATE TABLE n15 (a int, b int, UNIQUE NULLS NOT DISTINCT (a));
CREATE UNIQUE INDEX n15i ON n15 (b) NULLS NOT DISTINCT;
CREATE TABLE pk15 (a int, b int, PRIMARY KEY (a, b));
CREATE TABLE fk15 (a int, b int, FOREIGN KEY (a, b) REFERENCES pk15 ON DELETE SET NULL (b));
CREATE VIEW inv WITH (security_invoker = true) AS SELECT 1 AS one;
CREATE PUBLICATION p15 FOR TABLE n15 (a, b) WHERE (a > 5);
CREATE PUBLICATION p15s FOR TABLE n15 WHERE (b > 5), TABLES IN SCHEMA app;
\endif
\if :v17
CREATE TABLE ident (id int GENERATED ALWAYS AS IDENTITY, k int) PARTITION BY LIST (k);
CREATE TABLE ident1 PARTITION OF ident FOR VALUES IN (1);
CREATE COLLATION bi (PROVIDER = builtin, LOCALE = 'C.UTF-8');
CREATE DOMAIN d17 AS int CONSTRAINT must NOT NULL;
\endif
\if :v18
CREATE TABLE n18 (a int CONSTRAINT named NOT NULL, b int GENERATED ALWAYS AS (a * 2) VIRTUAL, c int NOT NULL NO INHERIT,
  id int4range, valid daterange, PRIMARY KEY (id, valid WITHOUT OVERLAPS), d int, CHECK (a > 1) NOT ENFORCED);
CREATE TABLE f18 (id int4range, valid daterange, FOREIGN KEY (id, PERIOD valid) REFERENCES n18 (id, PERIOD valid));
ALTER TABLE n18 ADD CONSTRAINT nn NOT NULL d NOT VALID;
CREATE TABLE e18 (a int REFERENCES other NOT ENFORCED);
CREATE PUBLICATION p18 FOR TABLE n18 WITH (publish_generated_columns = stored);
\endif
