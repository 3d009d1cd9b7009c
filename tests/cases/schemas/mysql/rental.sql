-- A film rental: procedures, functions, triggers, views over views, an event, spatial columns.
CREATE TABLE address (
  address_id SMALLINT UNSIGNED NOT NULL AUTO_INCREMENT,
  address VARCHAR(50) NOT NULL,
  address2 VARCHAR(50) DEFAULT NULL,
  location POINT REF_SYSTEM_ID=4326 NOT NULL,
  area POLYGON DEFAULT NULL,
  last_update TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  PRIMARY KEY (address_id),
  SPATIAL KEY idx_location (location)
);
CREATE TABLE film (
  film_id SMALLINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  title VARCHAR(128) NOT NULL,
  description TEXT DEFAULT NULL,
  release_year YEAR DEFAULT NULL,
  rental_duration TINYINT UNSIGNED NOT NULL DEFAULT 3,
  rental_rate DECIMAL(4,2) NOT NULL DEFAULT 4.99,
  rating ENUM('G','PG','PG-13','R','NC-17') DEFAULT 'G',
  special_features SET('Trailers','Commentaries','Deleted Scenes','Behind the Scenes') DEFAULT NULL,
  KEY idx_title (title),
  FULLTEXT KEY idx_title_description (title, description)
);
CREATE TABLE inventory (
  inventory_id MEDIUMINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  film_id SMALLINT UNSIGNED NOT NULL,
  KEY idx_film (film_id),
  CONSTRAINT fk_inventory_film FOREIGN KEY (film_id) REFERENCES film (film_id) ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE TABLE rental (
  rental_id INT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  rental_date DATETIME NOT NULL,
  inventory_id MEDIUMINT UNSIGNED NOT NULL,
  return_date DATETIME DEFAULT NULL,
  UNIQUE KEY (rental_date, inventory_id),
  CONSTRAINT fk_rental_inventory FOREIGN KEY (inventory_id) REFERENCES inventory (inventory_id)
);
CREATE TABLE film_log (film_id smallint unsigned, changed_at datetime DEFAULT now(), note varchar(200));

DELIMITER //
CREATE FUNCTION inventory_in_stock(p_inventory_id INT) RETURNS BOOLEAN
    READS SQL DATA
BEGIN
    DECLARE v_out INT;
    -- an item is in stock if every rental of it has come back; "it's" counted here
    SELECT COUNT(*) INTO v_out FROM rental
    WHERE inventory_id = p_inventory_id AND return_date IS NULL;
    IF v_out > 0 THEN
      RETURN FALSE;
    ELSE
      RETURN TRUE;
    END IF;
END//
CREATE PROCEDURE film_in_stock(IN p_film_id INT, OUT p_film_count INT)
    READS SQL DATA
    SQL SECURITY INVOKER
    COMMENT 'what''s there'
BEGIN
     SELECT inventory_id FROM inventory
     WHERE film_id = p_film_id AND inventory_in_stock(inventory_id);
     SELECT FOUND_ROWS() INTO p_film_count;
END//
CREATE PROCEDURE purge_log() MODIFIES SQL DATA delete from film_log where changed_at < now() - interval 1 year//
CREATE TRIGGER film_changed AFTER UPDATE ON film FOR EACH ROW
BEGIN
  IF (old.title != new.title) OR (old.film_id != new.film_id) THEN
    INSERT INTO film_log (film_id, note) VALUES (new.film_id, concat('was ', old.title));
  END IF;
END//
CREATE TRIGGER film_gone BEFORE DELETE ON film FOR EACH ROW DELETE FROM film_log WHERE film_id = old.film_id//
CREATE EVENT weekly_purge ON SCHEDULE EVERY 1 WEEK STARTS '2026-01-05 03:00:00' ON COMPLETION PRESERVE DISABLE COMMENT 'weekly' DO CALL purge_log()//
CREATE EVENT anniversary ON SCHEDULE AT '2036-01-01 00:00:00' DO BEGIN DELETE FROM film_log; END//
DELIMITER ;

CREATE VIEW film_list AS
SELECT f.film_id AS FID, f.title, group_concat(DISTINCT i.inventory_id ORDER BY i.inventory_id SEPARATOR ', ') AS copies
FROM film f LEFT JOIN inventory i ON i.film_id = f.film_id
GROUP BY f.film_id, f.title;
CREATE VIEW film_stock AS
SELECT l.FID, l.title, (SELECT sum(inventory_in_stock(i.inventory_id)) FROM inventory i WHERE i.film_id = l.FID) AS `in stock`
FROM film_list l;
CREATE SQL SECURITY INVOKER VIEW cheap_films AS
SELECT film_id, title, rental_rate FROM film WHERE rental_rate < 1 WITH CASCADED CHECK OPTION;
CREATE ALGORITHM=TEMPTABLE VIEW both_lists (name, source) AS
SELECT title, _latin1'film' FROM film UNION ALL SELECT note, 'log' FROM film_log ORDER BY 1 LIMIT 100;
