-- Files and shares: binary collation everywhere, composite keys, json in longtext, etags.
CREATE TABLE oc_storages (
  numeric_id bigint NOT NULL AUTO_INCREMENT,
  id varchar(64) DEFAULT NULL,
  available int NOT NULL DEFAULT 1,
  last_checked int DEFAULT NULL,
  PRIMARY KEY (numeric_id),
  UNIQUE KEY storages_id_index (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin ROW_FORMAT=DYNAMIC;

CREATE TABLE oc_filecache (
  fileid bigint NOT NULL AUTO_INCREMENT,
  storage bigint NOT NULL DEFAULT 0,
  path varchar(4000) DEFAULT NULL,
  path_hash varchar(32) NOT NULL DEFAULT '',
  parent bigint NOT NULL DEFAULT 0,
  name varchar(250) DEFAULT NULL,
  size bigint NOT NULL DEFAULT 0,
  encrypted int NOT NULL DEFAULT 0,
  etag varchar(40) DEFAULT NULL,
  PRIMARY KEY (fileid),
  UNIQUE KEY fs_storage_path_hash (storage, path_hash),
  KEY fs_parent_name_hash (parent, name),
  KEY fs_storage_path_prefix (storage, path(64)),
  KEY fs_size (size)
) COLLATE=utf8mb4_bin;

CREATE TABLE oc_share (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  share_type smallint NOT NULL DEFAULT 0,
  permissions smallint NOT NULL DEFAULT 0,
  stime bigint NOT NULL DEFAULT 0,
  expiration datetime DEFAULT NULL,
  token varchar(32) COLLATE utf8mb4_general_ci DEFAULT NULL,
  attributes json DEFAULT NULL,
  hide_download smallint DEFAULT 0,
  INDEX token_index (token),
  INDEX share_type_index (share_type, stime DESC)
) COLLATE=utf8mb4_bin;

CREATE TABLE oc_calendarobjects (
  id bigint unsigned NOT NULL AUTO_INCREMENT,
  calendardata longblob,
  uri varchar(255) DEFAULT NULL,
  calendarid bigint unsigned NOT NULL,
  classification int DEFAULT 0 COMMENT 'public: 0, private: 1, "confidential": 2',
  firstoccurence bigint unsigned DEFAULT NULL,
  deleted_at int DEFAULT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY calobjects_index (calendarid, uri)
) COLLATE=utf8mb4_bin;
