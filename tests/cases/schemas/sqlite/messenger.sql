-- A messenger on a phone: chats, messages, files, reactions, an external-content search table with its triggers, many partial indexes.
CREATE TABLE contact (
  _id INTEGER PRIMARY KEY AUTOINCREMENT, kind INTEGER DEFAULT 0, phone TEXT UNIQUE DEFAULT NULL, service_id TEXT UNIQUE DEFAULT NULL CHECK (service_id LIKE 'ID:%'),
  handle TEXT UNIQUE DEFAULT NULL, refused INTEGER DEFAULT 0, silent_until INTEGER DEFAULT 0, face BLOB DEFAULT null
);
CREATE TABLE chat (
  _id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER DEFAULT 0, contact_id INTEGER NOT NULL UNIQUE REFERENCES contact (_id) ON DELETE CASCADE,
  seen INTEGER DEFAULT 1, excerpt TEXT, put_away INTEGER DEFAULT 0, pinned INTEGER UNIQUE DEFAULT NULL
);
CREATE TABLE message (
  _id INTEGER PRIMARY KEY AUTOINCREMENT, sent INTEGER NOT NULL, received INTEGER NOT NULL, by_server INTEGER DEFAULT -1,
  chat_id INTEGER NOT NULL REFERENCES chat (_id) ON DELETE CASCADE, sender_id INTEGER NOT NULL REFERENCES contact (_id) ON DELETE CASCADE,
  kind INTEGER NOT NULL, body TEXT, seen INTEGER DEFAULT 0, answers INTEGER DEFAULT 0, vanishes INTEGER DEFAULT 0,
  newest INTEGER DEFAULT NULL REFERENCES message (_id) ON DELETE CASCADE, story INTEGER DEFAULT 0, planned INTEGER DEFAULT -1
);
CREATE TABLE file (
  _id INTEGER PRIMARY KEY AUTOINCREMENT, message_id INTEGER, media_type TEXT, remote_key TEXT, size INTEGER, salt BLOB, caption TEXT DEFAULT NULL,
  CONSTRAINT file_of FOREIGN KEY (message_id) REFERENCES message (_id) ON DELETE SET NULL ON UPDATE CASCADE
);
CREATE TABLE reaction (
  _id INTEGER PRIMARY KEY, message_id INTEGER NOT NULL REFERENCES message (_id) ON DELETE CASCADE,
  contact_id INTEGER NOT NULL REFERENCES contact (_id) ON DELETE CASCADE, sign TEXT NOT NULL DEFAULT '👍', UNIQUE (message_id, contact_id) ON CONFLICT REPLACE
);
CREATE TABLE ratchet (
  _id INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, device INTEGER NOT NULL, state BLOB NOT NULL, UNIQUE (account, device)
);
CREATE INDEX message_seen ON message (seen, chat_id);
CREATE INDEX message_chat ON message (chat_id, received, planned, newest) WHERE story = 0 AND answers <= 0;
CREATE UNIQUE INDEX message_once ON message (sent, sender_id, chat_id);
CREATE INDEX message_planned ON message (planned DESC) WHERE planned <> -1;
CREATE INDEX file_message ON file (message_id);
CREATE VIRTUAL TABLE message_search USING fts5(body, chat_id UNINDEXED, content=message, content_rowid=_id, tokenize = "unicode61 categories 'L* N* Co Sc So'");
CREATE TRIGGER message_in AFTER INSERT ON message BEGIN
  INSERT INTO message_search(rowid, body, chat_id) VALUES (new._id, new.body, new.chat_id);
END;
CREATE TRIGGER message_out AFTER DELETE ON message BEGIN
  INSERT INTO message_search(message_search, rowid, body, chat_id) VALUES ('delete', old._id, old.body, old.chat_id);
END;
CREATE TRIGGER message_new AFTER UPDATE ON message BEGIN
  INSERT INTO message_search(message_search, rowid, body, chat_id) VALUES ('delete', old._id, old.body, old.chat_id);
  INSERT INTO message_search(rowid, body, chat_id) VALUES (new._id, new.body, new.chat_id);
END;
CREATE TRIGGER reaction_stays BEFORE DELETE ON reaction WHEN EXISTS (SELECT 1 FROM message WHERE _id = old.message_id AND kind = 99) BEGIN
  SELECT RAISE(ABORT, 'This message keeps its reactions; ask first');
END;
