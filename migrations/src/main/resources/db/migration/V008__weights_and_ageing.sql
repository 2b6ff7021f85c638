-- Weighted turns among tenants, and tasks that have waited for long.

alter table tenant add column weight smallint not null default 1 check (weight between 1 and 100);
comment on column tenant.weight is 'how many turns it has where a tenant of weight 1 has one';

create index task_ageing on task (due_at) where state = 'ready' and urgency > 0;
