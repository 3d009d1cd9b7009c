-- A reader of feeds and podcasts: booleans as checks, durations, folders, a queue, defaults by expression, unique keys over several columns.
CREATE TABLE folder (id INTEGER PRIMARY KEY, title TEXT NOT NULL UNIQUE COLLATE NOCASE, "order" INTEGER NOT NULL DEFAULT (0));
CREATE TABLE feed (
  id INTEGER NOT NULL, url TEXT NOT NULL, title TEXT, folder_id INTEGER DEFAULT NULL, etag TEXT, fetched DATETIME, failures INTEGER NOT NULL DEFAULT 0,
  muted BOOLEAN NOT NULL DEFAULT 0 CHECK (muted IN (0, 1)), icon BLOB,
  CONSTRAINT pk_feed PRIMARY KEY (id), CONSTRAINT uq_feed_url UNIQUE (url),
  CONSTRAINT fk_feed_folder FOREIGN KEY (folder_id) REFERENCES folder (id) ON DELETE SET NULL
);
CREATE TABLE article (
  id INTEGER PRIMARY KEY AUTOINCREMENT, feed_id INTEGER NOT NULL REFERENCES feed (id) ON DELETE CASCADE, guid TEXT NOT NULL, link TEXT, title TEXT NOT NULL DEFAULT '(untitled)',
  body TEXT, published DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP, read_at DATETIME, starred TINYINT(1) NOT NULL DEFAULT '0', seconds INT UNSIGNED,
  CONSTRAINT uq_article UNIQUE (feed_id, guid)
);
CREATE TABLE enclosure (article_id INTEGER NOT NULL, url TEXT NOT NULL, bytes BIGINT, mime VARCHAR(127), place TIME, FOREIGN KEY (article_id) REFERENCES article ON DELETE CASCADE, UNIQUE (article_id, url));
CREATE TABLE queue (place REAL PRIMARY KEY, article_id INTEGER NOT NULL UNIQUE REFERENCES article ON DELETE CASCADE);
CREATE INDEX article_unread ON article (feed_id, published DESC) WHERE read_at IS NULL;
CREATE INDEX article_starred ON article (published) WHERE starred = 1 AND (read_at IS NOT NULL OR feed_id IN (1, 2, 3));
CREATE INDEX article_day ON article (date(published), feed_id);
CREATE INDEX feed_host ON feed (substr(url, instr(url, '://') + 3));
CREATE VIEW unread AS SELECT feed.folder_id, feed.id AS feed_id, count(article.id) AS articles FROM feed LEFT OUTER JOIN article ON article.feed_id = feed.id AND article.read_at IS NULL WHERE NOT feed.muted GROUP BY feed.id;
CREATE VIEW folder_unread AS SELECT folder.title, coalesce(sum(unread.articles), 0) AS articles FROM folder LEFT JOIN unread ON unread.folder_id = folder.id GROUP BY folder.id;
CREATE VIRTUAL TABLE article_search USING fts5(title, body, content='article', content_rowid='id');
CREATE TRIGGER article_search_in AFTER INSERT ON article BEGIN INSERT INTO article_search(rowid, title, body) VALUES (new.id, new.title, new.body); END;
