-- Names that nobody should give and somebody has given: quotes of every kind, line ends, emoji, keywords, comments that are none.
CREATE TABLE "a ""quoted"" table" ("a ""quoted"" column" TEXT, 'single' TEXT, `back``tick` TEXT, [square bracket] TEXT, "semi;colon" TEXT, "-- no comment" TEXT, "/* nor this */" TEXT);
CREATE TABLE [select] ([from] INTEGER PRIMARY KEY, "where" TEXT DEFAULT 'x;y', "group" TEXT, "order" TEXT, "null" TEXT, "primary" TEXT, "check" TEXT CHECK ("check" <> 'check (1)'), "constraint" TEXT, CONSTRAINT "constraint" UNIQUE ("group", "order"), CONSTRAINT [unique] CHECK ("null" IS NOT 'null'));
CREATE TABLE "two
lines" ("first
second" INTEGER, "tab	here" TEXT, "" TEXT, " " TEXT);
CREATE TABLE 🎉 (🧨 TEXT, größe REAL, "Ünï çödé" TEXT, 日本 TEXT DEFAULT '語', PRIMARY KEY (🧨));
CREATE TABLE MixedCase (Id INTEGER PRIMARY KEY, ParentID INTEGER REFERENCES MIXEDCASE(ID), UPPER TEXT, Lower TEXT, UNIQUE (upper, LOWER));
CREATE TABLE "1st" ("2nd" TEXT, "3.5" REAL, "x-y" TEXT, "a.b" TEXT, "$money" NUMERIC, m$ NUMERIC, _ TEXT, "%" TEXT, "it's" TEXT);
CREATE TABLE key (action TEXT, after TEXT, before TEXT, cascade TEXT, column TEXT, "commit" TEXT, current TEXT, desc TEXT, asc TEXT, "do" TEXT, each TEXT, "end" TEXT, explain TEXT, first TEXT, generated TEXT, always TEXT, key TEXT, last TEXT, match TEXT, no TEXT, nulls TEXT, of TEXT, plan TEXT, pragma TEXT, query TEXT, range TEXT, replace TEXT, row TEXT, rows TEXT, strict TEXT, temp TEXT, trigger TEXT, view TEXT, virtual TEXT, "with" TEXT, without TEXT, rowid2 TEXT);
CREATE INDEX "index ""of"" it" ON "a ""quoted"" table" ("a ""quoted"" column", [square bracket] DESC, `back``tick` COLLATE "NOCASE");
CREATE UNIQUE INDEX "unique" ON [select] ("where" || ' -- ' || "group") WHERE "where" <> ''';';
CREATE INDEX "two
lines 2" ON "two
lines" ("first
second", "");
CREATE VIEW "a view; with -- things" AS SELECT "a ""quoted"" column" AS "x""y", '-- text' AS [t], 'it''s;' FROM "a ""quoted"" table" /* trailing */;
CREATE VIEW 🧨 AS SELECT * FROM 🎉 JOIN "two
lines" ON "first
second" = größe;
CREATE TRIGGER "trigger; of ""it""" AFTER INSERT ON "a ""quoted"" table" BEGIN
  -- a comment; with a semicolon
  INSERT INTO [select] ("where") VALUES ('END; '), ('BEGIN'); /* and END; */
  SELECT CASE WHEN 1 THEN CASE WHEN 2 THEN 'a' END END;
END;
CREATE TRIGGER "select" BEFORE UPDATE OF "from", "where" ON [select] WHEN new."from" IS NOT old."from" BEGIN SELECT 1; END;
