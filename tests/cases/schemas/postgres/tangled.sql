-- Things that need one another in a circle, or in an order that their kinds do not tell.
CREATE TABLE person (id int PRIMARY KEY, first text, last text, boss int);
CREATE FUNCTION full_name(person) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT $1.first || ' ' || $1.last $$;
CREATE INDEX person_full_name ON person (full_name(person.*)); ALTER TABLE person ADD CONSTRAINT has_name CHECK (full_name(person.*) <> ' ');
CREATE FUNCTION people() RETURNS SETOF person LANGUAGE sql STABLE AS 'SELECT * FROM public.person';
CREATE VIEW zz AS SELECT * FROM people(); CREATE VIEW aa AS SELECT * FROM zz; CREATE VIEW mm AS SELECT aa.id, full_name(p) AS name FROM aa JOIN person p USING (id);
CREATE FUNCTION of_mm() RETURNS SETOF mm LANGUAGE sql AS 'SELECT * FROM mm'; CREATE TABLE from_mm (m mm, ms aa[]);
CREATE FUNCTION default_boss() RETURNS int LANGUAGE sql AS 'SELECT min(id) FROM person'; ALTER TABLE person ALTER boss SET DEFAULT default_boss();
CREATE TYPE holds AS (p person, n int); CREATE DOMAIN held AS holds CHECK ((VALUE).n > 0); CREATE TABLE holders (h held DEFAULT NULL, list holds[]);
CREATE FUNCTION is_ok(held) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN true; END'; ALTER TABLE holders ADD CHECK (is_ok(h));
CREATE MATERIALIZED VIEW kept AS SELECT h.*, m.name FROM holders h, mm m; CREATE TABLE refers_type (k kept, o zz);
CREATE TABLE m (id int PRIMARY KEY); CREATE TABLE n (id int PRIMARY KEY REFERENCES m, other int); CREATE TABLE o (id int PRIMARY KEY REFERENCES n); ALTER TABLE m ADD via int REFERENCES o; ALTER TABLE n ADD FOREIGN KEY (other) REFERENCES o;
CREATE SEQUENCE counted; CREATE FUNCTION next_count() RETURNS bigint LANGUAGE sql AS $$ SELECT nextval('counted') $$; CREATE TABLE counts (id bigint DEFAULT next_count()); ALTER SEQUENCE counted OWNED BY counts.id;
CREATE POLICY seen ON person USING (EXISTS (SELECT 1 FROM mm WHERE mm.id = person.id AND mm.name = full_name(person))); CREATE RULE told AS ON UPDATE TO person DO ALSO INSERT INTO counts SELECT count(*) FROM aa;
CREATE FUNCTION t_fn() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE r mm%ROWTYPE; BEGIN RETURN NEW; END $$; CREATE TRIGGER t BEFORE INSERT ON person FOR EACH ROW WHEN (full_name(NEW) <> 'x') EXECUTE FUNCTION t_fn();
CREATE AGGREGATE agg(int) (SFUNC = int4larger, STYPE = int); CREATE VIEW agged AS SELECT agg(id) FROM person; CREATE FUNCTION uses_agg() RETURNS int LANGUAGE sql AS 'SELECT agg(id) FROM person';
CREATE TABLE aa_child (LIKE person); CREATE VIEW of_child AS SELECT c.first FROM aa_child c WHERE c.boss IN (SELECT id FROM of_mm());
