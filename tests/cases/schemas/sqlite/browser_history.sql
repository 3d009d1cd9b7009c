-- What a browser remembers: sites, visits and bookmarks; epoch microseconds, hashes, counting triggers, partial indexes, a recursive view.
CREATE TABLE site (
  id INTEGER PRIMARY KEY, scheme TEXT NOT NULL, host TEXT NOT NULL COLLATE NOCASE, weight INTEGER NOT NULL DEFAULT -1, UNIQUE (scheme, host)
);
CREATE TABLE page (
  id INTEGER PRIMARY KEY, address LONGVARCHAR, caption LONGVARCHAR, host_backwards LONGVARCHAR, visits INTEGER DEFAULT 0,
  concealed INTEGER DEFAULT 0 NOT NULL, last_seen INTEGER, sync_id TEXT, address_hash INTEGER DEFAULT 0 NOT NULL,
  site_id INTEGER REFERENCES site(id), stale INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE visit (id INTEGER PRIMARY KEY, came_from INTEGER, page_id INTEGER, at INTEGER, how INTEGER, source INTEGER DEFAULT 0 NOT NULL);
CREATE TABLE favourite (
  id INTEGER PRIMARY KEY, kind INTEGER, page_id INTEGER DEFAULT NULL, folder INTEGER, place INTEGER, caption LONGVARCHAR,
  added INTEGER, changed INTEGER, sync_id TEXT, pending INTEGER DEFAULT 1 NOT NULL
);
CREATE TABLE favourite_gone (sync_id TEXT PRIMARY KEY, removed INTEGER NOT NULL DEFAULT 0);
CREATE TABLE shortcut (id INTEGER PRIMARY KEY AUTOINCREMENT, word TEXT UNIQUE, page_id INTEGER, body TEXT);
CREATE TABLE typed (page_id INTEGER NOT NULL, text LONGVARCHAR NOT NULL, uses INTEGER, PRIMARY KEY (page_id, text));
CREATE TABLE setting (key TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;
CREATE TABLE reading (
  id INTEGER PRIMARY KEY, page_id INTEGER NOT NULL, seconds INTEGER NOT NULL DEFAULT 0,
  FOREIGN KEY (page_id) REFERENCES page(id) ON DELETE CASCADE,
  CHECK (page_id != 0 AND seconds >= 0)
);
CREATE INDEX page_hash ON page (address_hash);
CREATE INDEX page_visits ON page (visits DESC, last_seen DESC);
CREATE UNIQUE INDEX page_sync ON page (sync_id);
CREATE INDEX page_stale ON page (stale) WHERE stale <> 0;
CREATE INDEX visit_page_at ON visit (page_id, at);
CREATE INDEX favourite_folder ON favourite (folder, place);
CREATE UNIQUE INDEX shortcut_page_body ON shortcut (page_id, body);
CREATE TRIGGER visit_counts AFTER INSERT ON visit FOR EACH ROW
BEGIN
  UPDATE page SET visits = visits + (SELECT NEW.how NOT IN (0, 4, 7, 8)), last_seen = MAX(IFNULL(last_seen, 0), NEW.at)
  WHERE id = NEW.page_id;
END;
CREATE TRIGGER favourite_moves AFTER UPDATE OF page_id, folder ON favourite
BEGIN
  UPDATE page SET stale = 1 WHERE OLD.page_id <> NEW.page_id AND id = NEW.page_id;
  UPDATE page SET stale = 1 WHERE OLD.page_id <> NEW.page_id AND id = OLD.page_id; -- the other way
END;
CREATE TRIGGER favourite_leaves_mark AFTER DELETE ON favourite WHEN OLD.pending = 0 /* known elsewhere */
BEGIN
  INSERT OR REPLACE INTO favourite_gone (sync_id, removed) VALUES (OLD.sync_id, CAST(strftime('%s', 'now') AS INTEGER) * 1000000);
END;
CREATE VIEW folder_tree AS
WITH RECURSIVE folder(id, caption, path, depth) AS (
  SELECT id, caption, '/' || caption, 0 FROM favourite WHERE folder IS NULL AND kind = 2
  UNION ALL
  SELECT f.id, f.caption, folder.path || '/' || f.caption, folder.depth + 1
  FROM favourite AS f JOIN folder ON f.folder = folder.id WHERE f.kind = 2
)
SELECT * FROM folder ORDER BY path;
