-- MariaDB's sequences, alone and as defaults, beside auto_increment.
CREATE SEQUENCE order_number START WITH 100000 INCREMENT BY 1 CACHE 50;
CREATE SEQUENCE countdown START WITH 10 MINVALUE 0 MAXVALUE 10 INCREMENT BY -1 CYCLE;
CREATE SEQUENCE plain COMMENT 'nothing special';
CREATE SEQUENCE no_cache NOCACHE;
CREATE SEQUENCE `odd name` INCREMENT BY 10;
CREATE TABLE purchase (
  id bigint NOT NULL DEFAULT nextval(order_number) PRIMARY KEY,
  line int NOT NULL DEFAULT (next value for `odd name`),
  note varchar(100)
);
CREATE TABLE receipt (
  id int unsigned NOT NULL AUTO_INCREMENT,
  kind char(1) NOT NULL,
  number int NOT NULL,
  KEY (id),
  PRIMARY KEY (kind, number)
) AUTO_INCREMENT=500;
CREATE VIEW next_number AS SELECT next_not_cached_value AS n FROM order_number;
