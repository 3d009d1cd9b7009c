-- A big shop: entity-attribute-value, decimals, comments on everything, cascades, upper-case key names.
CREATE TABLE store (
  store_id smallint(5) unsigned NOT NULL AUTO_INCREMENT COMMENT 'Store ID',
  code varchar(64) DEFAULT NULL COMMENT 'Code',
  website_id smallint(5) unsigned NOT NULL DEFAULT 0 COMMENT 'Website ID',
  name varchar(255) NOT NULL COMMENT 'Store''s "Name"',
  is_active smallint(5) unsigned NOT NULL DEFAULT 0 COMMENT 'Is Active',
  PRIMARY KEY (store_id),
  UNIQUE KEY STORE_CODE (code),
  KEY STORE_IS_ACTIVE_SORT_ORDER (is_active, name(20))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COMMENT='Stores';

CREATE TABLE catalog_product_entity (
  entity_id int(10) unsigned NOT NULL AUTO_INCREMENT COMMENT 'Entity ID',
  attribute_set_id smallint(5) unsigned NOT NULL DEFAULT 0 COMMENT 'Attribute Set ID',
  type_id varchar(32) NOT NULL DEFAULT 'simple' COMMENT 'Type ID',
  sku varchar(64) NOT NULL COMMENT 'SKU',
  has_options smallint(6) NOT NULL DEFAULT 0 COMMENT 'Has Options',
  created_at timestamp NOT NULL DEFAULT current_timestamp() COMMENT 'Creation Time',
  updated_at timestamp NOT NULL DEFAULT current_timestamp() ON UPDATE current_timestamp() COMMENT 'Update Time',
  PRIMARY KEY (entity_id),
  UNIQUE KEY CATALOG_PRODUCT_ENTITY_SKU (sku),
  KEY CATALOG_PRODUCT_ENTITY_ATTRIBUTE_SET_ID (attribute_set_id)
) DEFAULT CHARSET=utf8mb3 COMMENT='Catalog Product Table';

CREATE TABLE catalog_product_entity_decimal (
  value_id int(11) NOT NULL AUTO_INCREMENT COMMENT 'Value ID',
  attribute_id smallint(5) unsigned NOT NULL DEFAULT 0,
  store_id smallint(5) unsigned NOT NULL DEFAULT 0,
  entity_id int(10) unsigned NOT NULL DEFAULT 0,
  value decimal(20,6) DEFAULT NULL COMMENT 'Value',
  PRIMARY KEY (value_id),
  UNIQUE KEY CAT_PRD_ENTT_DEC_ENTT_ID_ATTR_ID_STORE_ID (entity_id, attribute_id, store_id),
  KEY CATALOG_PRODUCT_ENTITY_DECIMAL_STORE_ID (store_id),
  CONSTRAINT CAT_PRD_ENTT_DEC_ENTT_ID FOREIGN KEY (entity_id) REFERENCES catalog_product_entity (entity_id) ON DELETE CASCADE,
  CONSTRAINT CAT_PRD_ENTT_DEC_STORE_ID FOREIGN KEY (store_id) REFERENCES store (store_id) ON DELETE CASCADE ON UPDATE CASCADE
) DEFAULT CHARSET=utf8mb3;

CREATE TABLE quote (
  entity_id int unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
  store_id smallint unsigned NOT NULL DEFAULT 0,
  orig_order_id int unsigned DEFAULT 0,
  store_to_base_rate decimal(12,4) DEFAULT 0.0000,
  customer_note_notify smallint unsigned DEFAULT 1,
  remote_ip varchar(45) CHARACTER SET ascii DEFAULT NULL,
  applied_rule_ids text COLLATE utf8mb3_bin,
  customer_dob datetime DEFAULT NULL,
  KEY QUOTE_STORE_ID_UPDATED_AT (store_id),
  FOREIGN KEY (store_id) REFERENCES store (store_id) ON DELETE CASCADE
) DEFAULT CHARSET=utf8mb3;

CREATE VIEW inventory_low AS
  SELECT p.sku, d.value AS price, s.code
  FROM catalog_product_entity p
    JOIN catalog_product_entity_decimal d ON d.entity_id = p.entity_id
    LEFT JOIN store s USING (store_id)
  WHERE d.value < 10 OR d.value IS NULL;
