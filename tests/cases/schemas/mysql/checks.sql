-- Checks of tables and of columns, named and not, and json's own.
CREATE TABLE checked (
  a int CHECK (a > 0),
  b int NOT NULL DEFAULT 3 CHECK (b BETWEEN 1 AND 5),
  c varchar(20) CHECK (c <> '' AND length(c) > 2),
  d json,
  e json CHECK (json_length(e) > 0),
  f longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin CHECK (json_valid(f)),
  g text CHECK (json_valid(g)),
  h date COMMENT 'commented' CHECK (h > '2000-01-01'),
  CHECK (a < b),
  CONSTRAINT named CHECK (b <> 4),
  CHECK (c IN ('one', 'two', 'it''s')),
  CONSTRAINT `Odd Name` CHECK (a + b < 100 OR c IS NULL),
  CHECK (c LIKE 'o%' OR c REGEXP '^t' OR NOT a)
);
CREATE TABLE gap (a int, CONSTRAINT CONSTRAINT_2 CHECK (a > 1));
CREATE TABLE many (
  a int,
  CHECK (a <> 1), CHECK (a <> 2), CHECK (a <> 3), CHECK (a <> 4), CHECK (a <> 5), CHECK (a <> 6),
  CHECK (a <> 7), CHECK (a <> 8), CHECK (a <> 9), CHECK (a <> 10), CHECK (a <> 11)
);
