-- Full-text search in all its forms: FTS5 with and without content, prefixes, trigrams, vocabulary tables, and FTS4 from before.
CREATE TABLE document (id INTEGER PRIMARY KEY, url TEXT UNIQUE, title TEXT, body TEXT, language TEXT NOT NULL DEFAULT 'en', fetched INTEGER);
CREATE VIRTUAL TABLE document_fts USING fts5(title, body, content='document', content_rowid='id', prefix='2 3', tokenize='porter ascii');
CREATE VIRTUAL TABLE contentless USING fts5(a, b, content='', columnsize=0);
CREATE VIRTUAL TABLE tri USING fts5(name, tokenize="trigram case_sensitive 1", detail=none);
CREATE VIRTUAL TABLE document_words USING fts5vocab('document_fts', 'row');
CREATE VIRTUAL TABLE document_instances USING fts5vocab(document_fts, instance);
CREATE VIRTUAL TABLE old_mail USING fts4(subject, body, tokenize=unicode61 "remove_diacritics=1", order=desc, notindexed=subject);
CREATE VIRTUAL TABLE old_mail_terms USING fts4aux(old_mail);
CREATE VIRTUAL TABLE older USING fts3();
CREATE VIRTUAL TABLE "odd name" USING fts5("a b", 'c''d', [e f] UNINDEXED);
CREATE TABLE document_fts_notes (id INTEGER PRIMARY KEY, note TEXT);
CREATE TRIGGER document_ai AFTER INSERT ON document BEGIN INSERT INTO document_fts(rowid, title, body) VALUES (new.id, new.title, new.body); END;
CREATE TRIGGER document_ad AFTER DELETE ON document BEGIN INSERT INTO document_fts(document_fts, rowid, title, body) VALUES('delete', old.id, old.title, old.body); END;
CREATE TRIGGER document_au AFTER UPDATE OF title, body ON document BEGIN
  INSERT INTO document_fts(document_fts, rowid, title, body) VALUES('delete', old.id, old.title, old.body);
  INSERT INTO document_fts(rowid, title, body) VALUES (new.id, new.title, new.body);
END;
CREATE VIEW found AS SELECT d.id, d.url, snippet(document_fts, 1, '<b>', '</b>', '…', 12) AS part, bm25(document_fts, 10.0, 1.0) AS score FROM document_fts JOIN document d ON d.id = document_fts.rowid ORDER BY score;
CREATE VIEW common AS SELECT term, cnt FROM document_words WHERE cnt > 1000 AND term NOT IN stop_word;
CREATE TABLE stop_word (word TEXT PRIMARY KEY COLLATE NOCASE) WITHOUT ROWID;
