-- A board of tasks as a Ruby framework's schema makes it: datetime(6), constraints broken over lines, sized integers, comments behind statements.
CREATE TABLE IF NOT EXISTS "layouts" ("version" varchar NOT NULL PRIMARY KEY);
CREATE TABLE IF NOT EXISTS "teams" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "name" varchar NOT NULL, "options" json DEFAULT '{}' NOT NULL, "sign" blob, "budget" decimal(10,2) DEFAULT 0.0, "created_at" datetime(6) NOT NULL);
CREATE TABLE IF NOT EXISTS "members" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "team_id" integer NOT NULL, "mail" varchar NOT NULL COLLATE "NOCASE", "role" integer DEFAULT 0 NOT NULL, "active" boolean DEFAULT 1 NOT NULL, "born" date, "zone" varchar DEFAULT 'UTC', CONSTRAINT "fk_61ac11da2b"
FOREIGN KEY ("team_id")
  REFERENCES "teams" ("id")
 ON DELETE CASCADE, CONSTRAINT chk_role CHECK (role BETWEEN 0 AND 3));
CREATE TABLE IF NOT EXISTS "remarks" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "about_type" varchar NOT NULL, "about_id" bigint NOT NULL, "body" text, "member_id" integer, "remark_id" integer, "position" float, "deleted_at" datetime(6), CONSTRAINT "fk_member"
FOREIGN KEY ("member_id")
  REFERENCES "members" ("id")
 ON DELETE SET NULL ON UPDATE CASCADE, CONSTRAINT "fk_remark"
FOREIGN KEY ("remark_id")
  REFERENCES "remarks" ("id")
);
CREATE TABLE IF NOT EXISTS "queued_jobs" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "queue" varchar NOT NULL, "arguments" text, "priority" integer DEFAULT 0 NOT NULL, "due_at" datetime(6), "created_at" datetime(6) DEFAULT (CURRENT_TIMESTAMP) NOT NULL);
CREATE TABLE IF NOT EXISTS "cached_values" ("key" blob(1024) NOT NULL, "value" blob(536870912) NOT NULL, "key_hash" integer(8) NOT NULL, "bytes" integer(4) NOT NULL, "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL);
CREATE TABLE IF NOT EXISTS "members_teams" ("member_id" integer NOT NULL, "team_id" integer NOT NULL);
CREATE UNIQUE INDEX "index_members_on_team_id_and_mail" ON "members" ("team_id", "mail");
CREATE INDEX "index_members_on_lower_mail" ON "members" (lower(mail));
CREATE INDEX "index_remarks_on_about" ON "remarks" ("about_type", "about_id") WHERE deleted_at IS NULL;
CREATE INDEX "index_queued_jobs_for_polling" ON "queued_jobs" ("queue" ASC, "priority" DESC, "id");
CREATE UNIQUE INDEX "index_cached_values_on_key_hash" ON "cached_values" ("key_hash") /*application='Board'*/;
CREATE UNIQUE INDEX "index_members_teams" ON "members_teams" ("member_id", "team_id") /*application='Board'*/;
CREATE VIRTUAL TABLE remarks_search USING fts5(body, tokenize = 'porter unicode61 remove_diacritics 2');
INSERT INTO "layouts" (version) VALUES ('20250101000000');
