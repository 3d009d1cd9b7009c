-- A version control system in one file: contents, deltas, check-ins; REFERENCES without columns, checks of hashes, words that only look like clauses.
CREATE TABLE content(
  cid INTEGER PRIMARY KEY,        -- the row's number
  size INTEGER,                   -- -1 where it is only heard of
  hash TEXT UNIQUE NOT NULL,      -- in hexadecimal digits
  packed BLOB,
  CHECK( length(hash)>=40 AND cid>0 )
);
CREATE TABLE delta(cid INTEGER PRIMARY KEY, base INTEGER NOT NULL REFERENCES content);
CREATE TABLE person(
  pid INTEGER PRIMARY KEY, login TEXT UNIQUE, rights TEXT, expires DATETIME, picture BLOB
);
CREATE TABLE config(name TEXT PRIMARY KEY NOT NULL, value CLOB, changed DATE, CHECK( typeof(name)='text' AND length(name)>=1 )) WITHOUT ROWID;
CREATE TABLE path(fid INTEGER PRIMARY KEY, name TEXT UNIQUE);
CREATE TABLE change(checkin INTEGER, fid INTEGER REFERENCES path, before INTEGER, after INTEGER REFERENCE content, mode INTEGER, merged BOOLEAN DEFAULT 0);
CREATE INDEX change_i1 ON change(checkin);
CREATE INDEX change_i2 ON change(fid);
CREATE TABLE parent(child INTEGER REFERENCES content, parent INTEGER REFERENCES content, main BOOLEAN, UNIQUE(child, parent));
CREATE TABLE happening(type TEXT, at DATETIME, cid INTEGER PRIMARY KEY, pid INTEGER REFERENCES person, colour TEXT, comment TEXT, key TEXT, plan TEXT, rowid2 INT);
CREATE INDEX happening_i1 ON happening(at);
CREATE TABLE tag(tid INTEGER PRIMARY KEY, name TEXT UNIQUE);
CREATE TABLE tagging(tid INTEGER REFERENCES tag, kind INTEGER, cid INTEGER REFERENCES content, value TEXT, at TIMESTAMP, UNIQUE(cid, tid));
CREATE TABLE reader(
  code BLOB DEFAULT (randomblob(32)) UNIQUE, mail TEXT UNIQUE COLLATE nocase, sure BOOLEAN DEFAULT true, since INTDATE DEFAULT (strftime('%s')),
  rid INTEGER, PRIMARY KEY (rid AUTOINCREMENT)
);
CREATE INDEX reader_sure ON reader(mail) WHERE sure IS NOT NULL;
CREATE VIEW artifact(cid, size, base, hash, packed) AS
  SELECT content.cid, size, base, hash, packed FROM content LEFT JOIN delta ON (content.cid = delta.cid);
CREATE VIEW line(name, at) AS SELECT p.name, h.at FROM path AS p, change AS c INDEXED BY change_i2, happening h WHERE c.fid = p.fid AND h.cid = c.checkin;
CREATE TRIGGER happening_new AFTER INSERT ON happening WHEN new.type = 'f' BEGIN
  UPDATE happening SET colour = 'grey' WHERE cid = new.cid;
END;
