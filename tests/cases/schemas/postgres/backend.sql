-- needs: uuid-ossp, citext
-- A hosted backend: schemas for users, storage and the application, policies everywhere, functions with their makers' rights.
CREATE SCHEMA auth;
CREATE SCHEMA storage;
CREATE SCHEMA extensions;
CREATE SCHEMA hdb_catalog;
CREATE EXTENSION IF NOT EXISTS "uuid-ossp" WITH SCHEMA extensions;
CREATE EXTENSION IF NOT EXISTS citext SCHEMA extensions;
CREATE EXTENSION IF NOT EXISTS pgcrypto SCHEMA extensions;
CREATE TYPE auth.aal_level AS ENUM ('aal1', 'aal2', 'aal3');
CREATE TYPE auth.factor_status AS ENUM ('unverified', 'verified');
CREATE FUNCTION auth.uid() RETURNS uuid LANGUAGE sql STABLE AS $$
  select coalesce(nullif(current_setting('request.jwt.claim.sub', true), ''), (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub'))::uuid
$$;
CREATE FUNCTION auth.role() RETURNS text AS 'select current_setting(''request.jwt.claim.role'', true)::text' LANGUAGE sql STABLE;
COMMENT ON FUNCTION auth.uid() IS 'Deprecated. Use auth.jwt() -> ''sub'' instead.';
CREATE TABLE auth.users (
  instance_id uuid, id uuid NOT NULL UNIQUE DEFAULT extensions.uuid_generate_v4(), aud varchar(255), email extensions.citext,
  confirmed_at timestamptz GENERATED ALWAYS AS (LEAST(email_confirmed_at, phone_confirmed_at)) STORED,
  email_confirmed_at timestamptz, phone_confirmed_at timestamptz, phone text DEFAULT NULL::character varying UNIQUE, raw_user_meta_data jsonb,
  email_change_confirm_status smallint DEFAULT 0 CHECK (email_change_confirm_status >= 0 AND email_change_confirm_status <= 2),
  is_sso_user boolean NOT NULL DEFAULT false, CONSTRAINT users_pkey PRIMARY KEY (id)
);
COMMENT ON TABLE auth.users IS 'Auth: Stores user login data within a secure schema.';
COMMENT ON COLUMN auth.users.is_sso_user IS E'Auth: Set this column to true\nwhen the account comes from SSO.';
CREATE UNIQUE INDEX users_email_partial_key ON auth.users (email) WHERE is_sso_user = false;
CREATE UNIQUE INDEX confirmation_token_idx ON auth.users USING btree (aud) WHERE ((aud)::text !~ '^[0-9 ]*$'::text);
CREATE TABLE auth.sessions (id uuid PRIMARY KEY, user_id uuid NOT NULL REFERENCES auth.users ON DELETE CASCADE, aal auth.aal_level, factor_id uuid);
CREATE TABLE auth.mfa_factors (
  id uuid PRIMARY KEY, user_id uuid NOT NULL REFERENCES auth.users(id) ON DELETE CASCADE, friendly_name text, status auth.factor_status NOT NULL
);
ALTER TABLE auth.sessions ADD CONSTRAINT sessions_factor FOREIGN KEY (factor_id) REFERENCES auth.mfa_factors ON DELETE SET NULL;
CREATE UNIQUE INDEX mfa_factors_user_friendly_name_unique ON auth.mfa_factors (friendly_name, user_id) WHERE trim(friendly_name) <> '';
CREATE TABLE storage.buckets (id text PRIMARY KEY, name text NOT NULL, owner uuid, public boolean DEFAULT false, allowed_mime_types text[]);
CREATE UNIQUE INDEX bname ON storage.buckets (name);
CREATE FUNCTION storage.foldername(name text) RETURNS text[] LANGUAGE plpgsql AS $function$
DECLARE
_parts text[];
BEGIN
	select string_to_array(name, '/') into _parts;
	return _parts[1:array_length(_parts,1)-1];
END
$function$;
CREATE TABLE storage.objects (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(), bucket_id text REFERENCES storage.buckets, name text, owner uuid, metadata jsonb,
  path_tokens text[] GENERATED ALWAYS AS (string_to_array(name, '/'::text)) STORED, level int
);
CREATE UNIQUE INDEX bucketid_objname ON storage.objects (bucket_id, name);
CREATE INDEX name_prefix_search ON storage.objects (name text_pattern_ops);
CREATE UNIQUE INDEX idx_name_bucket_level_unique ON storage.objects (name COLLATE "C", bucket_id COLLATE "C", level);
ALTER TABLE storage.objects ENABLE ROW LEVEL SECURITY;
CREATE TABLE profiles (
  id uuid PRIMARY KEY REFERENCES auth.users ON DELETE CASCADE, username extensions.citext UNIQUE CHECK (char_length(username::text) >= 3),
  avatar_url text, team_id bigint
);
CREATE TABLE teams (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, owner_id uuid DEFAULT auth.uid() REFERENCES profiles);
ALTER TABLE profiles ADD FOREIGN KEY (team_id) REFERENCES teams;
ALTER TABLE profiles ENABLE ROW LEVEL SECURITY;
ALTER TABLE teams ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE FUNCTION is_member_of(_team bigint) RETURNS boolean LANGUAGE sql SECURITY DEFINER STABLE SET search_path = ''
  AS $$ SELECT EXISTS (SELECT 1 FROM public.profiles p WHERE p.id = auth.uid() AND p.team_id = _team) $$;
CREATE POLICY "Public profiles are viewable by everyone." ON profiles FOR SELECT USING (true);
CREATE POLICY "Users can insert their own profile." ON profiles FOR INSERT WITH CHECK ((SELECT auth.uid()) = id);
CREATE POLICY "Users can update own profile." ON profiles AS RESTRICTIVE FOR UPDATE TO pg_read_all_settings, pg_monitor
  USING (auth.uid() = id) WITH CHECK (id = auth.uid() AND username <> 'it''s');
CREATE POLICY members ON teams USING (is_member_of(id)) WITH CHECK (owner_id IN (SELECT profiles.id FROM profiles WHERE profiles.team_id = teams.id));
CREATE POLICY delete_own ON storage.objects FOR DELETE TO pg_monitor
  USING (bucket_id = 'avatars' AND (storage.foldername(name))[1] = auth.uid()::text);
COMMENT ON POLICY members ON teams IS 'Those who are in it';
CREATE FUNCTION handle_new_user() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'public'
  AS $$ begin insert into public.profiles (id) values (new.id); return new; end; $$;
CREATE TRIGGER on_auth_user_created AFTER INSERT ON auth.users FOR EACH ROW EXECUTE PROCEDURE handle_new_user();
CREATE FUNCTION hdb_catalog.pgrst_watch() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN NOTIFY pgrst, 'reload schema'; END; $$;
CREATE EVENT TRIGGER pgrst_ddl_watch ON ddl_command_end WHEN TAG IN ('CREATE SCHEMA', 'ALTER TABLE', 'COMMENT') EXECUTE FUNCTION hdb_catalog.pgrst_watch();
CREATE EVENT TRIGGER pgrst_drop_watch ON sql_drop EXECUTE FUNCTION hdb_catalog.pgrst_watch();
ALTER EVENT TRIGGER pgrst_drop_watch DISABLE;
CREATE VIEW team_members WITH (security_barrier = true) AS
  SELECT t.id, t.name, array_agg(p.username ORDER BY p.username) AS members FROM teams t JOIN profiles p ON p.team_id = t.id GROUP BY t.id;
CREATE FUNCTION public.full_name(profiles) RETURNS text LANGUAGE sql STABLE
  AS $$ SELECT $1.username::text || ' <' || coalesce($1.avatar_url, '') || '>' $$;
COMMENT ON FUNCTION full_name(profiles) IS E'@graphql({"name": "fullName"})';
CREATE PUBLICATION realtime FOR TABLE profiles, teams WITH (publish = 'insert, update');
CREATE PUBLICATION everything FOR ALL TABLES;
