-- Issues behind views: INSTEAD OF triggers, CASE … END in bodies, views over views, window functions, a history that writes itself.
CREATE TABLE "user" (id INTEGER PRIMARY KEY, login TEXT NOT NULL COLLATE NOCASE UNIQUE, active INTEGER NOT NULL DEFAULT TRUE);
CREATE TABLE issue (
  id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL CHECK (trim(title) <> ''), body TEXT, state TEXT NOT NULL DEFAULT 'open',
  owner_id INTEGER REFERENCES "user" ON DELETE SET NULL, parent_id INTEGER REFERENCES issue ON DELETE CASCADE, rank REAL, closed_at TEXT,
  CHECK ((state = 'closed') = (closed_at IS NOT NULL)), CONSTRAINT states CHECK (state IN ('open', 'stuck', 'closed'))
);
CREATE TABLE history (id INTEGER PRIMARY KEY, issue_id INTEGER NOT NULL, what TEXT NOT NULL, old ANY, new ANY, at TEXT NOT NULL DEFAULT (datetime('now', 'utc')));
CREATE TABLE label (issue_id INTEGER NOT NULL REFERENCES issue ON DELETE CASCADE, name TEXT NOT NULL, PRIMARY KEY (issue_id, name)) WITHOUT ROWID;
CREATE VIEW open_issue AS SELECT * FROM issue WHERE state <> 'closed';
CREATE VIEW board (id, title, owner, place, labels) AS
  SELECT i.id, i.title, u.login, row_number() OVER w, (SELECT group_concat(name, ', ') FROM label WHERE issue_id = i.id)
  FROM open_issue i LEFT JOIN "user" AS u ON u.id = i.owner_id
  WINDOW w AS (PARTITION BY i.owner_id ORDER BY i.rank DESC NULLS LAST, i.id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW);
CREATE VIEW busy AS SELECT owner, count(*) AS issues FROM board WHERE owner IS NOT NULL GROUP BY owner EXCEPT SELECT login, 0 FROM "user";
CREATE TRIGGER board_insert INSTEAD OF INSERT ON board FOR EACH ROW BEGIN
  INSERT OR IGNORE INTO "user" (login) SELECT new.owner WHERE new.owner IS NOT NULL;
  INSERT INTO issue (title, owner_id, rank) VALUES (new.title, (SELECT id FROM "user" WHERE login = new.owner), CASE WHEN new.place > 0 THEN 1.0 / new.place ELSE NULL END);
END;
CREATE TRIGGER board_update INSTEAD OF UPDATE OF title, owner ON board WHEN new.title IS NOT old.title OR new.owner IS NOT old.owner BEGIN
  UPDATE issue SET title = new.title, owner_id = (SELECT id FROM "user" WHERE login = new.owner) WHERE id = old.id;
END;
CREATE TRIGGER board_delete INSTEAD OF DELETE ON board BEGIN
  UPDATE issue SET state = 'closed', closed_at = CURRENT_TIMESTAMP WHERE id = old.id;
END;
CREATE TRIGGER issue_history AFTER UPDATE ON issue BEGIN
  INSERT INTO history (issue_id, what, old, new)
    SELECT new.id, 'title', old.title, new.title WHERE new.title <> old.title
    UNION ALL SELECT new.id, 'state', old.state, CASE new.state WHEN 'open' THEN 'again' ELSE new.state END WHERE new.state <> old.state
    ON CONFLICT (id) DO UPDATE SET at = excluded.at;
  DELETE FROM history WHERE issue_id = new.id AND at < date('now', '-10 years');
END;
CREATE INDEX issue_open ON issue (owner_id, rank DESC) WHERE state <> 'closed';
CREATE INDEX history_issue ON history (issue_id, at);
