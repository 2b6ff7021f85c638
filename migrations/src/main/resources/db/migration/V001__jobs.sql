create table tenant (
    tenant_id text primary key check (tenant_id ~ '^[a-z0-9][a-z0-9_-]{0,63}$')
);
