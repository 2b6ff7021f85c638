package dev.refactory.queue.store;

import static dev.refactory.queue.store.Jobs.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refactory.kit.id.IdSource;
import dev.refactory.kit.jdbc.Database;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.queue.job.Claim;
import dev.refactory.queue.job.JobStatus;
import dev.refactory.queue.job.Stage;
import dev.refactory.queue.job.SubmitJob;
import dev.refactory.queue.job.SubmitReply;
import dev.refactory.queue.job.TaskOutcome;
import dev.refactory.queue.job.Tier;
import dev.refactory.testkit.Seeds;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A connection that dies between any two statements of a transaction, or after its commit.
class CrashPointsTest {
    private static final String EVERYTHING = """
            select concat_ws(' ', (select count(*) from job), (select count(*) from stage), (select count(*) from task),
                (select count(*) from outbox), (select count(*) from idempotency), (select count(*) from artifact),
                (select coalesce(string_agg(status || quoted_milli_sau, ','), '') from job),
                (select coalesce(max(sequence), 0) from job_event), (select count(*) from ledger_entry),
                (select string_agg(state, ',' order by task_id) from task),
                (select string_agg(state, ',' order by fence) from attempt),
                (select string_agg(version || state, ',' order by stage) from stage),
                (select string_agg(balance_milli_sau::text, ',' order by account) from account))
            """;

    private final PostgresFixture postgres = new PostgresFixture();
    private final FaultyDataSource faults = new FaultyDataSource(postgres.database);
    private final PostgresJobStore fragile = new PostgresJobStore(
            new Database(faults),
            QueueSettings.DEFAULT,
            new IdSource(Seeds.random(3)),
            ThreadLocalRandom.current()::nextLong);
    private final Jobs jobs = new Jobs(postgres);

    @AfterEach
    void close() {
        postgres.close();
    }

    @Test
    void aSubmissionIsThereWithEverythingOrNotAtAll() {
        SubmitJob request = Jobs.request(ACME, "key-1", Tier.STANDARD);
        allOrNothing(() -> fragile.submit(request));
        assertThat(postgres.outbox().backlog()).isEqualTo(1);
    }

    @Test
    void theEndOfPlanningReservesAndOpensTheWorkOrNeither() {
        jobs.until(Stage.PLAN);
        Claim plan = jobs.claim(Stage.PLAN);
        allOrNothing(() -> fragile.complete(plan.attempt(), Jobs.planned(3)));
        assertThat(postgres.balance(ACME, "reserved")).isEqualTo(5_000);
    }

    @Test
    void theEndOfPublishingBillsAndDeliversOrNeither() {
        String jobId = jobs.until(Stage.PUBLISH);
        Claim publish = jobs.claim(Stage.PUBLISH);
        allOrNothing(() -> fragile.complete(
                publish.attempt(), Jobs.published(new TaskOutcome.Artifact("patch", "text/x-diff", new byte[] {1}))));
        assertThat(jobs.job(jobId).status()).isEqualTo(JobStatus.SUCCEEDED);
        assertThat(postgres.balance(ACME, "revenue")).isEqualTo(5_000);
    }

    @Test
    void aSubmissionWhoseAnswerWasLostIsFoundAgainByItsKey() {
        SubmitJob request = Jobs.request(ACME, "key-1", Tier.STANDARD);
        faults.loseTheAnswerOfTheNextCommit();
        assertUnavailable(() -> fragile.submit(request));
        assertThat(fragile.submit(request))
                .isInstanceOfSatisfying(
                        SubmitReply.Accepted.class,
                        reply -> assertThat(reply.replayed()).isTrue());
        assertThat(state()).startsWith("1 ");
    }

    @Test
    void aReportWhoseAnswerWasLostHasCountedAndDoesNotCountAgain() {
        String jobId = jobs.until(Stage.PUBLISH);
        Claim publish = jobs.claim(Stage.PUBLISH);
        faults.loseTheAnswerOfTheNextCommit();
        assertUnavailable(() -> fragile.complete(publish.attempt(), Jobs.published()));
        String after = state();
        assertThat(fragile.complete(publish.attempt(), Jobs.published())).isFalse();
        assertThat(state()).isEqualTo(after);
        assertThat(jobs.job(jobId).chargedMilliSau()).isEqualTo(5_000);
    }

    /// Lets `work` die before its first, second, … statement until it comes through: nothing may have changed
    /// before.
    private void allOrNothing(Runnable work) {
        String before = state();
        int deaths = 0;
        for (int statements = 0; ; statements++) {
            faults.dieAfter(statements);
            try {
                work.run();
                break;
            } catch (RefactoryException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.DATABASE_UNAVAILABLE);
                assertThat(state())
                        .as("after dying before statement %d", statements + 1)
                        .isEqualTo(before);
                deaths++;
            }
        }
        faults.dieAfter(FaultyDataSource.NEVER);
        assertThat(deaths).as("points at which it could die").isGreaterThan(5);
        assertThat(state()).isNotEqualTo(before);
    }

    private static void assertUnavailable(Runnable work) {
        assertThatThrownBy(work::run)
                .isInstanceOfSatisfying(
                        RefactoryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATABASE_UNAVAILABLE));
    }

    private String state() {
        return postgres.pool()
                .inTransactionOfAllTenants(connection -> Sql.list(connection, EVERYTHING, row -> row.getString(1)))
                .getFirst();
    }
}
