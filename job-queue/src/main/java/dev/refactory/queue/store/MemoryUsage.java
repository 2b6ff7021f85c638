package dev.refactory.queue.store;

import dev.refactory.kit.tenant.TenantId;
import dev.refactory.queue.job.Job;
import dev.refactory.queue.job.Usage;
import dev.refactory.queue.store.JobQueries.Outcomes;
import dev.refactory.queue.store.JobQueries.UsageBy;
import dev.refactory.queue.store.JobQueries.UsageLine;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Usage as the in-memory twin sums it, with what jobs that were forgotten have left. Guarded by the twin's lock.
final class MemoryUsage {
    /// @param repositoryId empty where it was not known, and for what a deleted repository left
    private record Past(TenantId tenant, String repositoryId, UsageLine line) {}

    private record Key(LocalDate day, String repository, String recipe) {}

    private final List<Past> past = new ArrayList<>();

    /// @param deleted whether the repository's name goes, too
    void forget(Job job, boolean deleted) {
        UsageLine line = line(job);
        past.add(
                deleted
                        ? new Past(job.tenant(), "", renamed(line))
                        : new Past(job.tenant(), text(job.repositoryId()), line));
    }

    /// Takes the names of a repository from what its jobs left.
    /// @param names by which what was left without an id goes
    void forget(TenantId tenant, String repositoryId, Collection<String> names) {
        past.replaceAll(entry -> entry.tenant().equals(tenant)
                        && (entry.repositoryId().equals(repositoryId)
                                || entry.repositoryId().isEmpty()
                                        && names.contains(
                                                String.valueOf(entry.line().repository())))
                ? new Past(tenant, "", renamed(entry.line()))
                : entry);
    }

    private static UsageLine renamed(UsageLine line) {
        return new UsageLine(
                line.day(),
                JobQueries.DELETED_REPOSITORY,
                line.recipe(),
                line.outcomes(),
                line.milliSau(),
                line.usage());
    }

    List<UsageLine> lines(TenantId tenant, Stream<Job> jobs, LocalDate from, LocalDate to, Set<UsageBy> by, int limit) {
        Map<Key, UsageLine> groups = new TreeMap<>(Comparator.comparing(Key::day, Comparator.reverseOrder())
                .thenComparing(Key::repository)
                .thenComparing(Key::recipe));
        Stream.concat(
                        jobs.filter(job -> job.tenant().equals(tenant)).map(MemoryUsage::line),
                        past.stream()
                                .filter(entry -> entry.tenant().equals(tenant))
                                .map(Past::line))
                .filter(line -> line.day() != null
                        && !line.day().isBefore(from)
                        && !line.day().isAfter(to))
                .map(line -> new UsageLine(
                        by.contains(UsageBy.DAY) ? line.day() : null,
                        by.contains(UsageBy.REPOSITORY) ? line.repository() : null,
                        by.contains(UsageBy.RECIPE) ? line.recipe() : null,
                        line.outcomes(),
                        line.milliSau(),
                        line.usage()))
                .forEach(line -> groups.merge(key(line), line, MemoryUsage::plus));
        return groups.values().stream().limit(limit).toList();
    }

    private static Key key(UsageLine line) {
        return new Key(line.day() == null ? LocalDate.EPOCH : line.day(), text(line.repository()), text(line.recipe()));
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static UsageLine line(Job job) {
        return new UsageLine(
                job.createdAt().atZone(ZoneOffset.UTC).toLocalDate(),
                job.repository(),
                job.recipe(),
                outcome(job),
                job.chargedMilliSau(),
                job.usage());
    }

    private static Outcomes outcome(Job job) {
        return switch (job.status()) {
            case SUCCEEDED ->
                job.dryRun()
                        ? new Outcomes(0, 0, 1, 0, 0, 0, 0)
                        : job.cachedFrom() == null
                                ? new Outcomes(1, 0, 0, 0, 0, 0, 0)
                                : new Outcomes(0, 1, 0, 0, 0, 0, 0);
            case REFUSED -> new Outcomes(0, 0, 0, 1, 0, 0, 0);
            case FAILED -> new Outcomes(0, 0, 0, 0, 1, 0, 0);
            case CANCELLED -> new Outcomes(0, 0, 0, 0, 0, 1, 0);
            case QUEUED, INDEXING, PLANNING, RUNNING, VERIFYING -> new Outcomes(0, 0, 0, 0, 0, 0, 1);
        };
    }

    private static UsageLine plus(UsageLine a, UsageLine b) {
        Outcomes x = a.outcomes();
        Outcomes y = b.outcomes();
        Usage usage = a.usage().plus(b.usage());
        return new UsageLine(
                a.day(),
                a.repository(),
                a.recipe(),
                new Outcomes(
                        x.succeeded() + y.succeeded(),
                        x.cached() + y.cached(),
                        x.quotes() + y.quotes(),
                        x.refused() + y.refused(),
                        x.failed() + y.failed(),
                        x.cancelled() + y.cancelled(),
                        x.open() + y.open()),
                a.milliSau() + b.milliSau(),
                usage);
    }
}
