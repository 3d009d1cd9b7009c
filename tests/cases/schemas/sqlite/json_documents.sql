-- Documents in JSON: columns computed from them, stored and not, indexes on paths, checks that look inside, defaults that are documents.
CREATE TABLE document (
  id TEXT PRIMARY KEY DEFAULT (lower(hex(randomblob(16)))),
  data TEXT NOT NULL DEFAULT '{"tags": [], "note": "it''s, (new)"}' CHECK (json_valid(data) AND json_type(data) = 'object'),
  kind TEXT GENERATED ALWAYS AS (json_extract(data, '$.kind')) VIRTUAL NOT NULL,
  price REAL AS (CAST(json_extract(data, '$.price') AS REAL)) STORED CHECK (price IS NULL OR price >= 0),
  title TEXT GENERATED ALWAYS AS (data ->> '$.title') STORED COLLATE NOCASE,
  words INTEGER AS (length(title) - length(replace(title, ' ', '')) + 1) VIRTUAL UNIQUE,
  updated INTEGER NOT NULL DEFAULT (CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)),
  version INTEGER NOT NULL DEFAULT 1
);
CREATE TABLE edge (
  source TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE ON UPDATE CASCADE, target TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  kind TEXT NOT NULL DEFAULT 'link', properties TEXT, weight REAL NOT NULL DEFAULT 1e0, pair TEXT AS (min(source, target) || '/' || max(source, target)),
  PRIMARY KEY (source, target, kind) ON CONFLICT REPLACE
) WITHOUT ROWID;
CREATE INDEX document_kind ON document (kind, updated DESC);
CREATE INDEX document_city ON document (json_extract(data, '$.address.city') COLLATE NOCASE) WHERE json_extract(data, '$.address') IS NOT NULL;
CREATE UNIQUE INDEX document_mail ON document (lower(data ->> '$.mail')) WHERE data ->> '$.mail' IS NOT NULL AND kind = 'person';
CREATE INDEX edge_back ON edge (target, kind);
CREATE UNIQUE INDEX edge_pair ON edge (pair, kind);
CREATE VIEW tag AS SELECT document.id AS document_id, each.value AS tag, each.key AS place FROM document, json_each(document.data, '$.tags') AS each;
CREATE VIEW reach AS
  WITH RECURSIVE walk(start, node, depth, path) AS (
    SELECT id, id, 0, json_array(id) FROM document
    UNION
    SELECT start, e.target, depth + 1, json_insert(path, '$[#]', e.target) FROM walk JOIN edge e ON e.source = walk.node
    WHERE depth < 8 AND NOT EXISTS (SELECT 1 FROM json_each(path) WHERE value = e.target)
  )
  SELECT start, node, min(depth) AS depth FROM walk GROUP BY start, node;
CREATE TRIGGER document_version AFTER UPDATE OF data ON document FOR EACH ROW WHEN new.data IS NOT old.data
BEGIN
  UPDATE document SET version = old.version + 1, updated = (SELECT CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)) WHERE id = new.id;
END;
