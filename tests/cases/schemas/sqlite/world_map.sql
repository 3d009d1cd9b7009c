-- A map: R*Trees with auxiliary columns, tiles without row numbers, triggers between a table and its tree, a view over both.
CREATE TABLE feature (id INTEGER PRIMARY KEY, name TEXT, kind TEXT NOT NULL, west REAL NOT NULL, east REAL NOT NULL, south REAL NOT NULL, north REAL NOT NULL, CHECK (west <= east AND south <= north));
CREATE VIRTUAL TABLE feature_box USING rtree(id, west, east, south, north, +kind TEXT);
CREATE VIRTUAL TABLE "city box" USING rtree_i32("id", x0, x1, y0, y1);
CREATE TABLE tile (zoom INTEGER NOT NULL, x INTEGER NOT NULL, y INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (zoom, x, y)) WITHOUT ROWID;
CREATE TABLE layer (name TEXT NOT NULL PRIMARY KEY, srs_id INTEGER NOT NULL REFERENCES srs (srs_id), minimum DOUBLE, last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')));
CREATE TABLE srs (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, definition TEXT NOT NULL, description TEXT);
CREATE TRIGGER feature_in AFTER INSERT ON feature BEGIN INSERT INTO feature_box VALUES (new.id, new.west, new.east, new.south, new.north, new.kind); END;
CREATE TRIGGER feature_moves AFTER UPDATE OF west, east, south, north ON feature BEGIN
  UPDATE feature_box SET west = new.west, east = new.east, south = new.south, north = new.north WHERE id = new.id;
END;
CREATE TRIGGER feature_out AFTER DELETE ON feature BEGIN DELETE FROM feature_box WHERE id = old.id; END;
CREATE VIEW large_feature AS SELECT f.* FROM feature AS f, feature_box AS b WHERE f.id = b.id AND b.east - b.west > 10.0;
CREATE VIEW tile_count AS SELECT zoom, count(*) AS tiles, sum(length(data)) AS bytes FROM tile GROUP BY zoom HAVING count(*) > 0 ORDER BY 1 DESC LIMIT 20;
CREATE INDEX tile_zoom ON tile (zoom DESC, y);
CREATE TABLE route_point (route INTEGER, at INTEGER, feature INTEGER, CONSTRAINT pk PRIMARY KEY (route, at DESC), CONSTRAINT of FOREIGN KEY (feature) REFERENCES feature (id) ON UPDATE RESTRICT ON DELETE NO ACTION) WITHOUT ROWID;
