-- Defaults of every kind, and what a column can say besides.
CREATE TABLE literals (
  a int DEFAULT 0, b int DEFAULT -5, c int DEFAULT '7', d decimal(10,4) DEFAULT 1.5, e double DEFAULT 1e-3, f float DEFAULT 3.14,
  g varchar(50) DEFAULT 'plain', h varchar(50) DEFAULT 'it''s "quoted" \\ and 100%', i varchar(50) DEFAULT 'two
lines', j varchar(20) DEFAULT '', k varchar(20) DEFAULT 'NULL', l varchar(20) DEFAULT 'current_timestamp()', m text DEFAULT 'text has one',
  n enum('a','b') DEFAULT 'b', o set('x','y') DEFAULT 'x,y', p bit(4) DEFAULT b'0101', q binary(3) DEFAULT 'abc', r varbinary(8) DEFAULT x'0041',
  s boolean DEFAULT true, t date DEFAULT '2026-02-28', u datetime DEFAULT '1000-01-01 00:00:00', v time DEFAULT '-12:30:00', w year DEFAULT 2026,
  x json DEFAULT '{"a": [1, 2]}', y varchar(10) DEFAULT 'ünïß', z char(5) CHARACTER SET latin1 DEFAULT 'é', aa int NULL DEFAULT NULL, ab blob DEFAULT 'b'
) CHARSET=utf8mb4;
CREATE TABLE expressions (
  a int DEFAULT (1 + 2 * 3), b varchar(36) DEFAULT uuid(), c datetime DEFAULT now(), d datetime(6) DEFAULT current_timestamp(6), e date DEFAULT (current_date),
  f int DEFAULT (a + 1), g varchar(100) DEFAULT (concat('x', lower('Y'))), h int DEFAULT (if(a > 1, 2, 3)), i json DEFAULT json_array(), j varchar(100) DEFAULT current_user(),
  k double DEFAULT rand(), l datetime DEFAULT (now() + interval 30 day), m int DEFAULT (case when a = 1 then 10 else 20 end), n varchar(20) DEFAULT (date_format(now(), '%Y')),
  o int DEFAULT (-a), p int DEFAULT unix_timestamp()
);
CREATE TABLE moved (
  id int PRIMARY KEY,
  created timestamp NOT NULL DEFAULT current_timestamp(),
  updated timestamp NOT NULL DEFAULT current_timestamp() ON UPDATE current_timestamp(),
  touched datetime(3) NULL ON UPDATE current_timestamp(3),
  never timestamp NULL DEFAULT NULL,
  epoch timestamp NOT NULL DEFAULT '1971-01-01 00:00:01'
);
CREATE TABLE hidden (
  id int AUTO_INCREMENT PRIMARY KEY,
  a int INVISIBLE,
  b int NOT NULL INVISIBLE DEFAULT 5,
  c varchar(100) COMPRESSED DEFAULT 'x',
  d text COMPRESSED COMMENT 'squeezed',
  e int AS (id_copy + 1) PERSISTENT,
  id_copy int COMMENT 'a ''copy''',
  f varchar(50) GENERATED ALWAYS AS (substr(c, 1, 3)) VIRTUAL INVISIBLE,
  g int GENERATED ALWAYS AS (json_value(h, '$.n')) VIRTUAL,
  h json
);
