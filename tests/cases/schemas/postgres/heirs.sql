-- needs: 14
-- Tables that became heirs after they were made: their columns stand in their own order.
CREATE TABLE reading (
  id integer NOT NULL,
  taken_at timestamptz NOT NULL DEFAULT now(),
  amount integer CHECK (amount > 0),
  twice integer GENERATED ALWAYS AS (amount * 2) STORED
);
CREATE TABLE reading_old (
  amount integer,
  site text,
  twice integer GENERATED ALWAYS AS (amount * 2) STORED,
  id integer NOT NULL,
  taken_at timestamptz NOT NULL,
  CONSTRAINT reading_amount_check CHECK (amount > 0)
);
ALTER TABLE reading_old INHERIT reading;
CREATE TABLE reading_alike (
  id integer NOT NULL,
  taken_at timestamptz NOT NULL DEFAULT now(),
  amount integer,
  twice integer GENERATED ALWAYS AS (amount * 2) STORED,
  CONSTRAINT reading_amount_check CHECK (amount > 0)
);
ALTER TABLE reading_alike INHERIT reading;
CREATE TABLE reading_new (site text) INHERITS (reading);

-- Columns that are kept in another way than the parent's, and those of views.
CREATE TABLE entry (id integer, body text COMPRESSION pglz) PARTITION BY RANGE (id);
CREATE TABLE entry_1 PARTITION OF entry FOR VALUES FROM (0) TO (10);
CREATE TABLE entry_2 PARTITION OF entry FOR VALUES FROM (10) TO (20);
ALTER TABLE entry_2 ALTER COLUMN body SET COMPRESSION DEFAULT;
ALTER TABLE entry_2 ALTER COLUMN body SET STORAGE EXTERNAL;
CREATE MATERIALIZED VIEW entries AS SELECT id, body FROM entry WITH NO DATA;
ALTER MATERIALIZED VIEW entries ALTER COLUMN body SET STORAGE EXTERNAL;
ALTER MATERIALIZED VIEW entries ALTER COLUMN body SET COMPRESSION pglz;
ALTER MATERIALIZED VIEW entries ALTER COLUMN id SET (n_distinct = -0.5);
ALTER MATERIALIZED VIEW entries ALTER COLUMN id SET STATISTICS 200;
