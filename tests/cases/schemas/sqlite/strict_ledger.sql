-- Double-entry books with strict types: every table STRICT, some WITHOUT ROWID, composite keys and composite foreign keys, named checks.
CREATE TABLE currency (code TEXT PRIMARY KEY CHECK (code = upper(code) AND length(code) = 3), digits INT NOT NULL DEFAULT 2) STRICT, WITHOUT ROWID;
CREATE TABLE book (id INTEGER PRIMARY KEY, name TEXT NOT NULL, home TEXT NOT NULL DEFAULT 'EUR' REFERENCES currency) STRICT;
CREATE TABLE account (
  book_id INTEGER NOT NULL REFERENCES book ON DELETE CASCADE,
  number TEXT NOT NULL,
  kind TEXT NOT NULL CONSTRAINT account_kind CHECK (kind IN ('asset', 'liability', 'income', 'expense')),
  parent TEXT,
  extra ANY,
  CONSTRAINT account_key PRIMARY KEY (book_id, number),
  CONSTRAINT account_parent FOREIGN KEY (book_id, parent) REFERENCES account (book_id, number) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT own_parent CHECK (parent IS NULL OR parent <> number)
) WITHOUT ROWID, STRICT;
CREATE TABLE entry (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  book_id INTEGER NOT NULL REFERENCES book,
  day TEXT NOT NULL CHECK (day IS date(day)),
  text TEXT NOT NULL DEFAULT '',
  made TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  digest BLOB GENERATED ALWAYS AS (CAST(day || text AS BLOB)) VIRTUAL
) STRICT;
CREATE TABLE posting (
  entry_id INTEGER NOT NULL REFERENCES entry ON DELETE CASCADE ON UPDATE CASCADE,
  line INT NOT NULL,
  book_id INTEGER NOT NULL,
  number TEXT NOT NULL,
  cents INT NOT NULL CONSTRAINT not_nothing CHECK (cents <> 0),
  rate REAL,
  debit INT AS (max(cents, 0)) STORED,
  credit INT AS (max(-cents, 0)) STORED,
  PRIMARY KEY (entry_id, line),
  FOREIGN KEY (book_id, number) REFERENCES account ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;
CREATE INDEX posting_account ON posting (book_id, number, cents DESC);
CREATE UNIQUE INDEX entry_once ON entry (book_id, day, text COLLATE NOCASE) WHERE text <> '';
CREATE VIEW balance AS SELECT book_id, number, sum(cents) AS cents, total(cents) / 100 AS amount FROM posting GROUP BY book_id, number;
CREATE VIEW unbalanced AS SELECT entry_id, sum(cents) AS off FROM posting GROUP BY entry_id HAVING off <> 0;
CREATE TRIGGER posting_fixed BEFORE UPDATE ON posting BEGIN SELECT RAISE(FAIL, 'Postings are never changed'); END;
