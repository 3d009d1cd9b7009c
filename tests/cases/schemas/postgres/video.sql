-- Federated video: an ORM's quoted camelCase names, enums named after columns, arrays, JSON and time zones.
CREATE EXTENSION pg_trgm;
CREATE EXTENSION unaccent;
CREATE FUNCTION immutable_unaccent(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $func$ SELECT public.unaccent('public.unaccent', $1::text) $func$;
CREATE TYPE "enum_actorFollow_state" AS ENUM ('pending', 'accepted', 'rejected');
CREATE TYPE public."enum_userNotification_type" AS ENUM ('1', '2');
CREATE TABLE "actor" (
  "id" SERIAL, "type" VARCHAR(255) NOT NULL, "preferredUsername" VARCHAR(255) NOT NULL, "url" VARCHAR(2000) NOT NULL, "publicKey" VARCHAR(5000), "followersCount" INTEGER NOT NULL, "remoteCreatedAt" TIMESTAMP WITH TIME ZONE,
  "createdAt" TIMESTAMP WITH TIME ZONE NOT NULL, "updatedAt" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT NOW(), "serverId" INTEGER, PRIMARY KEY ("id")
);
CREATE TABLE "server" ("id" SERIAL PRIMARY KEY, "host" VARCHAR(255) NOT NULL, "redundancyAllowed" BOOLEAN NOT NULL DEFAULT false);
ALTER TABLE "actor" ADD CONSTRAINT "actor_serverId_fkey" FOREIGN KEY ("serverId") REFERENCES "server" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
CREATE UNIQUE INDEX "server_host" ON "server" ("host");
CREATE INDEX "actor_preferred_username_lower_server_id" ON "actor" ((lower("preferredUsername")), "serverId") WHERE "serverId" IS NOT NULL;
CREATE TABLE "actorFollow" ("id" SERIAL PRIMARY KEY, "state" "enum_actorFollow_state" NOT NULL DEFAULT 'pending', "score" INTEGER NOT NULL CHECK ("score" BETWEEN -1 AND 1000), "actorId" INTEGER NOT NULL REFERENCES "actor" ON DELETE CASCADE ON UPDATE CASCADE, "targetActorId" INTEGER NOT NULL REFERENCES "actor" ("id") ON DELETE CASCADE, "states" "enum_actorFollow_state"[] DEFAULT ARRAY['pending']::"enum_actorFollow_state"[], UNIQUE ("actorId", "targetActorId"));
CREATE TABLE "video" (
  "id" SERIAL PRIMARY KEY, "uuid" UUID NOT NULL DEFAULT gen_random_uuid(), "name" VARCHAR(255) NOT NULL, "category" INTEGER DEFAULT NULL, "licence" INTEGER, "nsfw" BOOLEAN NOT NULL, "description" VARCHAR(10000), "duration" INTEGER NOT NULL,
  "views" INTEGER NOT NULL DEFAULT 0, "aspectRatio" FLOAT, "inputFileUpdatedAt" TIMESTAMP WITH TIME ZONE, "publishedAt" TIMESTAMPTZ NOT NULL DEFAULT (now() + '1 day'::interval), "tags" VARCHAR(255)[] DEFAULT ARRAY[]::VARCHAR(255)[], "matrix" integer[][] DEFAULT '{{1,2},{3,4}}'
);
CREATE INDEX "video_name_trigram" ON "video" USING GIN (lower(immutable_unaccent("video"."name")) gin_trgm_ops);
CREATE INDEX "video_published_at" ON "video" ("publishedAt" DESC, "id" ASC);
CREATE TABLE "videoTag" ("videoId" INTEGER REFERENCES "video" ("id") ON DELETE CASCADE ON UPDATE CASCADE, "tagId" INTEGER, "createdAt" TIMESTAMP(0) WITH TIME ZONE NOT NULL, PRIMARY KEY ("videoId", "tagId"));
CREATE TABLE "userNotification" ("id" BIGSERIAL PRIMARY KEY, "type" "enum_userNotification_type", "read" BOOLEAN NOT NULL DEFAULT FALSE, "payload" JSONB NOT NULL DEFAULT '{"a": "it''s", "b": [1, null]}', "at" DATE[] );
CREATE INDEX "user_notification_unread" ON "userNotification" ("read") WHERE "read" = false;
CREATE TABLE "SequelizeMeta" ("name" VARCHAR(255) NOT NULL, UNIQUE ("name"), PRIMARY KEY ("name"));
CREATE VIEW "videoView" AS SELECT "video"."id" AS "videoId", "video"."name", count("videoTag".*) AS "tagCount" FROM "video" LEFT JOIN "videoTag" ON "videoTag"."videoId" = "video"."id" GROUP BY "video"."id";
