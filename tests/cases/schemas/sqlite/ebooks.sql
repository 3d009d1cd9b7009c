-- A library of e-books: strings in double quotes as old programs wrote them, foreign keys kept by triggers, views with correlated subqueries.
CREATE TABLE writer (id INTEGER PRIMARY KEY, name TEXT NOT NULL COLLATE NOCASE, page TEXT NOT NULL DEFAULT "", UNIQUE(name));
CREATE TABLE book (
  id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL DEFAULT 'Unknown' COLLATE NOCASE, sort TEXT COLLATE NOCASE,
  added TIMESTAMP DEFAULT CURRENT_TIMESTAMP, number REAL NOT NULL DEFAULT 1.0, isbn TEXT DEFAULT "" COLLATE NOCASE,
  folder TEXT NOT NULL DEFAULT "", uid TEXT, has_cover BOOL DEFAULT 0, changed TIMESTAMP NOT NULL DEFAULT "2000-01-01 00:00:00+00:00",
  state TEXT DEFAULT new CHECK (state IN ("new", "read", "it's ""lent""") OR "state" = "lost")
);
CREATE TABLE book_writer (id INTEGER PRIMARY KEY, book INTEGER NOT NULL, writer INTEGER NOT NULL, UNIQUE(book, writer));
CREATE TABLE series (id INTEGER PRIMARY KEY, name TEXT NOT NULL COLLATE NOCASE, sort TEXT COLLATE NOCASE, UNIQUE (name));
CREATE TABLE stars (id INTEGER PRIMARY KEY, stars INTEGER CHECK(stars > -1 AND stars < 11), UNIQUE (stars));
CREATE TABLE remark (id INTEGER PRIMARY KEY, book INTEGER NOT NULL, text TEXT NOT NULL COLLATE NOCASE, UNIQUE(book));
CREATE TABLE format (id INTEGER PRIMARY KEY, book INTEGER NOT NULL, format TEXT NOT NULL COLLATE NOCASE, bytes INTEGER NOT NULL, UNIQUE(book, format));
CREATE TABLE own_column (
  id INTEGER PRIMARY KEY AUTOINCREMENT, label TEXT NOT NULL, editable BOOL DEFAULT 1 NOT NULL, display TEXT DEFAULT "{}" NOT NULL, UNIQUE(label)
);
CREATE INDEX book_sort ON book (sort COLLATE NOCASE);
CREATE INDEX book_lost ON book (id) WHERE state = "lost";
CREATE INDEX book_writer_writer ON book_writer (writer);
CREATE VIEW shelf AS
  SELECT id, title,
    (SELECT group_concat(name, ' & ') FROM writer WHERE writer.id IN (SELECT writer FROM book_writer WHERE book = book.id)) writers,
    (SELECT MAX(bytes) FROM format WHERE book = book.id) size, number, isbn
  FROM book;
CREATE VIEW writers_of AS SELECT id, name, (SELECT COUNT(id) FROM book_writer WHERE writer = writer.id) count FROM writer;
CREATE TRIGGER book_gone AFTER DELETE ON book BEGIN
  DELETE FROM book_writer WHERE book = OLD.id;
  DELETE FROM format WHERE book = OLD.id;
  DELETE FROM remark WHERE book = OLD.id;
END;
CREATE TRIGGER book_new AFTER INSERT ON book BEGIN
  UPDATE book SET sort = lower(NEW.title), uid = hex(randomblob(16)) WHERE id = NEW.id;
END;
CREATE TRIGGER remark_needs_book BEFORE INSERT ON remark BEGIN
  SELECT CASE WHEN (SELECT id FROM book WHERE id = NEW.book) IS NULL THEN RAISE(ABORT, 'There is no such book; add it first') END;
END;
CREATE TRIGGER writer_is_needed BEFORE DELETE ON writer BEGIN
  SELECT CASE WHEN (SELECT COUNT(id) FROM book_writer WHERE writer = OLD.id) > 0 THEN RAISE(ABORT, 'There are books of this writer') END;
END;
