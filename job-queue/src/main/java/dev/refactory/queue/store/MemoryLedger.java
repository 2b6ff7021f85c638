package dev.refactory.queue.store;

import dev.refactory.kit.tenant.TenantId;
import dev.refactory.queue.job.JobChange;
import dev.refactory.queue.job.JobTerms;
import dev.refactory.queue.job.Quote;
import dev.refactory.queue.ledger.Posting;
import dev.refactory.queue.ledger.Posting.Account;
import dev.refactory.queue.ledger.RateCard;
import dev.refactory.queue.store.JobQueries.LedgerLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The books of the in-memory twin. Guarded by the twin's lock.
final class MemoryLedger {
    private record Key(TenantId tenant, Account account) {}

    private record Line(TenantId tenant, LedgerLine line) {}

    private final Map<Key, Long> balances = new HashMap<>();
    private final Map<TenantId, Long> creditLimits = new HashMap<>();
    private final Map<TenantId, List<RateCard>> rateCards = new HashMap<>();
    private final List<Line> lines = new ArrayList<>();

    void post(JobTerms terms, JobChange change, Instant now) {
        if (change instanceof JobChange.SauReserved reserved) {
            book(terms, reserved.quote(), Posting.reserve(reserved.quote().milliSau()), Account.RESERVED, now);
        } else if (change instanceof JobChange.SauPosted posted) {
            book(
                    terms,
                    posted.quote(),
                    Posting.post(posted.quote().milliSau(), posted.milliSau()),
                    Account.REVENUE,
                    now);
        } else if (change instanceof JobChange.SauVoided voided) {
            book(terms, voided.quote(), Posting.voided(voided.quote().milliSau()), Account.AVAILABLE, now);
        }
    }

    private void book(JobTerms terms, Quote quote, List<Posting> postings, Account shown, Instant now) {
        for (Posting posting : postings) {
            balances.merge(new Key(terms.tenant(), posting.account()), posting.milliSau(), Long::sum);
            if (posting.account() == shown) {
                lines.add(new Line(
                        terms.tenant(),
                        new LedgerLine(
                                terms.jobId(),
                                posting.kind().wireName(),
                                posting.milliSau(),
                                quote.rateCard(),
                                quote.inputs().indexedLines(),
                                quote.inputs().complexity(),
                                now)));
            }
        }
    }

    long balance(TenantId tenant, Account account) {
        return balances.getOrDefault(new Key(tenant, account), 0L);
    }

    long spendable(TenantId tenant) {
        Long limit = creditLimits.get(tenant);
        return limit == null ? Long.MAX_VALUE : balance(tenant, Account.AVAILABLE) + limit;
    }

    /// From now on; the cards before stay known.
    void rateCard(TenantId tenant, RateCard card) {
        List<RateCard> all = new ArrayList<>(rateCards(tenant));
        all.addFirst(card);
        rateCards.put(tenant, List.copyOf(all));
    }

    List<RateCard> rateCards(TenantId tenant) {
        return rateCards.getOrDefault(tenant, List.of(RateCard.CARD_1));
    }

    void creditLimit(TenantId tenant, long milliSau) {
        creditLimits.put(tenant, milliSau);
    }

    List<LedgerLine> lines(TenantId tenant, @Nullable String jobId, int limit) {
        return lines.reversed().stream()
                .filter(line -> line.tenant().equals(tenant))
                .map(Line::line)
                .filter(line -> jobId == null || line.jobId().equals(jobId))
                .limit(limit)
                .toList();
    }
}
