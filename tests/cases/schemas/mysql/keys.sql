-- Keys: made up names, implied indexes, prefixes, orders, hashes, and foreign keys in every shape.
CREATE TABLE parent (
  a int NOT NULL, b int NOT NULL, c varchar(20), d int,
  PRIMARY KEY (a, b), UNIQUE (c), UNIQUE (c, d), UNIQUE KEY d_a (d, a), KEY (d), KEY (b, a)
);
CREATE TABLE child (
  id int PRIMARY KEY AUTO_INCREMENT, a int, b int, c varchar(20), d int, self int, e int, f int,
  FOREIGN KEY (a, b) REFERENCES parent (a, b) ON DELETE CASCADE ON UPDATE SET NULL,
  FOREIGN KEY (c) REFERENCES parent (c) ON UPDATE CASCADE,
  CONSTRAINT named FOREIGN KEY (d) REFERENCES parent (d) ON DELETE NO ACTION,
  CONSTRAINT self_reference FOREIGN KEY own_index (self) REFERENCES child (id) ON DELETE SET NULL,
  FOREIGN KEY (e) REFERENCES child (id),
  FOREIGN KEY (e, f) REFERENCES parent (a, b)
);
CREATE TABLE covered (
  x int, y int, z int,
  KEY x_y (x, y),
  CONSTRAINT covered_x FOREIGN KEY (x) REFERENCES child (id),
  CONSTRAINT covered_z FOREIGN KEY (z) REFERENCES child (id),
  KEY covered_z (z) COMMENT 'said by hand'
);
CREATE TABLE numbered (
  a int, b int,
  CONSTRAINT numbered_ibfk_2 FOREIGN KEY (a) REFERENCES child (id),
  CONSTRAINT numbered_ibfk_5 FOREIGN KEY (b) REFERENCES child (id)
);
CREATE TABLE ten (
  a int, b int, c int, d int, e int, f int, g int, h int, i int, j int, k int,
  FOREIGN KEY (a) REFERENCES child (id), FOREIGN KEY (b) REFERENCES child (id), FOREIGN KEY (c) REFERENCES child (id),
  FOREIGN KEY (d) REFERENCES child (id), FOREIGN KEY (e) REFERENCES child (id), FOREIGN KEY (f) REFERENCES child (id),
  FOREIGN KEY (g) REFERENCES child (id), FOREIGN KEY (h) REFERENCES child (id), FOREIGN KEY (i) REFERENCES child (id),
  FOREIGN KEY (j) REFERENCES child (id), FOREIGN KEY (k) REFERENCES child (id)
);
CREATE TABLE prefixed (
  a varchar(500) NOT NULL, b text, c blob, d int,
  PRIMARY KEY (a(100)), UNIQUE KEY ab (a(20), b(30)), UNIQUE (b) USING HASH, KEY c (c(10)), KEY d_desc (d DESC, a(5) DESC),
  UNIQUE KEY d_once (d DESC), KEY ignored (d) IGNORED, UNIQUE KEY commented (d, a(7)) COMMENT 'twice "over"'
);
CREATE TABLE in_memory (a int, b int, PRIMARY KEY USING BTREE (a), KEY (b), KEY b_tree (b) USING BTREE, UNIQUE KEY u (a, b) USING HASH) ENGINE=MEMORY;
CREATE TABLE sideways (a int, b int, PRIMARY KEY (b DESC, a));
