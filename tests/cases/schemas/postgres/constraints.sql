-- needs: btree_gist
-- Constraints of every kind, with and without names, and what hangs on them.
CREATE EXTENSION btree_gist;
CREATE TABLE a (id int PRIMARY KEY, x int, y int, z text, UNIQUE (x, y), CONSTRAINT named UNIQUE (z) DEFERRABLE, UNIQUE (y) DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE b (id int, a_x int, a_y int, a_id int NOT NULL DEFAULT 1 REFERENCES a ON UPDATE CASCADE ON DELETE SET DEFAULT, other_id int,
  FOREIGN KEY (a_x, a_y) REFERENCES a (x, y) MATCH FULL ON DELETE SET NULL, CONSTRAINT later FOREIGN KEY (other_id) REFERENCES a DEFERRABLE INITIALLY DEFERRED, CONSTRAINT b_pk PRIMARY KEY (id) DEFERRABLE);
ALTER TABLE b ADD CONSTRAINT unchecked FOREIGN KEY (a_x) REFERENCES a (id) NOT VALID, ADD CHECK (id > 0) NOT VALID, ADD CONSTRAINT many CHECK (id > 0 AND (a_x IS NULL OR a_y = ANY (ARRAY[1, 2])) AND NOT (a_x < 3 AND a_y > 4));
ALTER TABLE b ADD CHECK (a_x > 1), ADD CHECK (a_x < 100), ADD CHECK (a_x <> a_y), ADD CONSTRAINT b_check7 CHECK (id <> a_id);
CREATE UNIQUE INDEX used_later ON b (other_id, id); ALTER TABLE b ADD CONSTRAINT from_index UNIQUE USING INDEX used_later;
CREATE UNIQUE INDEX only_index ON b (a_x);
CREATE TABLE c (b_a_x int REFERENCES b (a_x), parent int, id int PRIMARY KEY, FOREIGN KEY (parent) REFERENCES c (id) ON DELETE CASCADE);
-- A circle of three and one beside it.
CREATE TABLE ring_1 (id int PRIMARY KEY, next int); CREATE TABLE ring_2 (id int PRIMARY KEY, next int REFERENCES ring_1); CREATE TABLE ring_3 (id int PRIMARY KEY, next int CONSTRAINT "Ring!" REFERENCES ring_2, beside int REFERENCES ring_1);
ALTER TABLE ring_1 ADD FOREIGN KEY (next) REFERENCES ring_3 ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED;
CREATE TABLE two_1 (id int PRIMARY KEY, a int, b int); CREATE TABLE two_2 (id int PRIMARY KEY, a int REFERENCES two_1, b int REFERENCES two_1);
ALTER TABLE two_1 ADD CONSTRAINT two_first FOREIGN KEY (a) REFERENCES two_2 NOT VALID, ADD CONSTRAINT two_second FOREIGN KEY (b) REFERENCES two_2 (id);
COMMENT ON CONSTRAINT two_first ON two_1 IS 'part of a circle';
CREATE SCHEMA far; CREATE TABLE far.a (id int PRIMARY KEY REFERENCES a, near int REFERENCES public.c); ALTER TABLE a ADD far_id int REFERENCES far.a (id);
CREATE TABLE booking (room int, during tsrange, who text, area circle, code int, EXCLUDE USING gist (room WITH =, during WITH &&), CONSTRAINT areas EXCLUDE USING gist (area WITH &&) INCLUDE (who) WITH (fillfactor = 70) WHERE (code > 3) DEFERRABLE,
  EXCLUDE (code WITH =), EXCLUDE USING gist ((room + 1) WITH =, lower(who) COLLATE "C" gist_text_ops WITH =, during range_ops WITH &&) WHERE (who IS NOT NULL AND code <> 0), EXCLUDE USING hash (who WITH =));
CREATE TABLE not_nulls (a int NOT NULL, b int NULL, c serial NOT NULL, d int NOT NULL DEFAULT 0, PRIMARY KEY (b));
CREATE TABLE clash (a int, a_key int, UNIQUE (a), UNIQUE (a_key)); CREATE TABLE clash_a (key int UNIQUE); CREATE SEQUENCE clash_a_seq;
CREATE TABLE dropped (a int, b text, c int CHECK (c > 0), d int UNIQUE, e int DEFAULT 5); ALTER TABLE dropped DROP COLUMN b; ALTER TABLE dropped ADD COLUMN f text DEFAULT 'later' NOT NULL; ALTER TABLE dropped RENAME COLUMN d TO renamed; ALTER TABLE dropped RENAME CONSTRAINT dropped_c_check TO dropped_renamed;
CREATE TABLE was_called (id serial PRIMARY KEY, x int UNIQUE CHECK (x > 0)); ALTER TABLE was_called RENAME TO is_called; ALTER TABLE is_called RENAME COLUMN id TO number;
CREATE FUNCTION guard() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE CONSTRAINT TRIGGER guard AFTER DELETE ON a FROM b NOT DEFERRABLE FOR EACH ROW EXECUTE FUNCTION guard();
CREATE CONSTRAINT TRIGGER guard_late AFTER INSERT OR UPDATE OF x ON a DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.x > 0) EXECUTE FUNCTION guard('1');
ALTER TABLE a DISABLE TRIGGER guard_late;
