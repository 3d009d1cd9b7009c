-- Team chat: text ids, epoch milliseconds, enums made on the way, views for the API, full-text indexes in several languages.
DO $$
BEGIN
  IF NOT EXISTS (SELECT * FROM pg_type WHERE typname = 'channel_type') THEN
    CREATE TYPE channel_type AS ENUM ('P', 'G', 'O', 'D');
  END IF;
END;
$$;
CREATE TYPE upload_session_type AS ENUM ('attachment', 'import');
CREATE TYPE outgoingoauth_grant AS ENUM ('client_credentials', 'password');
ALTER TYPE outgoingoauth_grant ADD VALUE 'device''s code' BEFORE 'password';

CREATE TABLE teams (
  id varchar(26) PRIMARY KEY, createat bigint, updateat bigint, deleteat bigint DEFAULT 0, displayname varchar(64), name varchar(64) UNIQUE,
  allowopeninvite boolean, lastteamiconupdate bigint, schemeid varchar(26), groupconstrained boolean
);
CREATE TABLE channels (
  id varchar(26) PRIMARY KEY, createat bigint, teamid varchar(26), type channel_type, displayname varchar(64), name varchar(64), header varchar(1024), purpose varchar(250),
  totalmsgcount bigint, creatorid varchar(26), shared boolean, lastrootpostat bigint DEFAULT '0'::bigint, bannerinfo jsonb, UNIQUE (name, teamid)
);
CREATE INDEX idx_channels_update_at ON channels (createat);
CREATE INDEX idx_channels_displayname_lower ON channels (lower(displayname));
CREATE INDEX idx_channel_search_txt ON channels USING gin (to_tsvector('english', (((name)::text || ' '::text) || (displayname)::text) || ' ' || purpose));
CREATE INDEX idx_channels_team_type ON channels (teamid, type) WHERE type IN ('O', 'P');

CREATE TABLE posts (
  id varchar(26) NOT NULL, createat bigint NOT NULL, channelid varchar(26), rootid varchar(26), message varchar(65535), props jsonb, hashtags varchar(1000), fileids varchar(300), ispinned boolean,
  remoteid varchar(26), PRIMARY KEY (id)
);
ALTER TABLE posts ALTER COLUMN props SET STORAGE EXTERNAL, ALTER COLUMN message SET STATISTICS 1000, ALTER channelid SET (n_distinct = -0.2, n_distinct_inherited = 100);
ALTER TABLE posts SET (autovacuum_vacuum_scale_factor = 0.1, autovacuum_analyze_scale_factor = '0.05');
CREATE INDEX idx_posts_root_id_delete_at ON posts (rootid, createat DESC);
CREATE INDEX idx_posts_message_txt ON posts USING gin (to_tsvector('english'::regconfig, message::text));
CREATE INDEX idx_posts_channel_id_update_at ON posts (channelid varchar_pattern_ops, createat) WITH (fillfactor = 90, deduplicate_items = off);

CREATE TABLE threads (postid varchar(26) PRIMARY KEY, replycount bigint, participants jsonb, channelid varchar(26), threaddeleteat bigint);
CREATE TABLE threadmemberships (postid varchar(26), userid varchar(26), following boolean, lastviewed bigint, unreadmentions bigint, PRIMARY KEY (postid, userid));
CREATE TABLE channelmembers (channelid varchar(26) NOT NULL, userid varchar(26) NOT NULL, roles varchar(256), notifyprops jsonb, schemeuser boolean, PRIMARY KEY (channelid, userid));
ALTER TABLE channelmembers REPLICA IDENTITY FULL;
CREATE TABLE retentionpolicies (id varchar(26) PRIMARY KEY, displayname varchar(64), postduration bigint);
CREATE TABLE retentionpolicieschannels (policyid varchar(26), channelid varchar(26) PRIMARY KEY);
ALTER TABLE ONLY retentionpolicieschannels ADD CONSTRAINT fk_retentionpolicieschannels_retentionpolicies FOREIGN KEY (policyid) REFERENCES retentionpolicies (id) ON DELETE CASCADE;
CREATE UNLOGGED TABLE typing (userid varchar(26), at timestamptz DEFAULT clock_timestamp());
CREATE MATERIALIZED VIEW posts_by_team_day AS
  SELECT to_timestamp((p.createat / 1000)::double precision)::date AS day, count(*) AS num, c.teamid FROM posts p JOIN channels c ON p.channelid::text = c.id::text GROUP BY 1, c.teamid;
CREATE VIEW bot_posts AS SELECT posts.* FROM posts WHERE (posts.props ->> 'from_bot'::text) = 'true' WITH LOCAL CHECK OPTION;
CREATE OR REPLACE PROCEDURE prune(older bigint, INOUT deleted bigint DEFAULT 0) LANGUAGE plpgsql AS $prune$
DECLARE
  rows bigint;
BEGIN
  LOOP
    DELETE FROM posts WHERE ctid IN (SELECT ctid FROM posts WHERE createat < older LIMIT 100);
    GET DIAGNOSTICS rows = ROW_COUNT;
    EXIT WHEN rows = 0;
    deleted := deleted + rows; -- $$ inside is fine
  END LOOP;
END
$prune$;
