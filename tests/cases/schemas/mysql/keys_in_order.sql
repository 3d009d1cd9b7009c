-- Keys in the server's order: those that foreign keys made among them, and those that were written.
CREATE TABLE grower (id int PRIMARY KEY);
CREATE TABLE plot (id int PRIMARY KEY);
CREATE TABLE only_one (id int NOT NULL DEFAULT 0 CHECK (id = 0), version bigint NOT NULL UNIQUE CHECK (version > 0), PRIMARY KEY (id));

-- Behind the others, in the order of their foreign keys
CREATE TABLE crop (
  grower_id int, plot_id int, kind int, INDEX of_kind (kind),
  CONSTRAINT crop_a FOREIGN KEY (grower_id) REFERENCES grower (id) ON DELETE CASCADE ON UPDATE NO ACTION,
  CONSTRAINT crop_b FOREIGN KEY (plot_id) REFERENCES plot (id) ON DELETE NO ACTION ON UPDATE CASCADE
);
-- In another order than that of the names
CREATE TABLE sowing (
  grower_id int, plot_id int, kind int, INDEX of_kind (kind),
  CONSTRAINT sowing_b FOREIGN KEY (plot_id) REFERENCES plot (id) ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT sowing_a FOREIGN KEY (grower_id) REFERENCES grower (id)
);
-- Before and between the others
CREATE TABLE harvest (
  grower_id int, plot_id int, kind int,
  FOREIGN KEY (grower_id) REFERENCES grower (id), INDEX of_kind (kind)
);
CREATE TABLE sale (
  grower_id int, plot_id int,
  INDEX grower_id (grower_id), INDEX plot_id (plot_id), INDEX both_ids (grower_id, plot_id),
  FOREIGN KEY (grower_id) REFERENCES grower (id), FOREIGN KEY (plot_id) REFERENCES plot (id)
);
