-- Tables that inherit, with constraints of their own on what they have taken over; keys that say the same twice

CREATE TABLE customer (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL
);

CREATE TABLE payment (
  id bigint NOT NULL,
  customer_id bigint NOT NULL REFERENCES customer,
  paid_on date NOT NULL,
  amount numeric(8, 2) NOT NULL CHECK (amount <> 0)
);

CREATE TABLE payment_2025 (CHECK (paid_on >= '2025-01-01' AND paid_on < '2026-01-01')) INHERITS (payment);
ALTER TABLE payment_2025 ADD PRIMARY KEY (id);
ALTER TABLE payment_2025 ADD FOREIGN KEY (customer_id) REFERENCES customer ON DELETE RESTRICT;
CREATE INDEX ON payment_2025 (customer_id, paid_on);

CREATE TABLE refund (reason text, CHECK (amount < 0)) INHERITS (payment);
ALTER TABLE refund ADD CONSTRAINT refund_customer FOREIGN KEY (customer_id) REFERENCES customer;
ALTER TABLE refund ADD UNIQUE (id);

CREATE FUNCTION store_payment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.paid_on >= '2025-01-01' THEN
    INSERT INTO payment_2025 VALUES (NEW.*);
    RETURN NULL;
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER store BEFORE INSERT ON payment FOR EACH ROW EXECUTE FUNCTION store_payment();
CREATE RULE no_delete AS ON DELETE TO payment_2025 DO INSTEAD NOTHING;

CREATE TABLE token (
  id uuid NOT NULL,
  owner text NOT NULL,
  CONSTRAINT token_pkey PRIMARY KEY (id)
);
ALTER TABLE token ADD CONSTRAINT token_id_key UNIQUE (id);
ALTER TABLE token ADD CONSTRAINT token_owner_key UNIQUE (owner);
ALTER TABLE token ADD CONSTRAINT token_owner_again UNIQUE (owner);

-- Lists of a varchar, which the server prints with casts

CREATE DOMAIN shade AS varchar(10) CHECK (VALUE IN ('light', 'dark')) CHECK (length(VALUE) BETWEEN 2 AND 10);
CREATE TABLE door (
  state varchar(10) NOT NULL CHECK (state IN ('open', 'shut', 'it''s stuck')),
  "Colour" varchar(10) CHECK ("Colour" NOT IN ('red', 'green') OR state = 'open'),
  shade shade
);
CREATE INDEX door_moving ON door (state) WHERE state IN ('open', 'shut');
CREATE VIEW moving_door AS SELECT * FROM door d WHERE d.state IN ('open', 'shut') AND d."Colour" <> 'blue';

-- A function that an index calls, and that calls one whose name comes later

CREATE FUNCTION z_fold(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS 'SELECT lower($1)';
CREATE FUNCTION a_fold(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS 'SELECT public.z_fold($1)';
CREATE INDEX customer_folded ON customer (a_fold(name));

-- A materialised view in the order of its index

CREATE MATERIALIZED VIEW "Owed" AS SELECT customer_id, sum(amount) AS owed FROM payment GROUP BY customer_id;
CREATE UNIQUE INDEX "Owed by" ON "Owed" (customer_id);
ALTER MATERIALIZED VIEW "Owed" CLUSTER ON "Owed by";
