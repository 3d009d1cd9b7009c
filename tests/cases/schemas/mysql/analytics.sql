-- Web analytics: binary ids, inet addresses, unsigned everything, archive tables by month, a table compressed by pages.
CREATE TABLE log_visit (
  idvisit bigint(10) unsigned NOT NULL AUTO_INCREMENT,
  idsite int(10) unsigned NOT NULL,
  idvisitor binary(8) NOT NULL,
  visit_last_action_time datetime NOT NULL,
  config_id binary(8) NOT NULL,
  location_ip varbinary(16) NOT NULL,
  visitor_returning tinyint(1) DEFAULT NULL,
  location_latitude decimal(9,6) DEFAULT NULL,
  location_longitude decimal(9,6) DEFAULT NULL,
  visit_total_time int(11) unsigned NOT NULL,
  last_idlink_va bigint(20) unsigned DEFAULT NULL,
  PRIMARY KEY (idvisit),
  KEY index_idsite_config_datetime (idsite, config_id, visit_last_action_time),
  KEY index_idsite_datetime (idsite, visit_last_action_time),
  KEY index_idsite_idvisitor_time (idsite, idvisitor, visit_last_action_time DESC)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE log_action (
  idaction int(10) unsigned NOT NULL AUTO_INCREMENT,
  name varchar(4096) DEFAULT NULL,
  hash int(10) unsigned NOT NULL,
  type tinyint unsigned DEFAULT NULL,
  url_prefix tinyint(2) DEFAULT NULL,
  PRIMARY KEY (idaction),
  KEY index_type_hash (type, hash)
) ROW_FORMAT=DYNAMIC;

CREATE TABLE archive_numeric_2026_01 (
  idarchive int unsigned NOT NULL,
  name varchar(190) NOT NULL,
  idsite int unsigned DEFAULT NULL,
  date1 date DEFAULT NULL,
  date2 date DEFAULT NULL,
  period tinyint unsigned DEFAULT NULL,
  ts_archived datetime DEFAULT NULL,
  value double DEFAULT NULL,
  PRIMARY KEY (idarchive, name(60)),
  KEY index_idsite_dates_period (idsite, date1, date2, period, name(6)),
  KEY index_period_archived (period, ts_archived)
) PAGE_COMPRESSED=1 PAGE_COMPRESSION_LEVEL=6;

CREATE TABLE session (
  id varchar(191) NOT NULL,
  modified int DEFAULT NULL,
  lifetime int DEFAULT NULL,
  data mediumtext COMPRESSED,
  PRIMARY KEY (id)
);

CREATE VIEW visits_by_day AS
SELECT idsite, CAST(visit_last_action_time AS date) AS day, count(*) AS visits,
  sum(CASE WHEN visitor_returning = 1 THEN 1 ELSE 0 END) AS returning_visits,
  avg(visit_total_time) AS average_time
FROM log_visit GROUP BY idsite, CAST(visit_last_action_time AS date) WITH ROLLUP;
