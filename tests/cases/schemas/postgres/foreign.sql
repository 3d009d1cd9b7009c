-- needs: postgres_fdw, file_fdw
-- Data elsewhere: wrappers, servers, foreign tables, one of them a partition.
CREATE EXTENSION postgres_fdw; CREATE EXTENSION file_fdw;
CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'db.invalid', port '5432', dbname 'it''s');
CREATE SERVER "File Server" TYPE 'x' VERSION '1.0' FOREIGN DATA WRAPPER file_fdw;
CREATE FOREIGN TABLE remote_users (id int OPTIONS (column_name 'ID') NOT NULL, name text COLLATE "C" DEFAULT 'x', CONSTRAINT named CHECK (name <> '')) SERVER far OPTIONS (schema_name 'public', table_name 'users', updatable 'false');
CREATE FOREIGN TABLE lines (line text, n int) SERVER "File Server" OPTIONS (filename '/dev/null', format 'csv');
CREATE TABLE spread (id int, at date) PARTITION BY RANGE (at);
CREATE FOREIGN TABLE spread_old PARTITION OF spread FOR VALUES FROM (MINVALUE) TO ('2020-01-01') SERVER far OPTIONS (table_name 'old');
CREATE TABLE spread_new PARTITION OF spread FOR VALUES FROM ('2020-01-01') TO (MAXVALUE);
CREATE VIEW everybody AS SELECT id, name FROM remote_users UNION ALL SELECT n, line FROM lines;
COMMENT ON COLUMN remote_users.name IS 'over there';
