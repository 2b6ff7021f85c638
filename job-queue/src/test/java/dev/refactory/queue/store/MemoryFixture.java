package dev.refactory.queue.store;

import dev.refactory.kit.id.IdSource;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.queue.ledger.Posting.Account;
import dev.refactory.queue.ledger.RateCard;
import dev.refactory.testkit.Seeds;
import dev.refactory.testkit.VirtualClock;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The in-memory twin on a virtual clock.
final class MemoryFixture implements StoreFixture {
    private final VirtualClock clock = new VirtualClock();
    private final MemoryJobStore store =
            new MemoryJobStore(clock, QueueSettings.DEFAULT, new IdSource(Seeds.random(1)), Seeds.random(2));

    @Override
    public MemoryJobStore store() {
        return store;
    }

    @Override
    public JobQueries queries() {
        return store;
    }

    @Override
    public Outbox outbox() {
        return store;
    }

    @Override
    public JobMaintenance maintenance() {
        return store;
    }

    @Override
    public void pass(Duration time) {
        clock.advance(time);
    }

    @Override
    public void creditLimit(TenantId tenant, long milliSau) {
        store.creditLimit(tenant, milliSau);
    }

    @Override
    public void rateCard(TenantId tenant, RateCard card) {
        store.rateCard(tenant, card);
    }

    @Override
    public void weight(TenantId tenant, int weight) {
        store.turns.weigh(tenant, weight);
    }

    @Override
    public void maxOpenJobs(TenantId tenant, int jobs) {
        store.maxOpenJobs(tenant, jobs);
    }

    @Override
    public void maxQuotesPerMinute(TenantId tenant, int quotes) {
        store.maxQuotesPerMinute(tenant, quotes);
    }

    @Override
    public void maxJobsPerMinute(TenantId tenant, int jobs) {
        store.maxJobsPerMinute(tenant, jobs);
    }

    @Override
    public void permits(TenantId tenant, @Nullable Integer jobs, @Nullable Integer ofBranch) {
        store.permits.limit(tenant, jobs, ofBranch);
    }

    @Override
    public long balance(TenantId tenant, String account) {
        return store.balance(tenant, Account.valueOf(account.toUpperCase(Locale.ROOT)));
    }
}
