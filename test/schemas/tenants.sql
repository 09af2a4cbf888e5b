-- test/schemas/tenants.sql -- composite keys that share the tenant, junctions, 1:1, a tree within each tenant
CREATE TABLE tenant (tenant_id int PRIMARY KEY, name text NOT NULL UNIQUE);
CREATE TABLE account (tenant_id int REFERENCES tenant, account_id int, email text NOT NULL, PRIMARY KEY (tenant_id, account_id), UNIQUE (tenant_id, email));
CREATE TABLE project (tenant_id int REFERENCES tenant, project_id int, owner_id int NOT NULL, PRIMARY KEY (tenant_id, project_id),
                      FOREIGN KEY (tenant_id, owner_id) REFERENCES account);
CREATE TABLE member (tenant_id int, project_id int, account_id int, role text NOT NULL CHECK (role IN ('r', 'w')),
                     PRIMARY KEY (tenant_id, project_id, account_id),
                     FOREIGN KEY (tenant_id, project_id) REFERENCES project, FOREIGN KEY (tenant_id, account_id) REFERENCES account);
CREATE TABLE folder (tenant_id int REFERENCES tenant, folder_id int, parent_id int, PRIMARY KEY (tenant_id, folder_id),
                     FOREIGN KEY (tenant_id, parent_id) REFERENCES folder);
CREATE TABLE document (tenant_id int, folder_id int, id int, reviewer int, PRIMARY KEY (tenant_id, folder_id, id),
                       FOREIGN KEY (tenant_id, folder_id) REFERENCES folder,
                       FOREIGN KEY (tenant_id, reviewer) REFERENCES account);
CREATE TABLE profile (tenant_id int, account_id int, bio text, PRIMARY KEY (tenant_id, account_id),
                      FOREIGN KEY (tenant_id, account_id) REFERENCES account);
