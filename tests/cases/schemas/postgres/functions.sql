-- Functions of every kind, overloaded, with all that can be said of them; operators, casts and aggregates made of them.
CREATE SCHEMA lib;
CREATE TYPE lib.pair AS (a int, b text);
CREATE TABLE account (id int PRIMARY KEY, balance numeric NOT NULL DEFAULT 0, "Owner" text);
CREATE FUNCTION add(a int, b int) RETURNS int LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$SELECT a + b$$;
CREATE FUNCTION add(a numeric, b numeric DEFAULT 1.5, c text DEFAULT 'it''s') RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT a + b';
CREATE FUNCTION add(a lib.pair, VARIADIC rest lib.pair[]) RETURNS lib.pair LANGUAGE plpgsql AS $f$
BEGIN
  -- $$ in a comment, and a 'quote
  RETURN (a.a + 1, E'tab\there $x$')::lib.pair;
END
$f$;
CREATE FUNCTION lib.split(IN line text, OUT first text, OUT second int, INOUT more text DEFAULT 'x') LANGUAGE plpgsql AS 'BEGIN first := line; END';
CREATE FUNCTION lib.owners() RETURNS SETOF account LANGUAGE sql STABLE ROWS 10 COST 250 AS $$ SELECT * FROM account $$;
CREATE FUNCTION lib.table_of(n int) RETURNS TABLE (id int, "Label" text, at timestamptz) LANGUAGE plpgsql AS $$ BEGIN RETURN QUERY SELECT 1, 'a', now(); END $$;
CREATE FUNCTION lib.poly(a anyelement, b anyarray) RETURNS anyarray LANGUAGE sql AS 'SELECT array_append(b, a)';
CREATE FUNCTION lib.never() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = lib, pg_temp SET work_mem = '64MB' SET "my.setting" TO 'a, b' AS $$ BEGIN PERFORM 1; END $$;
CREATE FUNCTION lib.returns_array(integer[], text DEFAULT NULL) RETURNS integer[] LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION lib."Strange Name"("Arg One" int DEFAULT 1 + 1) RETURNS text LANGUAGE sql AS $$ SELECT '"' $$;
CREATE TABLE comes_later (id int DEFAULT add(1, 2), CHECK (add(id, 1) > 0));
CREATE FUNCTION lib.later(x int) RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM comes_later WHERE id > x';
CREATE FUNCTION aaa_earlier(x int) RETURNS bigint LANGUAGE sql AS 'SELECT lib.later(x)';
CREATE PROCEDURE lib.transfer(sender int, receiver int, amount numeric, INOUT done boolean DEFAULT false) LANGUAGE plpgsql AS $$ BEGIN UPDATE account SET balance = balance - amount WHERE id = sender; COMMIT; done := true; END $$;
CREATE PROCEDURE lib.simple() LANGUAGE sql AS 'DELETE FROM comes_later';
CREATE FUNCTION lib.eq(lib.pair, lib.pair) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT ($1).a = ($2).a';
CREATE OPERATOR lib.=== (LEFTARG = lib.pair, RIGHTARG = lib.pair, FUNCTION = lib.eq, COMMUTATOR = OPERATOR(lib.===), RESTRICT = eqsel);
CREATE FUNCTION pair_text(lib.pair) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT ($1).a::text';
CREATE CAST (lib.pair AS text) WITH FUNCTION pair_text(lib.pair) AS ASSIGNMENT;
CREATE FUNCTION lib.step(numeric, numeric) RETURNS numeric LANGUAGE sql AS 'SELECT coalesce($1, 0) + coalesce($2, 0)';
CREATE FUNCTION lib.final(numeric) RETURNS text LANGUAGE sql AS 'SELECT $1::text';
CREATE AGGREGATE lib.total(numeric) (SFUNC = lib.step, STYPE = numeric, FINALFUNC = lib.final, INITCOND = '0', MSFUNC = lib.step, MINVFUNC = lib.step, MSTYPE = numeric, MFINALFUNC = lib.final, COMBINEFUNC = lib.step, PARALLEL = RESTRICTED);
CREATE AGGREGATE lib.percentile(float8 ORDER BY anyelement) (SFUNC = ordered_set_transition, STYPE = internal, FINALFUNC = percentile_disc_final, FINALFUNC_EXTRA);
CREATE AGGREGATE count_all(*) (SFUNC = int8inc, STYPE = int8, INITCOND = '0');
COMMENT ON FUNCTION add(int, int) IS 'one';
COMMENT ON FUNCTION add(numeric, numeric, text) IS 'two';
COMMENT ON PROCEDURE lib.transfer(int, int, numeric, boolean) IS E'moves\nmoney';
COMMENT ON OPERATOR lib.=== (lib.pair, lib.pair) IS 'the same';
COMMENT ON AGGREGATE count_all(*) IS 'all';
CREATE VIEW uses AS SELECT lib.total(balance) AS total, add(id, 1), account.id + 1 AS "Next" FROM account GROUP BY id;
CREATE VIEW of_function AS SELECT t."Label", o.* FROM lib.table_of(3) t, lib.owners() WITH ORDINALITY o;
