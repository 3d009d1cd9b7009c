-- needs: 18
-- What PostgreSQL 18 brought.
CREATE EXTENSION btree_gist;
CREATE TABLE t (id uuid PRIMARY KEY DEFAULT uuidv7(), a int, doubled int GENERATED ALWAYS AS (a * 2) VIRTUAL, tripled int GENERATED ALWAYS AS (a * 3), kept int GENERATED ALWAYS AS (a * 4) STORED, CONSTRAINT a_there NOT NULL a, CHECK (a > 0) NOT ENFORCED);
ALTER TABLE t ADD b int, ADD CONSTRAINT b_later NOT NULL b NOT VALID;
CREATE TABLE period (id int, during tsrange, CONSTRAINT pk PRIMARY KEY (id, during WITHOUT OVERLAPS), UNIQUE (during, id)); CREATE TABLE refs (id int, during tsrange, FOREIGN KEY (id, PERIOD during) REFERENCES period (id, PERIOD during));
CREATE TABLE other (id int PRIMARY KEY); CREATE TABLE unsure (id int CONSTRAINT unsure_fk REFERENCES other NOT ENFORCED, c int NOT NULL NO INHERIT); CREATE TABLE heir () INHERITS (unsure); ALTER TABLE heir ADD CONSTRAINT own NOT NULL id;
CREATE TABLE parted (id int NOT NULL, at date, CONSTRAINT there NOT NULL at) PARTITION BY RANGE (at); CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE VIEW v AS SELECT casefold(id::text) AS c FROM t;
