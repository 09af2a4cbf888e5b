-- test/pgtap/coherence/staff.sql -- a personnel schema without any rule: employments, salaries, leave
SELECT plan(15);
CREATE TABLE department (id int PRIMARY KEY, name text NOT NULL UNIQUE, founded_on date NOT NULL, country text NOT NULL);
CREATE TABLE employee (id int PRIMARY KEY, department_id int NOT NULL REFERENCES department, manager_id int REFERENCES employee, full_name text NOT NULL, email text NOT NULL UNIQUE,
  birth_date date NOT NULL, hire_date date NOT NULL, termination_date date, country text NOT NULL, CHECK (hire_date > birth_date));
CREATE TABLE salary (employee_id int NOT NULL REFERENCES employee, from_date date NOT NULL, to_date date, gross_amount numeric(10, 2) NOT NULL, net_amount numeric(10, 2) NOT NULL,
  tax_amount numeric(10, 2) NOT NULL, id int PRIMARY KEY);
CREATE TABLE leave_request (id int PRIMARY KEY, employee_id int NOT NULL REFERENCES employee,
  status varchar(20) NOT NULL CHECK (status IN ('draft', 'submitted', 'approved', 'rejected')),
  submitted_at timestamp, approved_at timestamp, rejected_at timestamp, is_approved boolean NOT NULL, start_date date NOT NULL, end_date date NOT NULL, CHECK (end_date > start_date));
CREATE TABLE shift (id int PRIMARY KEY, employee_id int NOT NULL REFERENCES employee, start_time time NOT NULL, end_time time NOT NULL, created_at timestamptz NOT NULL, last_modified timestamptz);
SELECT lives_ok($$SELECT datagen.fill_tables('{"department": 40, "employee": 100000, "salary": 100000, "leave_request": 100000, "shift": 100000}', seed => 5)$$, 'filled');
CREATE FUNCTION share(rows text, condition text) RETURNS numeric LANGUAGE plpgsql AS
$$ DECLARE result numeric; BEGIN EXECUTE format('SELECT avg((%s)::int) FROM %s', condition, rows) INTO result; RETURN result; END $$;
CREATE FUNCTION mostly(rows text, condition text, name text) RETURNS text LANGUAGE sql AS $$SELECT cmp_ok(share(rows, condition), '>=', 0.99, name)$$;
SELECT mostly('employee', $$hire_date >= birth_date + interval '18 years'$$, 'hired as adults');
SELECT mostly('employee', 'coalesce(termination_date >= hire_date, true)', 'gone after they came');
SELECT mostly('employee e JOIN department d ON d.id = department_id', 'e.country = d.country', 'in their department''s country');
SELECT mostly('employee e JOIN employee m ON m.id = e.manager_id', 'm.hire_date <= e.hire_date', 'managers were there before their people');
SELECT matches((SELECT reason FROM datagen.explain('employee') WHERE column_name = 'hire_date'), 'not before that of the row above it', 'explain() tells it');
SELECT mostly('salary', 'coalesce(to_date >= from_date, true)', 'a period ends after it begins');
SELECT mostly('salary', 'gross_amount = net_amount + tax_amount', 'gross is net and tax');
SELECT mostly('leave_request', $$(approved_at IS NOT NULL) = (status = 'approved') AND (rejected_at IS NOT NULL) = (status = 'rejected')$$, 'decided as the status says');
SELECT mostly('leave_request', $$(submitted_at IS NOT NULL) = (status <> 'draft') AND is_approved = (status = 'approved')$$, 'submitted as the status says');
SELECT mostly('leave_request', 'coalesce(submitted_at <= approved_at, true) AND coalesce(submitted_at <= rejected_at, true) AND start_date < end_date', 'step after step');
SELECT mostly('leave_request l JOIN employee e ON e.id = employee_id', 'l.start_date >= e.hire_date', 'no leave before the first day');
SELECT mostly('shift s JOIN employee e ON e.id = employee_id', 's.created_at >= e.hire_date AND coalesce(s.last_modified >= s.created_at, true)', 'no shift before the first day');
SELECT mostly('shift', 'start_time <= end_time', 'a shift ends after it begins');
SELECT mostly('salary s JOIN employee e ON e.id = employee_id', 's.from_date >= e.hire_date', 'no pay before the first day');
SELECT * FROM finish();
