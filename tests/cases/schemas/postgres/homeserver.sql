-- A messaging homeserver: few foreign keys, many unique indexes, streams by sequences, replica identities by index.
CREATE SEQUENCE events_stream_seq;
CREATE SEQUENCE events_backfill_stream_seq MINVALUE -1000000 INCREMENT -1 MAXVALUE -1 START -1;
CREATE SEQUENCE cache_invalidation_stream_seq AS bigint NO CYCLE;

CREATE FUNCTION check_partial_state_events() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF EXISTS (
                    SELECT 1 FROM events
                    WHERE events.event_id = NEW.event_id
                       AND events.room_id != NEW.room_id
                ) THEN
                    RAISE EXCEPTION 'Incorrect room_id in partial_state_events';
                END IF;
                RETURN NEW;
            END;
            $$;
CREATE TABLE applied_module_schemas (module_name text NOT NULL, file text NOT NULL, UNIQUE (module_name, file));
CREATE TABLE rooms (room_id text NOT NULL PRIMARY KEY, is_public boolean, creator text, room_version text, has_auth_chain_index boolean);
CREATE TABLE events (
    topological_ordering bigint NOT NULL, event_id text NOT NULL, type text NOT NULL, room_id text NOT NULL, content text, unrecognized_keys text, processed boolean NOT NULL, outlier boolean NOT NULL,
    depth bigint DEFAULT 0 NOT NULL, origin_server_ts bigint, received_ts bigint, sender text, contains_url boolean, instance_name text,
    stream_ordering bigint DEFAULT nextval('events_stream_seq'::regclass), state_key text DEFAULT NULL, rejection_reason text DEFAULT NULL::text
);
ALTER TABLE ONLY events ADD CONSTRAINT events_event_id_key UNIQUE (event_id);
CREATE UNIQUE INDEX events_stream_ordering ON events USING btree (stream_ordering);
CREATE INDEX events_order_room ON events USING btree (room_id, topological_ordering, stream_ordering);
CREATE INDEX events_jump_to_date_idx ON events (room_id, origin_server_ts) WHERE NOT outlier;
CREATE INDEX received_ts_idx ON events (received_ts) WHERE type = 'm.room.member'::text;
CREATE INDEX event_contains_url_index ON events (room_id, topological_ordering, stream_ordering) WHERE ((contains_url = true) AND (outlier = false));
CREATE TABLE event_json (event_id text NOT NULL, room_id text NOT NULL, internal_metadata text NOT NULL, json text NOT NULL, format_version integer);
CREATE UNIQUE INDEX event_json_event_id ON event_json (event_id);
CREATE TABLE event_search (event_id text, room_id text, sender text, key text, vector tsvector, origin_server_ts bigint, stream_ordering bigint);
CREATE INDEX event_search_fts_idx ON event_search USING gin (vector) WITH (fastupdate = 'false', gin_pending_list_limit = 512);
CREATE UNIQUE INDEX event_search_event_id_idx ON event_search (event_id);
CREATE TABLE partial_state_rooms (room_id text PRIMARY KEY, device_lists_stream_id bigint DEFAULT 0 NOT NULL, FOREIGN KEY (room_id) REFERENCES rooms (room_id));
CREATE TABLE partial_state_events (room_id text NOT NULL REFERENCES partial_state_rooms, event_id text NOT NULL REFERENCES events (event_id), UNIQUE (event_id));
CREATE TRIGGER check_partial_state_events BEFORE INSERT OR UPDATE ON partial_state_events FOR EACH ROW EXECUTE FUNCTION check_partial_state_events();
CREATE TABLE state_groups_state (state_group bigint NOT NULL, room_id text NOT NULL, type text NOT NULL, state_key text NOT NULL, event_id text NOT NULL);
ALTER TABLE ONLY state_groups_state ALTER COLUMN state_group SET (n_distinct = -0.02);
CREATE TABLE background_updates (update_name text NOT NULL, progress_json text NOT NULL, depends_on text, ordering int NOT NULL DEFAULT 0, CONSTRAINT background_updates_uniqueness UNIQUE (update_name));
CREATE TABLE account_data (user_id text NOT NULL, account_data_type text NOT NULL, stream_id bigint NOT NULL, content text NOT NULL, instance_name text, CONSTRAINT account_data_uniqueness UNIQUE (user_id, account_data_type));
CREATE TABLE e2e_one_time_keys_json (user_id text NOT NULL, device_id text NOT NULL, algorithm text NOT NULL, key_id text NOT NULL, ts_added_ms bigint NOT NULL, key_json bytea NOT NULL DEFAULT '\x00ff'::bytea);
CREATE UNIQUE INDEX e2e_unique ON e2e_one_time_keys_json (user_id, device_id, algorithm, key_id);
ALTER TABLE e2e_one_time_keys_json REPLICA IDENTITY USING INDEX e2e_unique;
CREATE TABLE stream_positions (stream_name text NOT NULL, instance_name text NOT NULL, stream_id bigint NOT NULL);
CREATE UNIQUE INDEX stream_positions_idx ON stream_positions (stream_name, instance_name);
ALTER TABLE stream_positions REPLICA IDENTITY NOTHING;
CREATE TABLE monthly_active_users (user_id text NOT NULL, "timestamp" bigint NOT NULL, locked "char" DEFAULT 'X', Lock CHAR(1) NOT NULL DEFAULT 'X', UNIQUE (lock), CHECK (lock='X'));
CREATE INDEX monthly_active_users_time_stamp ON monthly_active_users ("timestamp");
CLUSTER monthly_active_users USING monthly_active_users_time_stamp;
