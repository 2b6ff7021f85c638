package dev.refactory.queue.store;

import dev.refactory.kit.tenant.TenantId;
import dev.refactory.queue.ledger.RateCard;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A store under test, with its other faces and the means to let time pass.
interface StoreFixture {
    JobStore store();

    JobQueries queries();

    Outbox outbox();

    JobMaintenance maintenance();

    /// Lets time pass for everything the store remembers.
    void pass(Duration time);

    /// Limits how far the balance of a tenant that has submitted before may go below zero.
    void creditLimit(TenantId tenant, long milliSau);

    /// Another price list comes into force for a tenant that has submitted before.
    void rateCard(TenantId tenant, RateCard card);

    /// How many turns a tenant that has submitted before has where others have one.
    void weight(TenantId tenant, int weight);

    void maxOpenJobs(TenantId tenant, int jobs);

    void maxQuotesPerMinute(TenantId tenant, int quotes);

    void maxJobsPerMinute(TenantId tenant, int jobs);

    /// Limits the running jobs of a tenant that has submitted before; null for no limit.
    void permits(TenantId tenant, @Nullable Integer jobs, @Nullable Integer ofBranch);

    /// The balance of an account: `available`, `reserved`, `revenue`.
    long balance(TenantId tenant, String account);
}
