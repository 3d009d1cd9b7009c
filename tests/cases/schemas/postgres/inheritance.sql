-- Tables that inherit, and typed ones.
CREATE TABLE audited (created_at timestamptz NOT NULL DEFAULT now(), created_by name DEFAULT CURRENT_USER, CONSTRAINT sane CHECK (created_at > '2000-01-01'), CONSTRAINT here_only CHECK (created_by <> 'nobody') NO INHERIT);
CREATE TABLE named (name text NOT NULL, note text DEFAULT 'none');
CREATE TABLE city (id serial PRIMARY KEY, population int CHECK (population > 0)) INHERITS (audited, named);
CREATE TABLE capital (state char(2) UNIQUE, note text DEFAULT 'capital' NOT NULL, CONSTRAINT named_well CHECK (name ~ '^[A-Z]')) INHERITS (city);
ALTER TABLE capital ALTER COLUMN created_by SET DEFAULT 'mayor';
ALTER TABLE capital ALTER COLUMN name SET STORAGE EXTERNAL;
CREATE TABLE log_2020 (LIKE audited INCLUDING ALL, line text);
ALTER TABLE log_2020 INHERIT audited;
CREATE TABLE empty_heir () INHERITS (named);
CREATE TABLE nothing ();
CREATE TYPE person_type AS (id int, name text, born date);
CREATE TABLE employees OF person_type (PRIMARY KEY (id), name WITH OPTIONS NOT NULL DEFAULT 'x', CHECK (born < '2020-01-01'));
CREATE INDEX city_name ON ONLY city (name);
CREATE VIEW all_cities AS SELECT c.tableoid::regclass AS kind, c.id, c.name, 1 AS one FROM ONLY city c UNION ALL SELECT NULL, c.id, NULL, -1 FROM capital c;
