-- A family tree: references to the table itself and around in circles, recursive views, a view of a view that is not there yet.
CREATE TABLE person (
  id INTEGER PRIMARY KEY, given TEXT, family TEXT COLLATE NOCASE, born TEXT, died TEXT,
  mother_id INTEGER REFERENCES person (id) ON DELETE SET NULL, father_id INTEGER REFERENCES person (id) ON DELETE SET NULL,
  birth_event_id INTEGER REFERENCES event (id), CHECK (mother_id <> id AND father_id <> id), CHECK (died IS NULL OR died >= born)
);
CREATE TABLE marriage (id INTEGER PRIMARY KEY, one_id INTEGER NOT NULL REFERENCES person, other_id INTEGER NOT NULL REFERENCES person, event_id INTEGER UNIQUE REFERENCES event ON DELETE SET DEFAULT, UNIQUE (one_id, other_id));
CREATE TABLE event (id INTEGER PRIMARY KEY, day TEXT, place_id INTEGER REFERENCES place, person_id INTEGER REFERENCES person ON DELETE CASCADE, marriage_id INTEGER REFERENCES marriage ON DELETE CASCADE);
CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT NOT NULL, part_of INTEGER REFERENCES place ON DELETE RESTRICT, founded_by INTEGER REFERENCES event);
CREATE VIEW cousin AS SELECT a.person AS one, b.person AS other FROM grandparent a JOIN grandparent b ON a.elder = b.elder AND a.person < b.person;
CREATE VIEW grandparent AS SELECT p.child AS person, q.parent AS elder FROM parent p, parent q WHERE p.parent = q.child;
CREATE VIEW parent AS SELECT id AS child, mother_id AS parent FROM person WHERE mother_id IS NOT NULL UNION SELECT id, father_id FROM person WHERE father_id IS NOT NULL;
CREATE VIEW ancestor AS
WITH RECURSIVE up (person, elder, steps) AS NOT MATERIALIZED (
  SELECT child, parent, 1 FROM parent
  UNION ALL
  SELECT up.person, parent.parent, steps + 1 FROM up JOIN parent ON parent.child = up.elder WHERE steps < 100
), place AS (SELECT 1)
SELECT * FROM up;
CREATE VIEW lost AS SELECT * FROM table_of_long_ago;
CREATE INDEX person_name ON person (family, given COLLATE RTRIM DESC);
CREATE INDEX person_mother ON person (mother_id) WHERE mother_id IS NOT NULL;
CREATE INDEX person_year ON person (CAST(substr(born, 1, 4) AS INTEGER), coalesce(family, '?') COLLATE NOCASE DESC);
