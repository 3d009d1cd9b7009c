-- A content manager: machine names of 60 characters, serialised blobs, per-language tables, big and normal blobs, mixed case.
CREATE TABLE `node_field_data` (
  `nid` int(10) unsigned NOT NULL,
  `vid` int(10) unsigned NOT NULL,
  `type` varchar(32) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL COMMENT 'The ID of the target entity.',
  `langcode` varchar(12) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL,
  `status` tinyint(4) NOT NULL,
  `title` varchar(255) NOT NULL,
  `created` int(11) NOT NULL,
  `default_langcode` tinyint(4) NOT NULL,
  PRIMARY KEY (`nid`,`langcode`),
  KEY `node__id__default_langcode__langcode` (`nid`,`default_langcode`,`langcode`),
  KEY `node_field__type__target_id` (`type`),
  KEY `node__title_type` (`title`,`type`(4))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci COMMENT='The data table for node entities.';

CREATE TABLE `cache_default` (
  `cid` varchar(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '' COMMENT 'Primary Key: Unique cache ID.',
  `data` longblob DEFAULT NULL COMMENT 'A collection of data to cache.',
  `expire` bigint(20) NOT NULL DEFAULT 0,
  `created` decimal(14,3) NOT NULL DEFAULT 0.000,
  `serialized` smallint(6) NOT NULL DEFAULT 0,
  `tags` longtext DEFAULT NULL COMMENT 'Space-separated list of cache tags.',
  `checksum` varchar(255) CHARACTER SET ascii NOT NULL,
  PRIMARY KEY (`cid`),
  KEY `expire` (`expire`)
) COMMENT='Storage for the cache API. It''s all
lost on a flush; backslash \\ and % stay.';

CREATE TABLE `paragraphs_item_revision_field_data_with_a_name_of_sixty_four_ch` (
  `id` int unsigned NOT NULL,
  `behavior_settings` longtext DEFAULT NULL,
  `Mixed Case` int DEFAULT NULL,
  `größe` decimal(8,2) DEFAULT NULL,
  `key` varchar(20) NOT NULL DEFAULT 'none',
  `order` int NOT NULL DEFAULT 0,
  `ẞ` char(4) DEFAULT NULL,
  `tick``ed` int DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `order` (`order`, `key`),
  KEY `größe index` (`größe`)
) COMMENT 'quoted names';

CREATE TABLE `sequences` (
  `value` int unsigned NOT NULL AUTO_INCREMENT COMMENT 'The value of the sequence.',
  PRIMARY KEY (`value`)
);
