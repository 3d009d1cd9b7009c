CREATE SCHEMA app;
CREATE SCHEMA "We ""ird ✨";
CREATE TYPE pair AS (a integer, b text);
CREATE FUNCTION add1(i integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT i+1';
COMMENT ON FUNCTION add1(integer) IS 'adds';
CREATE FUNCTION add1(i bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT i+1';
CREATE FUNCTION "We ""ird ✨"."F x"(VARIADIC "A b" text[] DEFAULT '{}') RETURNS SETOF pair LANGUAGE sql STABLE STRICT PARALLEL SAFE
  COST 5 ROWS 7 SET search_path = 'app', 'public' SECURITY DEFINER AS $$ SELECT 1, 'x' $$;
CREATE FUNCTION two(OUT a int, OUT b text) LANGUAGE plpgsql AS $f$ BEGIN a := 1; b := 'x$$y'; END $f$;
CREATE FUNCTION tab(n int = 3) RETURNS TABLE (x int, y pair[]) LANGUAGE sql AS $$ SELECT 1, NULL::pair[] $$;
CREATE PROCEDURE app.do_it(INOUT x int) LANGUAGE plpgsql AS $$ BEGIN x := x + 1; END $$;
COMMENT ON PROCEDURE app.do_it(int) IS 'pr';
CREATE FUNCTION final(int) RETURNS text LANGUAGE sql AS 'SELECT $1::text';
CREATE AGGREGATE mysum(integer) (SFUNC = int4pl, STYPE = integer, FINALFUNC = final, INITCOND = '0', COMBINEFUNC = int4pl,
  PARALLEL = SAFE);
COMMENT ON AGGREGATE mysum(integer) IS 'ag';
CREATE AGGREGATE app.mycount(*) (SFUNC = int8inc, STYPE = int8, INITCOND = '0');
CREATE AGGREGATE perc(float8 ORDER BY anyelement) (SFUNC = ordered_set_transition, STYPE = internal,
  FINALFUNC = percentile_disc_final, FINALFUNC_EXTRA);
CREATE TRUSTED LANGUAGE mylang HANDLER plpgsql_call_handler INLINE plpgsql_inline_handler VALIDATOR plpgsql_validator;
CREATE FUNCTION evt() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$;
CREATE EVENT TRIGGER et ON ddl_command_start WHEN TAG IN ('CREATE TABLE', 'DROP TABLE') EXECUTE FUNCTION evt();
COMMENT ON EVENT TRIGGER et IS 'et';
ALTER EVENT TRIGGER et DISABLE;
SELECT current_setting('server_version_num')::int >= 140000 AS new \gset
\if :new
CREATE TABLE read_by_body (a int);
CREATE FUNCTION atomic() RETURNS bigint BEGIN ATOMIC SELECT count(*) FROM read_by_body; END;
\endif
