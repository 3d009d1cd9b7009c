-- Partitioned tables two levels deep, with what children have of their own.
CREATE SCHEMA parts;
CREATE TABLE region (id int PRIMARY KEY, name text UNIQUE);
CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE FUNCTION pick(kind text) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT length($1)';
CREATE TABLE measurement (
  id bigint GENERATED ALWAYS AS IDENTITY,
  region_id int NOT NULL REFERENCES region,
  at timestamptz NOT NULL DEFAULT now(),
  kind text NOT NULL DEFAULT 'raw' CHECK (kind <> ''),
  value numeric(12, 3),
  doubled numeric GENERATED ALWAYS AS (value * 2) STORED,
  PRIMARY KEY (id, at, region_id)
) PARTITION BY RANGE (at);
CREATE INDEX measurement_kind ON measurement (kind, at DESC);
CREATE UNIQUE INDEX measurement_unique ON measurement (region_id, at, id) WHERE value > 0;
CREATE TRIGGER note BEFORE INSERT ON measurement FOR EACH ROW EXECUTE FUNCTION note();
CREATE TABLE parts.measurement_2025 PARTITION OF measurement (
  kind DEFAULT 'of 2025', CONSTRAINT in_year CHECK (value < 1000000)
) FOR VALUES FROM ('2025-01-01 00:00:00+00') TO ('2026-01-01 00:00:00+00') PARTITION BY LIST (region_id);
CREATE TABLE parts.measurement_2025_1 PARTITION OF parts.measurement_2025 (value DEFAULT 0) FOR VALUES IN (1, 2);
CREATE TABLE parts.measurement_2025_rest PARTITION OF parts.measurement_2025 (value NOT NULL) DEFAULT WITH (fillfactor = 60);
CREATE INDEX own_index ON parts.measurement_2025_1 USING brin (at);
CREATE UNIQUE INDEX own_unique ON parts.measurement_2025_rest (lower(kind));
CREATE TRIGGER own_trigger AFTER UPDATE OF value ON parts.measurement_2025_1 FOR EACH ROW WHEN (OLD.value IS DISTINCT FROM NEW.value) EXECUTE FUNCTION note();
ALTER TABLE parts.measurement_2025_1 DISABLE TRIGGER note;
CREATE TABLE measurement_old (value numeric(12,3), kind text DEFAULT 'attached' NOT NULL CONSTRAINT measurement_kind_check CHECK (kind <> ''), id bigint NOT NULL, at timestamptz DEFAULT now() NOT NULL, region_id int NOT NULL, doubled numeric GENERATED ALWAYS AS (value * 2) STORED, FOREIGN KEY (region_id) REFERENCES region);
ALTER TABLE measurement ATTACH PARTITION measurement_old FOR VALUES FROM (MINVALUE) TO ('2025-01-01 00:00:00+00');
CREATE TABLE measurement_rest PARTITION OF measurement DEFAULT;
COMMENT ON TABLE parts.measurement_2025 IS 'a year';
COMMENT ON COLUMN parts.measurement_2025_1.value IS 'of its own';
COMMENT ON INDEX parts.own_index IS 'here only';

CREATE TABLE ledger_line (a int, b text COLLATE "C", c date) PARTITION BY RANGE (a, pick(b), (c + 1));
CREATE TABLE ledger_line_1 PARTITION OF ledger_line FOR VALUES FROM (1, MINVALUE, MINVALUE) TO (10, 5, '2025-01-01');
CREATE TABLE ledger_line_2 PARTITION OF ledger_line FOR VALUES FROM (10, 5, '2025-01-01') TO (MAXVALUE, MAXVALUE, MAXVALUE);
CREATE TABLE hashed (id uuid, name text NOT NULL) PARTITION BY HASH (id, name text_pattern_ops);
CREATE TABLE hashed_0 PARTITION OF hashed FOR VALUES WITH (MODULUS 3, REMAINDER 0);
CREATE TABLE hashed_1 PARTITION OF hashed FOR VALUES WITH (MODULUS 3, REMAINDER 1) PARTITION BY HASH (name);
CREATE TABLE hashed_1_0 PARTITION OF hashed_1 FOR VALUES WITH (MODULUS 1, REMAINDER 0);
CREATE TABLE listed ("Kind" text, flag boolean) PARTITION BY LIST (lower("Kind"));
CREATE TABLE "listed_A" PARTITION OF listed FOR VALUES IN ('a', 'it''s', NULL);
CREATE TABLE booked (id bigint, at timestamptz, region_id int, note text, CONSTRAINT booked_measurement FOREIGN KEY (id, at, region_id) REFERENCES measurement (id, at, region_id) ON DELETE CASCADE);
CREATE TABLE plain_parts (id int) PARTITION BY LIST (id);
CREATE INDEX plain_parts_id ON ONLY plain_parts (id);
CREATE TABLE plain_parts_1 PARTITION OF plain_parts FOR VALUES IN (1);
CREATE VIEW recent AS SELECT * FROM measurement WHERE at > '2025-06-01';
CREATE STATISTICS measurement_stats (dependencies) ON region_id, kind FROM measurement;
