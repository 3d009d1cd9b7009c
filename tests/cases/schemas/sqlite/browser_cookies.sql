-- A browser's jar: cookies and saved sign-ins; no blanks where none are needed, blob defaults, names in every kind of quotes.
CREATE TABLE info(key LONGVARCHAR NOT NULL UNIQUE PRIMARY KEY,value LONGVARCHAR);
CREATE TABLE cookie(
  made INTEGER NOT NULL,domain TEXT NOT NULL,partition TEXT NOT NULL,name TEXT NOT NULL,content TEXT NOT NULL,sealed BLOB NOT NULL DEFAULT X'',
  path TEXT NOT NULL,expires INTEGER NOT NULL,secure INTEGER NOT NULL,persistent INTEGER NOT NULL DEFAULT 1,same_site INTEGER NOT NULL DEFAULT -1,port INTEGER NOT NULL DEFAULT +443,half REAL DEFAULT .5,tiny REAL DEFAULT 1e-9,mask INTEGER DEFAULT 0xFF);
CREATE UNIQUE INDEX cookie_identity ON cookie(domain,partition,name,path,port);
CREATE TABLE sign_in (
  page VARCHAR NOT NULL, field VARCHAR, person VARCHAR, secret BLOB, realm VARCHAR NOT NULL, made INTEGER NOT NULL, uses INTEGER, id INTEGER PRIMARY KEY AUTOINCREMENT,
  UNIQUE (page, field, person, realm));
CREATE TABLE weak_secret (sign_in_id INTEGER REFERENCES sign_in ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  reason INTEGER NOT NULL, found INTEGER NOT NULL, muted INTEGER NOT NULL DEFAULT 0, UNIQUE (sign_in_id, reason));
CREATE INDEX weak_secret_of ON weak_secret (sign_in_id);
CREATE TABLE form_text (field VARCHAR, text VARCHAR, folded VARCHAR, made INTEGER DEFAULT 0, uses INTEGER DEFAULT 1, PRIMARY KEY (field, text));
CREATE INDEX form_text_folded ON form_text (field, folded);
CREATE TABLE 'token_store' ("service" VARCHAR PRIMARY KEY NOT NULL, [sealed token] BLOB, `binding key` BLOB, 'plain' "INTEGER" NOT NULL DEFAULT "none");
CREATE TABLE [order] ([id] [INTEGER] PRIMARY KEY, [group] [nvarchar](50) NULL, `select` "varchar" (10), "from" text COLLATE "NOCASE");
CREATE INDEX "order by" ON [order] ([group] COLLATE [NOCASE] DESC, "from");
