-- Names that must be quoted: mixed case, spaces, quotes, dots, emoji, reserved words, 63 bytes.
CREATE SCHEMA "My Schema";
CREATE SCHEMA "select";
CREATE SCHEMA "a.b""c";
CREATE EXTENSION pg_trgm SCHEMA "My Schema";
CREATE TYPE "My Schema"."Order State" AS ENUM ('New', 'new', 'NEW ');
CREATE TYPE "user" AS ENUM ('a');
CREATE SEQUENCE "My Schema"."Seq ""uence""" START 5;
CREATE FUNCTION "My Schema"."Do It"("In Put" "user") RETURNS "My Schema"."Order State" LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN 'New'; END $$;
CREATE FUNCTION "trigger"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
CREATE TABLE "select"."table" (
  "select" serial PRIMARY KEY, "from" int NOT NULL UNIQUE, "where" text DEFAULT 'x', "CamelCase" int, "with space" int CHECK ("with space" > 0), "quo""te" int, "do.t" int, "😀" text, "ümlaut" text, "back\slash" text,
  "percent%s" int, "$dollar" int, _under int, a1 int, "1a" int, "order" "My Schema"."Order State" DEFAULT 'New', "user" "user", "end" date, "primary" int, "group" int, "offset" int, "window" int, "authorization" text, "between" int, "timestamp" timestamp, "interval" interval,
  CONSTRAINT "Check It's" CHECK ("CamelCase" > "quo""te"), CONSTRAINT "unique" UNIQUE ("do.t", "1a")
);
CREATE TABLE "a.b""c"."T able" ("Id" bigint GENERATED ALWAYS AS IDENTITY, "Ref" int REFERENCES "select"."table" ("from"), "Ref2" int REFERENCES "select"."table", CONSTRAINT "P K" PRIMARY KEY ("Id"));
CREATE TABLE "T able" (LIKE "a.b""c"."T able" INCLUDING ALL, CONSTRAINT "fk; DROP TABLE x; --" FOREIGN KEY ("Ref") REFERENCES "a.b""c"."T able" ("Id"));
CREATE TABLE abcdefghijklmnopqrstuvwxyz_abcdefghijklmnopqrstuvwxyz_abcdefghi (abcdefghijklmnopqrstuvwxyz_abcdefghijklmnopqrstuvwxyz_abcdefghi serial UNIQUE, abcdefghijklmnopqrstuvwxyz_abcdefghijklmnopqrstuvwxyz_abcdefghj int CHECK (abcdefghijklmnopqrstuvwxyz_abcdefghijklmnopqrstuvwxyz_abcdefghj > 0) REFERENCES abcdefghijklmnopqrstuvwxyz_abcdefghijklmnopqrstuvwxyz_abcdefghi (abcdefghijklmnopqrstuvwxyz_abcdefghijklmnopqrstuvwxyz_abcdefghi), id bigserial, PRIMARY KEY (id));
CREATE TABLE "ÄÖÜÄÖÜÄÖÜÄÖÜÄÖÜÄÖÜÄÖÜÄÖÜÄÖÜÄÖÜ" ("éééééééééééééééééééééééééééééé" int UNIQUE, "日本語" text NOT NULL);
CREATE INDEX ON "ÄÖÜÄÖÜÄÖÜÄÖÜÄÖÜÄÖÜÄÖÜÄÖÜÄÖÜÄÖÜ" ("日本語", "éééééééééééééééééééééééééééééé");
CREATE INDEX "Index 🎉" ON "select"."table" ("CamelCase", lower("where"), ("from" + 1)) WHERE "user" = 'a' AND "with space" <> 3;
CREATE INDEX "trgm" ON "select"."table" USING gin ("where" "My Schema".gin_trgm_ops);
CREATE TRIGGER "Trigger 1" BEFORE UPDATE OF "CamelCase", "with space" ON "select"."table" FOR EACH ROW WHEN (NEW."CamelCase" > 1) EXECUTE FUNCTION "trigger"('an ''argument''', 'two\', '');
CREATE VIEW "My Schema"."View" ("Col 1", "COL 1") AS SELECT "from", "select" FROM "select"."table" AS "Alias" WHERE "My Schema"."Do It"("user") = 'NEW ';
CREATE VIEW "View" AS SELECT "View"."Col 1" AS "group", t."Re Named", 1 AS "1" FROM "My Schema"."View", "T able" t ("Re Named");
CREATE POLICY "Policy; --" ON "select"."table" FOR SELECT TO "pg_monitor" USING ("user" = 'a');
CREATE RULE "Rule 1" AS ON DELETE TO "T able" WHERE OLD."Id" > 3 DO ALSO INSERT INTO "select"."table" ("from") VALUES (OLD."Ref");
CREATE DOMAIN "Do Main" AS text CONSTRAINT "Con straint" CHECK (VALUE <> '"');
CREATE STATISTICS "Stat s" ON "CamelCase", "1a" FROM "select"."table";
CREATE COLLATION "Coll 1" (LOCALE = 'C');
CREATE FUNCTION "My Schema"."same"("user", "user") RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT true $$;
CREATE OPERATOR === (LEFTARG = "user", RIGHTARG = "user", FUNCTION = "My Schema"."same");
COMMENT ON COLUMN "select"."table"."quo""te" IS 'a ''quoted'' "comment"; -- with all';
COMMENT ON SCHEMA "a.b""c" IS '😀';
COMMENT ON TRIGGER "Trigger 1" ON "select"."table" IS 't';
COMMENT ON FUNCTION "My Schema"."Do It"("user") IS 'does';
