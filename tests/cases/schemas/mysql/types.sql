-- Every type, with the widths and the signs that people give.
CREATE TABLE numbers (
  a tinyint, b tinyint(1), c tinyint(2) unsigned, d tinyint unsigned zerofill,
  e smallint(6), f smallint(5) unsigned, g mediumint(9), h mediumint(8) unsigned,
  i int(11), j int(10) unsigned, k int(5), l int(8) unsigned zerofill, m integer,
  n bigint(20), o bigint(20) unsigned, p bigint(10), q serial,
  r decimal, s decimal(65,30), t numeric(5) unsigned, u dec(4,2) zerofill, v fixed(3),
  w float, x float(7,3), y float unsigned, z double, aa double(16,4) unsigned, ab real, ac float(53), ad bit, ae bit(64), af boolean
);
CREATE TABLE texts (
  a char, b char(36), c varchar(255), d tinytext, e text, f mediumtext, g longtext, h text(300),
  i binary, j binary(20), k varbinary(255), l tinyblob, m blob, n mediumblob, o longblob, p blob(70000),
  q enum('x'), r enum('it''s','a,b','','ü','tab\tbed','back\\slash'), s set('a','b','c'),
  t json, u uuid, v inet6, w national varchar(20), x char(10) binary, y varchar(30) character set binary, z long varchar, aa inet4
);
CREATE TABLE times (
  a date, b time, c time(6), d datetime, e datetime(3), f timestamp NULL, g timestamp(6) NULL DEFAULT NULL, h year, i year(4)
);
CREATE TABLE shapes (
  a geometry, b point, c linestring, d polygon, e multipoint, f multilinestring, g multipolygon, h geometrycollection
);
