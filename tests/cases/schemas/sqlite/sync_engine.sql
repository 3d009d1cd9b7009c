-- A store that syncs devices: ON CONFLICT everywhere it may stand, keys with orders and collations, tombstones, triggers with RETURNING's absence.
CREATE TABLE device (
  id BLOB PRIMARY KEY ON CONFLICT IGNORE NOT NULL CHECK (length(id) = 16), name TEXT NOT NULL ON CONFLICT REPLACE DEFAULT 'unnamed',
  seen INTEGER CONSTRAINT seen_needed NOT NULL ON CONFLICT FAIL DEFAULT (unixepoch()), trusted BOOLEAN NOT NULL DEFAULT FALSE
) WITHOUT ROWID;
CREATE TABLE record (
  collection TEXT NOT NULL, key TEXT NOT NULL, device_id BLOB NOT NULL REFERENCES device ON UPDATE CASCADE, clock INTEGER NOT NULL, value ANY,
  PRIMARY KEY (collection COLLATE NOCASE, key DESC, clock DESC) ON CONFLICT ROLLBACK,
  CONSTRAINT one_per_clock UNIQUE (device_id, clock DESC) ON CONFLICT ABORT
);
CREATE TABLE change (
  seq INTEGER PRIMARY KEY ON CONFLICT REPLACE AUTOINCREMENT, collection TEXT, key TEXT UNIQUE ON CONFLICT REPLACE,
  op TEXT CHECK (op IN ('put', 'delete')), at REAL DEFAULT (julianday('now')), UNIQUE (collection, key, op) ON CONFLICT IGNORE
);
CREATE TABLE oldest (id INTEGER PRIMARY KEY DESC, note TEXT);
CREATE TABLE newest (id INTEGER, note TEXT, PRIMARY KEY (id DESC));
CREATE TABLE setting (name TEXT COLLATE NOCASE PRIMARY KEY, value TEXT, UNIQUE (value COLLATE RTRIM, name COLLATE BINARY DESC)) WITHOUT ROWID;
CREATE TRIGGER record_put AFTER INSERT ON record BEGIN
  INSERT OR REPLACE INTO change (collection, key, op) VALUES (new.collection, new.key, iif(new.value IS NULL, 'delete', 'put'));
  UPDATE OR IGNORE device SET seen = max(seen, new.clock) WHERE id = new.device_id;
  REPLACE INTO setting VALUES ('last', new.key);
END;
CREATE TRIGGER record_unput AFTER DELETE ON record WHEN (SELECT value FROM setting WHERE name = 'keep') IS NOT 'no' BEGIN
  INSERT INTO change (collection, key, op) SELECT old.collection, old.key, 'delete' WHERE old.key NOT IN (SELECT key FROM record WHERE record.collection = old.collection);
END;
CREATE VIEW latest AS SELECT collection, key, value, max(clock) AS clock FROM record GROUP BY collection, key;
CREATE VIEW pending AS SELECT * FROM change WHERE seq > (SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'sent') ORDER BY seq;
