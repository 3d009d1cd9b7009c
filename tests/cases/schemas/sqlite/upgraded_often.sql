-- A database that ten versions of a program have changed: columns added behind comments, tables and columns renamed, tables made from queries.
CREATE TABLE cfg (k TEXT PRIMARY KEY, v TEXT -- the value
);
ALTER TABLE cfg ADD COLUMN changed INTEGER DEFAULT 0;
ALTER TABLE cfg ADD COLUMN note TEXT NOT NULL DEFAULT 'it''s new' COLLATE NOCASE;
ALTER TABLE cfg RENAME COLUMN v TO "the value";
ALTER TABLE cfg RENAME TO "Configuration";
CREATE TABLE item (
  id INTEGER PRIMARY KEY, /* first */
  name TEXT CHECK (name <> ''), -- second
  UNIQUE (name) -- last
);
ALTER TABLE item ADD COLUMN cfg_k TEXT REFERENCES "Configuration" (k) ON DELETE SET NULL;
ALTER TABLE item ADD amount REAL CHECK (amount >= 0) DEFAULT 1;
ALTER TABLE item ADD COLUMN twice REAL AS (amount * 2);
CREATE INDEX item_name ON item (name COLLATE NOCASE, amount DESC) WHERE name IS NOT NULL;
CREATE VIEW big_item AS SELECT id, name, amount FROM item WHERE amount > 100;
CREATE TRIGGER item_log AFTER UPDATE OF name ON item BEGIN UPDATE "Configuration" SET changed = changed + 1 WHERE k = new.cfg_k; END;
ALTER TABLE item RENAME COLUMN name TO title;
ALTER TABLE item RENAME TO article;
CREATE TABLE archive AS SELECT id, title, amount, amount * 2 AS "amount * 2", 'x' AS kind, NULL AS "nothing" FROM article;
CREATE TABLE "from values" AS VALUES (1, 'a');
CREATE INDEX archive_id ON archive (id);
CREATE TABLE dropped (a INTEGER PRIMARY KEY, b TEXT, c TEXT DEFAULT 'c', d TEXT);
ALTER TABLE dropped DROP COLUMN b;
ALTER TABLE dropped DROP COLUMN d;
CREATE TABLE sqlitex_stat (tbl, idx, stat);
CREATE TABLE counted (id INTEGER PRIMARY KEY AUTOINCREMENT, at TIMESTAMP WITH TIME ZONE);
INSERT INTO counted (at) VALUES ('2026-01-01');
ANALYZE;
