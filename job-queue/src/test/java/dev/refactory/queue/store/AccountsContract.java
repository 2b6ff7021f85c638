package dev.refactory.queue.store;

import static dev.refactory.queue.store.Jobs.ACME;
import static dev.refactory.queue.store.Jobs.OTHER;
import static dev.refactory.queue.store.Jobs.done;
import static dev.refactory.queue.store.Jobs.indexed;
import static dev.refactory.queue.store.Jobs.planned;
import static dev.refactory.queue.store.Jobs.published;
import static dev.refactory.queue.store.Jobs.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.queue.job.Claim;
import dev.refactory.queue.job.JobStatus;
import dev.refactory.queue.job.Stage;
import dev.refactory.queue.job.SubmitJob;
import dev.refactory.queue.job.SubmitReply;
import dev.refactory.queue.job.SubmitReply.LimitReached;
import dev.refactory.queue.job.TaskOutcome;
import dev.refactory.queue.job.Tier;
import dev.refactory.queue.job.Usage;
import dev.refactory.queue.ledger.RateCard;
import dev.refactory.queue.store.JobQueries.Filter;
import dev.refactory.queue.store.JobQueries.Outcomes;
import dev.refactory.queue.store.JobQueries.UsageBy;
import dev.refactory.queue.store.JobQueries.UsageLine;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What every job store accounts for, limits, and forgets.
abstract class AccountsContract extends HandOverContract {
    private static final LocalDate FIRST = LocalDate.of(1970, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2100, 1, 1);
    private static final String URL = request().repository();

    @Test
    void usageCountsWhatBecameOfJobsAndOnlyWhatWasWorkedOutCosts() {
        oneOfEach();
        assertThat(usage(Set.of()))
                .containsExactly(new UsageLine(
                        null, null, null, new Outcomes(1, 1, 1, 1, 1, 1, 1), 5_000, new Usage(7, 3, 2_000)));
        assertThat(usage(Set.of()).getFirst().outcomes().jobs()).isEqualTo(7);
        assertThat(usage(Set.of()).getFirst().milliSau()).isEqualTo(fixture.balance(ACME, "revenue"));
        assertThat(queries.usage(OTHER, FIRST, LAST, Set.of())).isEmpty();
    }

    @Test
    void aJobCostsWhatTheCardSaysThatWasInForceWhenItWasPlanned() {
        RateCard dearer = new RateCard("2", new BigDecimal("7.5"), new BigDecimal(4), new BigDecimal("0.9"));
        String before = jobs.until(Stage.VERIFY);
        fixture.rateCard(ACME, dearer);
        jobs.finish(Stage.VERIFY, done());
        jobs.finish(Stage.PUBLISH, published());
        String after = jobs.until(Stage.PLAN);
        jobs.finish(Stage.PLAN, planned(1, 40_000));
        jobs.finish(Stage.TRANSFORM, done());
        jobs.finish(Stage.VERIFY, done());
        jobs.finish(Stage.PUBLISH, published());
        long dear = dearer.milliSau(40_000, BigDecimal.ONE);
        assertThat(dear).isNotEqualTo(5_000);
        assertThat(jobs.job(before).chargedMilliSau()).isEqualTo(5_000);
        assertThat(jobs.job(after).chargedMilliSau()).isEqualTo(dear);
        assertThat(queries.ledger(ACME, null, 10))
                .extracting(line -> line.jobId() + " " + line.kind() + " " + line.rateCard() + " " + line.milliSau())
                .containsExactlyInAnyOrder(
                        before + " reserve 1 5000",
                        before + " post 1 5000",
                        after + " reserve 2 " + dear,
                        after + " post 2 " + dear);
        assertThat(queries.rateCards(ACME)).containsExactly(dearer, RateCard.CARD_1);
        String theirs = jobs.submit(request(OTHER, null, Tier.STANDARD));
        assertThat(queries.find(OTHER, theirs)).isPresent();
        assertThat(queries.rateCards(OTHER)).containsExactly(RateCard.CARD_1);
    }

    @Test
    void usageIsToldApartByAnyOfDayRepositoryAndRecipe() {
        jobs.succeeded();
        SubmitJob other = of("https://example.org/other.git", "find-usages");
        jobs.submit(other);
        fixture.pass(Duration.ofDays(2));
        jobs.submit(other);
        assertThat(usage(Set.of(UsageBy.REPOSITORY)))
                .extracting(UsageLine::repository)
                .containsExactly(URL, other.repository());
        assertThat(usage(Set.of(UsageBy.RECIPE)))
                .extracting(line -> line.recipe() + " " + line.outcomes().jobs() + " " + line.milliSau())
                .containsExactly("find-usages 2 0", "rename-method 1 5000");
        List<UsageLine> days = usage(Set.of(UsageBy.DAY));
        assertThat(days).hasSize(2);
        assertThat(days.getFirst().day()).isAfter(days.getLast().day());
        assertThat(days).extracting(line -> line.outcomes().jobs()).containsExactly(1L, 2L);
        assertThat(usage(EnumSet.allOf(UsageBy.class))).hasSize(3);
    }

    @Test
    void whatIsForgottenStaysInTheUsage() {
        oneOfEach();
        List<UsageLine> before = usage(EnumSet.of(UsageBy.REPOSITORY, UsageBy.RECIPE));
        fixture.pass(Duration.ofDays(40));
        assertThat(fixture.maintenance().deleteEnded(Duration.ofDays(30), 4)).isEqualTo(4);
        assertThat(usage(EnumSet.of(UsageBy.REPOSITORY, UsageBy.RECIPE))).isEqualTo(before);
        assertThat(fixture.maintenance().deleteEnded(Duration.ofDays(30), 4)).isEqualTo(2);
        assertThat(usage(EnumSet.of(UsageBy.REPOSITORY, UsageBy.RECIPE))).isEqualTo(before);
        assertThat(queries.list(ACME, Filter.ALL, null, 10)).hasSize(1);
    }

    @Test
    void aDeletedRepositoryTakesItsJobsAndItsNameButNotItsBills() {
        String finished = jobs.submit();
        jobs.finish(Stage.INDEX, indexed("k"));
        publish();
        String unknown = jobs.submit();
        store.cancel(ACME, unknown);
        String running = jobs.submit();
        Claim index = jobs.claim(Stage.INDEX);
        String queued = jobs.submit();
        String elsewhere = jobs.submit(of("https://example.org/other.git", "find-usages"));
        store.cancel(ACME, elsewhere);

        assertThat(fixture.maintenance().openOf(ACME, Jobs.REPOSITORY, 10)).isEmpty();
        assertThat(store.complete(index.attempt(), indexed("another"))).isTrue();
        assertThat(fixture.maintenance().openOf(ACME, Jobs.REPOSITORY, 10)).containsExactly(running);
        store.cancel(ACME, running);
        store.cancel(ACME, queued);
        for (int rounds = 0; fixture.maintenance().deleteOf(ACME, Jobs.REPOSITORY, 1) == 1; rounds++) {
            assertThat(rounds).isLessThan(10);
        }
        for (String gone : List.of(finished, unknown, running, queued)) {
            assertThat(queries.find(ACME, gone)).isEmpty();
        }
        assertThat(queries.find(ACME, elsewhere)).isPresent();
        assertThat(kinds(finished)).containsExactly("post", "reserve");
        assertThat(usage(Set.of(UsageBy.REPOSITORY)))
                .extracting(line -> line.repository() + " " + line.outcomes().jobs() + " " + line.milliSau())
                .containsExactlyInAnyOrder("deleted 4 5000", "https://example.org/other.git 1 0");

        String again = jobs.submit();
        jobs.finish(Stage.INDEX, indexed("k"));
        assertThat(jobs.job(again).stage()).isEqualTo(Stage.PLAN);
    }

    @Test
    void whatWentBeforeLosesTheNameOfADeletedRepository() {
        jobs.succeeded();
        fixture.pass(Duration.ofDays(40));
        assertThat(fixture.maintenance().deleteEnded(Duration.ofDays(30), 10)).isEqualTo(1);
        assertThat(usage(Set.of(UsageBy.REPOSITORY)).getFirst().repository()).isEqualTo(URL);
        jobs.submit();
        jobs.finish(Stage.INDEX, indexed("k"));
        publish();
        assertThat(fixture.maintenance().deleteOf(ACME, Jobs.REPOSITORY, 10)).isEqualTo(1);
        assertThat(usage(Set.of(UsageBy.REPOSITORY)))
                .extracting(line -> line.repository() + " " + line.milliSau())
                .containsExactly("deleted 10000");
    }

    @Test
    void jobsThatNeverReachedTheirRepositoryGoWithItAllTheSame() {
        String failed = jobs.submit(Jobs.of(Jobs.REPOSITORY));
        jobs.finish(Stage.INDEX, new TaskOutcome.Failed(ErrorCode.REPOSITORY_UNAVAILABLE, "r", "No.", false));
        String cancelled = jobs.submit(Jobs.of(Jobs.REPOSITORY));
        store.cancel(ACME, cancelled);
        String other = jobs.submit(Jobs.of("repo_other"));
        store.cancel(ACME, other);
        assertThat(fixture.maintenance().deleteOf(ACME, Jobs.REPOSITORY, 10)).isEqualTo(2);
        assertThat(queries.find(ACME, failed)).isEmpty();
        assertThat(queries.find(ACME, cancelled)).isEmpty();
        assertThat(queries.find(ACME, other)).isPresent();
        assertThat(usage(Set.of(UsageBy.REPOSITORY)))
                .extracting(line -> line.repository() + " " + line.outcomes().jobs())
                .containsExactlyInAnyOrder("deleted 2", URL + " 1");
    }

    @Test
    void aRepositoryLosesItsNameAlsoWhereAllItsJobsWereForgottenBefore() {
        jobs.succeeded();
        jobs.submit(Jobs.of(Jobs.REPOSITORY));
        jobs.finish(Stage.INDEX, indexed("k"));
        publish();
        fixture.pass(Duration.ofDays(40));
        List<UsageLine> byDay = usage(Set.of(UsageBy.DAY));
        assertThat(fixture.maintenance().deleteEnded(Duration.ofDays(30), 10)).isEqualTo(2);
        assertThat(fixture.maintenance().deleteOf(OTHER, Jobs.REPOSITORY, 10)).isZero();
        assertThat(usage(Set.of(UsageBy.REPOSITORY)))
                .extracting(UsageLine::repository)
                .containsExactly(URL);
        assertThat(fixture.maintenance().deleteOf(ACME, Jobs.REPOSITORY, 10)).isZero();
        // The first had no id: its name may be another repository's.
        assertThat(usage(Set.of(UsageBy.REPOSITORY)))
                .extracting(line -> line.repository() + " " + line.milliSau())
                .containsExactlyInAnyOrder("deleted 5000", URL + " 5000");
        assertThat(usage(Set.of(UsageBy.DAY))).isEqualTo(byDay);
    }

    @Test
    void anotherTenantsJobsOfTheSameRepositoryStay() {
        String theirs = jobs.submit(request(OTHER, null, Tier.STANDARD));
        store.cancel(OTHER, theirs);
        jobs.submit();
        jobs.finish(Stage.INDEX, indexed("k"));
        publish();
        assertThat(fixture.maintenance().deleteOf(ACME, Jobs.REPOSITORY, 10)).isEqualTo(1);
        assertThat(queries.find(OTHER, theirs)).isPresent();
    }

    @Test
    void quotesAreLimitedByTheMinuteAndSayWhenToTryAgain() {
        jobs.submit();
        fixture.maxQuotesPerMinute(ACME, 2);
        jobs.submit(Jobs.dryRun());
        fixture.pass(Duration.ofSeconds(20));
        jobs.submit(Jobs.dryRun());
        SubmitReply third = store.submit(Jobs.dryRun());
        assertThat(third).isInstanceOfSatisfying(LimitReached.class, limit -> {
            assertThat(limit.limit()).isEqualTo("quotes_per_minute");
            assertThat(limit.value()).isEqualTo(2);
            assertThat(limit.retryAfter()).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(40));
        });
        jobs.submit();
        fixture.pass(Duration.ofSeconds(41));
        jobs.submit(Jobs.dryRun());
        fixture.maxQuotesPerMinute(ACME, 0);
        assertThat(store.submit(Jobs.dryRun())).isInstanceOf(LimitReached.class);
    }

    @Test
    void aLongRequestReachesEveryStageAndNoList() {
        SubmitJob r = request();
        String longRequest = "{\"files\":\"" + "x".repeat(200_000) + "\"}";
        String jobId = jobs.submit(new SubmitJob(
                r.tenant(),
                r.submittedBy(),
                null,
                r.requestHash(),
                longRequest,
                r.repository(),
                r.recipe(),
                r.tier(),
                null,
                false,
                r.deadline()));
        assertThat(jobs.finish(Stage.INDEX, done()).request()).isEqualTo(longRequest);
        assertThat(jobs.finish(Stage.PLAN, planned(0)).request()).isEqualTo(longRequest);
        assertThat(jobs.job(jobId).request()).isEqualTo(longRequest);
        assertThat(queries.list(ACME, Filter.ALL, null, 10).getFirst().request())
                .isEqualTo("{}");
    }

    /// A job that was worked out, and one that was cached, quoted, refused, failed, cancelled, is open.
    private void oneOfEach() {
        jobs.submit();
        jobs.finish(Stage.INDEX, indexed("k"));
        jobs.finish(Stage.PLAN, planned(1));
        jobs.finish(Stage.TRANSFORM, Jobs.used(new Usage(7, 3, 2_000)));
        jobs.finish(Stage.VERIFY, done());
        jobs.finish(Stage.PUBLISH, published());
        jobs.submit();
        jobs.finish(Stage.INDEX, indexed("k"));
        jobs.submit(Jobs.dryRun());
        jobs.finish(Stage.INDEX, done());
        jobs.finish(Stage.PLAN, planned(1));
        jobs.submit();
        jobs.finish(Stage.INDEX, done());
        jobs.finish(Stage.PLAN, new TaskOutcome.Refused("[{\"kind\":\"name-clash\"}]"));
        String failed = jobs.submit(Jobs.capped(1));
        jobs.finish(Stage.INDEX, done());
        jobs.finish(Stage.PLAN, planned(1));
        assertThat(jobs.job(failed).status()).isEqualTo(JobStatus.FAILED);
        store.cancel(ACME, jobs.submit());
        jobs.submit();
    }

    private void publish() {
        jobs.finish(Stage.PLAN, planned(0));
        jobs.finish(Stage.VERIFY, done());
        jobs.finish(Stage.PUBLISH, published());
    }

    private static SubmitJob of(String repository, String recipe) {
        SubmitJob r = request();
        return new SubmitJob(
                r.tenant(),
                r.submittedBy(),
                null,
                r.requestHash(),
                r.request(),
                repository,
                recipe,
                r.tier(),
                null,
                false,
                r.deadline());
    }

    private List<UsageLine> usage(Set<UsageBy> by) {
        return queries.usage(ACME, FIRST, LAST, by);
    }
}
