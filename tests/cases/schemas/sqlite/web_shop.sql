-- A shop as a Python framework's migrations make it: everything quoted, AUTOINCREMENT after NOT NULL, deferred keys, JSON checks, stored columns.
CREATE TABLE "core_kind" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app" varchar(100) NOT NULL, "model" varchar(100) NOT NULL);
CREATE TABLE "core_person" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "secret" varchar(128) NOT NULL, "seen" datetime NULL, "handle" varchar(150) NOT NULL UNIQUE, "mail" varchar(254) NOT NULL, "staff" bool NOT NULL);
CREATE TABLE "core_right" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind_id" integer NOT NULL REFERENCES "core_kind" ("id") DEFERRABLE INITIALLY DEFERRED, "code" varchar(100) NOT NULL);
CREATE TABLE "core_person_rights" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "person_id" integer NOT NULL REFERENCES "core_person" ("id") DEFERRABLE INITIALLY DEFERRED, "right_id" integer NOT NULL REFERENCES "core_right" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "shop_article" ("id" char(32) NOT NULL PRIMARY KEY, "code" varchar(40) NOT NULL, "price" decimal NOT NULL, "stock" integer unsigned NOT NULL CHECK ("stock" >= 0), "facts" text NOT NULL CHECK ((JSON_VALID("facts") OR "facts" IS NULL)), "state" varchar(10) DEFAULT 'draft' NOT NULL, "variant_of_id" char(32) NULL REFERENCES "shop_article" ("id") DEFERRABLE INITIALLY DEFERRED, "weight" real NULL, "label" text GENERATED ALWAYS AS ((COALESCE("code", '') || ' ' || COALESCE("state", ''))) STORED, CONSTRAINT "price_positive" CHECK ("price" > '0'), CONSTRAINT "state_known" CHECK ("state" IN ('draft', 'live', 'gone')), CONSTRAINT "code_and_state" UNIQUE ("code", "state"));
CREATE TABLE "shop_order" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "placed" datetime NOT NULL, "person_id" integer NOT NULL REFERENCES "core_person" ("id") DEFERRABLE INITIALLY DEFERRED, "total" decimal NOT NULL, "note" varchar(200) DEFAULT '' NOT NULL COLLATE NOCASE, "span" bigint NOT NULL, "address_id" bigint NULL UNIQUE);
CREATE UNIQUE INDEX "core_kind_app_model_76bd3d3b_uniq" ON "core_kind" ("app", "model");
CREATE UNIQUE INDEX "core_person_rights_person_id_right_id_0cd325b0_uniq" ON "core_person_rights" ("person_id", "right_id");
CREATE INDEX "core_right_kind_id_2f476e4b" ON "core_right" ("kind_id");
CREATE INDEX "shop_article_variant_of_id_f0b1b5e8" ON "shop_article" ("variant_of_id");
CREATE UNIQUE INDEX "one_live_article" ON "shop_article" ("code") WHERE "state" = 'live';
CREATE INDEX "shop_article_lower" ON "shop_article" ((LOWER("code")), "price" DESC);
CREATE INDEX "shop_order_recent" ON "shop_order" ("placed" DESC, "person_id") WHERE ("total" > '100' AND NOT ("note" = ''));
