-- needs: 14
-- Functions whose bodies the server has parsed: they depend on what they name.
CREATE TABLE item (id int PRIMARY KEY, price numeric, note text COMPRESSION pglz);
CREATE FUNCTION total() RETURNS numeric LANGUAGE sql BEGIN ATOMIC SELECT sum(price) FROM item; END;
CREATE FUNCTION bump(x int) RETURNS int LANGUAGE sql RETURN x + 1;
CREATE FUNCTION bump_twice(x int) RETURNS int IMMUTABLE LANGUAGE sql RETURN bump(bump(x));
CREATE PROCEDURE add_item(x int, y numeric DEFAULT 0) LANGUAGE sql BEGIN ATOMIC INSERT INTO item (id, price) VALUES (x, y); UPDATE item SET price = price * 2 WHERE id = x; END;
CREATE PROCEDURE out_only(OUT x int) LANGUAGE plpgsql AS 'BEGIN x := 1; END';
CREATE VIEW totals AS SELECT total() AS total, bump(id) AS next FROM item;
CREATE FUNCTION of_view() RETURNS SETOF totals LANGUAGE sql STABLE BEGIN ATOMIC SELECT * FROM totals; END;
CREATE TABLE later (id int DEFAULT bump(1), t totals, CHECK (bump_twice(id) > 2));
CREATE INDEX later_bumped ON later (bump_twice(id));
CREATE TYPE spans AS RANGE (SUBTYPE = interval, MULTIRANGE_TYPE_NAME = many_spans);
CREATE TABLE spanned (a spans, b many_spans, c int8multirange DEFAULT '{[1,2),[5,9)}', d xid8);
CREATE STATISTICS item_expression ON (price * 2), (lower(note)) FROM item;
CREATE STATISTICS item_one ON (price + 1) FROM item;
CREATE FUNCTION searched(x int) RETURNS text LANGUAGE sql STABLE BEGIN ATOMIC
  WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 5) SEARCH DEPTH FIRST BY n SET o CYCLE n SET c USING p SELECT 'x' FROM t WHERE n = x LIMIT 1;
END;
