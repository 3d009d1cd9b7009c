-- Monitoring: ids without auto_increment, triggers that write a change log, history partitioned by day.
CREATE TABLE hosts (
  hostid bigint unsigned NOT NULL,
  host varchar(128) NOT NULL DEFAULT '',
  status integer NOT NULL DEFAULT '0',
  maintenanceid bigint unsigned NULL,
  name varchar(128) NOT NULL DEFAULT '',
  tls_psk varchar(512) NOT NULL DEFAULT '',
  name_upper varchar(128) NOT NULL DEFAULT '',
  PRIMARY KEY (hostid)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX hosts_1 ON hosts (host);
CREATE INDEX hosts_2 ON hosts (status);
CREATE INDEX hosts_6 ON hosts (name_upper);

CREATE TABLE items (
  itemid bigint unsigned NOT NULL PRIMARY KEY,
  hostid bigint unsigned NOT NULL,
  key_ varchar(2048) NOT NULL DEFAULT '',
  delay varchar(1024) NOT NULL DEFAULT '0',
  templateid bigint unsigned NULL,
  params text NOT NULL,
  KEY items_1 (hostid, key_(764))
) COLLATE=utf8mb4_bin;
ALTER TABLE items ADD CONSTRAINT c_items_1 FOREIGN KEY (hostid) REFERENCES hosts (hostid) ON DELETE CASCADE;
ALTER TABLE items ADD CONSTRAINT c_items_2 FOREIGN KEY (templateid) REFERENCES items (itemid) ON DELETE CASCADE;

CREATE TABLE changelog (
  changelogid bigint unsigned NOT NULL AUTO_INCREMENT,
  object integer NOT NULL DEFAULT '0',
  objectid bigint unsigned NOT NULL,
  operation integer NOT NULL DEFAULT '0',
  clock integer NOT NULL DEFAULT '0',
  PRIMARY KEY (changelogid),
  KEY changelog_1 (clock)
);

CREATE TABLE history_uint (
  itemid bigint unsigned NOT NULL,
  clock integer NOT NULL DEFAULT '0',
  value bigint unsigned NOT NULL DEFAULT '0',
  ns integer NOT NULL DEFAULT '0',
  PRIMARY KEY (itemid, clock, ns)
)
PARTITION BY RANGE (clock) (
  PARTITION p2026_01_01 VALUES LESS THAN (1767312000),
  PARTITION p2026_01_02 VALUES LESS THAN (1767398400),
  PARTITION p_rest VALUES LESS THAN MAXVALUE
);

DELIMITER $$
CREATE TRIGGER hosts_insert AFTER INSERT ON hosts
FOR EACH ROW
insert into changelog (object, objectid, operation, clock) values (1, new.hostid, 1, unix_timestamp())$$
CREATE TRIGGER hosts_update AFTER UPDATE ON hosts
FOR EACH ROW
begin
  if new.name <> old.name or new.status <> old.status then
    insert into changelog (object, objectid, operation, clock) values (1, old.hostid, 2, unix_timestamp());
  end if;
end$$
CREATE TRIGGER hosts_name_upper_insert BEFORE INSERT ON hosts FOR EACH ROW
set new.name_upper = upper(new.name)$$
CREATE TRIGGER hosts_name_trim BEFORE INSERT ON hosts FOR EACH ROW PRECEDES hosts_name_upper_insert
set new.name = trim(new.name)$$
DELIMITER ;
