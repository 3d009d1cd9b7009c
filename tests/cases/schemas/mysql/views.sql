-- Views of every shape; names that are words, aliases, derived tables, common table expressions, windows, set operations.
CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(20), `date` date, `value` int, `end` int, `row` int, `select` int, `user` varchar(10), `time` time);
CREATE TABLE u (id int PRIMARY KEY, t_id int, n int);
CREATE VIEW commas AS SELECT t.id, u.n FROM t, u WHERE t.id = u.t_id;
CREATE VIEW three AS SELECT t.id, u.n, x.n AS m FROM t, u, u x WHERE t.id = u.t_id AND x.id = u.id;
CREATE VIEW mixed AS SELECT t.id, u.n FROM t JOIN u LEFT JOIN u v ON v.id = u.id AND v.n > 3 WHERE t.id = u.t_id;
CREATE VIEW `cross` AS SELECT t.id FROM t CROSS JOIN u;
CREATE VIEW natural_one AS SELECT * FROM t NATURAL JOIN u;
CREATE VIEW nested AS SELECT t.id FROM t LEFT JOIN (u JOIN u w ON w.id = u.id) ON u.t_id = t.id;
CREATE VIEW right_one AS SELECT t.id, u.n FROM t RIGHT JOIN u ON u.t_id = t.id;
CREATE VIEW words AS SELECT `date`, `value`, `end`, `row`, `select`, `user`, `time`, a AS `order`, b AS `Mixed Name`, date '2026-01-01' AS d, time '10:00:00' AS tt FROM t;
CREATE VIEW derived AS SELECT d.s FROM (SELECT sum(n) AS s, t_id FROM u GROUP BY t_id) d WHERE d.s > 1;
CREATE VIEW common AS WITH big AS (SELECT id FROM t WHERE a > 10), bigger AS (SELECT id FROM big WHERE id > 5) SELECT b.id, c.id AS other FROM big b JOIN bigger c ON c.id = b.id;
CREATE VIEW recursion AS WITH RECURSIVE r (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 10) SELECT n FROM r;
CREATE VIEW windows AS SELECT id, row_number() OVER (PARTITION BY a ORDER BY id DESC) AS rn, sum(a) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS s FROM t;
CREATE VIEW sets AS (SELECT id FROM t) UNION (SELECT id FROM u) EXCEPT SELECT 5;
CREATE VIEW functions AS SELECT ifnull(b, 'it''s') AS x, coalesce(a, 0) + 1 AS y, date_add(`date`, INTERVAL 1 MONTH) AS z, extract(YEAR FROM `date`) AS yr, trim(BOTH ' ' FROM b) AS tr,
  group_concat(b ORDER BY b DESC SEPARATOR '; ') AS g, cast(a AS unsigned) AS c, a DIV 2 AS dv, a % 2 AS md, NOT a AS nt, b LIKE '10\%' ESCAPE '\\' AS lk, b REGEXP '^x' AS rx, a IN (1, 2) AS ins,
  a BETWEEN 1 AND 2 AS bt, CASE a WHEN 1 THEN 'one' ELSE 'more' END AS cs, EXISTS (SELECT 1 FROM u WHERE u.t_id = t.id) AS ex, a <=> NULL AS ns, interval(a, 1, 2) AS iv, substr(b FROM 2 FOR 3) AS sb, json_extract('{}', '$.a') AS je,
  binary b = 'x' AS bn, a | 1 AS orr, ~a AS inv, a XOR 1 AS xo, match_count AS mc FROM t JOIN (SELECT 1 AS match_count) k GROUP BY t.id, t.b;
CREATE VIEW over_views AS SELECT c.id, w.`Mixed Name` FROM commas c JOIN words w ON w.`value` = c.n WHERE c.id > ANY (SELECT id FROM nested) ORDER BY c.id LIMIT 5;
CREATE VIEW checked_view AS SELECT id, a FROM t WHERE a > 0 WITH LOCAL CHECK OPTION;
CREATE VIEW sorted AS SELECT id FROM t ORDER BY a DESC, b LIMIT 10 OFFSET 5;
CREATE VIEW no_table AS SELECT 1 AS one, 'two' AS two, now() AS three, NULL AS four, 0x41 AS five, b'1' AS six, 1.50 AS seven, true AS eight;
