-- Business software: hundreds of similar tables with audit columns, names in other languages as jsonb, company rules.
CREATE FUNCTION touch() RETURNS trigger AS $body$ BEGIN NEW.write_date := now() at time zone 'UTC'; RETURN NEW; END $body$ LANGUAGE plpgsql;

CREATE TABLE res_company (id serial NOT NULL PRIMARY KEY, name varchar NOT NULL, parent_id integer, currency_id integer, create_uid integer, create_date timestamp without time zone, write_uid integer, write_date timestamp without time zone);
COMMENT ON TABLE res_company IS 'Companies';
COMMENT ON COLUMN res_company.name IS 'Company Name';
CREATE TABLE res_partner (
  id serial NOT NULL,
  company_id integer,
  create_uid integer,
  name varchar,
  display_name varchar,
  lang varchar,
  vat varchar,
  credit_limit double precision,
  active boolean DEFAULT true,
  type varchar,
  latitude numeric(10, 7),
  longitude numeric(10,7),
  debit_limit numeric,
  complete_name jsonb,
  CONSTRAINT res_partner_check_name CHECK ( (type='contact' AND name IS NOT NULL) or (type!='contact') ),
  CONSTRAINT res_partner_pkey PRIMARY KEY (id)
);
COMMENT ON COLUMN res_partner.vat IS 'Tax ID';
COMMENT ON CONSTRAINT res_partner_check_name ON res_partner IS 'CHECK( (type=''contact'' AND name IS NOT NULL) or (type!=''contact'') )';
CREATE TABLE res_users (
  id serial PRIMARY KEY, company_id int NOT NULL, partner_id int NOT NULL, active boolean DEFAULT true, login varchar NOT NULL, password varchar, signature text,
  CONSTRAINT res_users_login_key UNIQUE (login), CONSTRAINT "res_users_notification-type" CHECK (login <> '')
);
ALTER TABLE res_company ADD CONSTRAINT res_company_create_uid_fkey FOREIGN KEY (create_uid) REFERENCES res_users(id) ON DELETE SET NULL;
ALTER TABLE res_company ADD CONSTRAINT res_company_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES res_company(id) ON DELETE RESTRICT;
ALTER TABLE res_partner ADD CONSTRAINT res_partner_company_id_fkey FOREIGN KEY (company_id) REFERENCES res_company(id) ON DELETE SET NULL;
ALTER TABLE res_partner ADD CONSTRAINT res_partner_create_uid_fkey FOREIGN KEY (create_uid) REFERENCES res_users(id) ON DELETE SET NULL;
ALTER TABLE res_users ADD CONSTRAINT res_users_company_id_fkey FOREIGN KEY (company_id) REFERENCES res_company(id) ON DELETE RESTRICT;
ALTER TABLE res_users ADD CONSTRAINT res_users_partner_id_fkey FOREIGN KEY (partner_id) REFERENCES res_partner(id) ON DELETE RESTRICT;
CREATE INDEX res_partner__vat_index ON res_partner USING btree (vat) WHERE vat IS NOT NULL;
CREATE INDEX res_partner__complete_name ON res_partner ((complete_name ->> 'en_US'), (complete_name -> 'a' ->> 'b'));

CREATE TABLE account_move (
  id serial PRIMARY KEY,
  name varchar,
  sequence_prefix varchar,
  sequence_number integer,
  state varchar NOT NULL,
  journal_id int NOT NULL,
  partner_id int,
  amount_total numeric,
  invoice_date date,
  posted_before boolean,
  is_storno boolean,
  write_date timestamp
);
CREATE UNIQUE INDEX account_move_unique_name ON account_move (name, journal_id) WHERE (((state)::text = 'posted'::text) AND ((name)::text <> '/'::text));
CREATE INDEX account_move_sequence_index ON account_move (journal_id, sequence_prefix desc, (sequence_number+1) desc, name);
CREATE INDEX account_move_journal_id_index2 ON account_move (journal_id, id desc nulls last) WHERE NOT coalesce(posted_before, false);
CREATE TABLE account_move_line (
  id bigserial PRIMARY KEY, move_id int NOT NULL REFERENCES account_move ON DELETE CASCADE, partner_id int REFERENCES res_partner ON DELETE RESTRICT,
  debit numeric(16,2) NOT NULL DEFAULT 0, credit numeric(16,2) NOT NULL DEFAULT 0.00, balance numeric GENERATED ALWAYS AS (debit - credit) STORED,
  analytic_distribution jsonb, tax_ids int[], blocked boolean, date_maturity date DEFAULT CURRENT_DATE, "order" int, "group" varchar, "user" name DEFAULT CURRENT_USER,
  CONSTRAINT account_move_line_check_credit_debit CHECK (debit * credit = 0),
  CONSTRAINT account_move_line_check_amount CHECK (((balance >= 0) OR "order" IS NULL) AND "group" IS DISTINCT FROM 'x''y')
);
CREATE INDEX account_move_line_analytic ON account_move_line USING gin (analytic_distribution jsonb_path_ops);
CREATE INDEX account_move_line_analytic2 ON account_move_line USING gin (regexp_split_to_array(jsonb_path_query_array(analytic_distribution, '$.keyvalue()."key"')::text, '\D+'));
CREATE TRIGGER touch_move BEFORE UPDATE ON account_move FOR EACH ROW EXECUTE FUNCTION touch();
CREATE TRIGGER touch_company BEFORE UPDATE ON res_company FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE PROCEDURE touch();
CREATE TABLE res_groups_users_rel (gid integer NOT NULL, uid integer NOT NULL REFERENCES res_users ON DELETE CASCADE, PRIMARY KEY (gid, uid));
COMMENT ON TABLE res_groups_users_rel IS 'RELATION BETWEEN res_groups AND res_users';
CREATE INDEX ON res_groups_users_rel (uid, gid);
CREATE VIEW account_invoice_report AS
  WITH rates AS (SELECT id AS company_id, 1.0::numeric AS rate FROM res_company)
  SELECT l.id, l.move_id, l.balance * coalesce(r.rate, 1.0) AS price, CASE WHEN m.state::text = 'posted' THEN 'open' ELSE 'draft' END AS state,
    row_number() OVER (PARTITION BY m.journal_id ORDER BY m.invoice_date DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS n
  FROM account_move_line l LEFT JOIN account_move m ON m.id = l.move_id LEFT JOIN rates r ON true;
