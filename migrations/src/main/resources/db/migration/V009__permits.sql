-- How many jobs of a tenant, and of a branch, run at a time, and how many may be submitted in a minute.

alter table tenant add column max_running_jobs int check (max_running_jobs > 0);
comment on column tenant.max_running_jobs is 'how many of its jobs run at a time; the others stay queued; null: no limit';
alter table tenant add column max_running_per_branch int check (max_running_per_branch > 0);
comment on column tenant.max_running_per_branch is 'the same for one branch of one repository; null: no limit';
alter table tenant add column max_jobs_per_minute int check (max_jobs_per_minute >= 0);
comment on column tenant.max_jobs_per_minute is 'how many may be submitted within any minute; null: no limit';

-- Open jobs that were submitted while their tenant had a limit. Changes only under the lock of the tenant's row, which
-- is taken last.
create table permit (
    tenant_id  text    not null,
    job_id     text    not null,
    repository text    not null check (length(repository) between 1 and 2048),
    branch     text    not null check (length(branch) <= 1024),
    taken      boolean not null,
    primary key (tenant_id, job_id),
    foreign key (tenant_id, job_id) references job on delete cascade
);
comment on column permit.taken is 'whether the job runs; otherwise its only task waits';
comment on column permit.branch is 'as submitted; empty for a commit, or for HEAD; the id of a job that is about no branch';
create index permit_taken on permit (tenant_id, repository, branch) where taken;
create index permit_waiting on permit (tenant_id) where not taken;

alter table permit enable row level security;
alter table permit force row level security;
create policy permit_tenant on permit using (tenant_id = current_setting('refactory.tenant_id', true)
    or current_setting('refactory.all_tenants', true) = 'on');
