package dev.refactory.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Rows of the matrix on one house, one after the other; after each the house is put right, all jobs must end, and
/// [Oracle] is asked.
public final class ChaosRun {
    private static final Duration HEALED = Duration.ofSeconds(60);

    private final Path folder;
    private final Duration lease;
    private final long seed;
    private final Consumer<String> said;
    /// What was said of an earlier row is not held against a later one.
    private final Set<String> known = new HashSet<>();

    /// @param folder empty or missing; is given everything the processes write
    /// @param lease how long a silent process keeps its tasks, at least 3 s
    /// @param seed of whatever is left to chance; what the processes do besides is not repeatable
    /// @param said is told what is being done
    public ChaosRun(Path folder, Duration lease, long seed, Consumer<String> said) {
        this.folder = folder;
        this.lease = lease;
        this.seed = seed;
        this.said = said;
    }

    /// What a row has shown.
    /// @param violations in sentences, in the order they were seen; empty when it held
    /// @param measured figures by name and unit, one a time where there was one
    public record Verdict(
            String id,
            String part,
            String fault,
            String expected,
            int times,
            List<String> violations,
            Map<String, List<Double>> measured) {}

    /// What all rows together have shown.
    /// @param jobs accepted
    /// @param repeated attempts beyond the first of their task
    public record Result(List<Verdict> verdicts, int jobs, long repeated) {
        public boolean held() {
            return verdicts.stream().allMatch(verdict -> verdict.violations().isEmpty());
        }
    }

    /// What can be asked for: id, part, fault, expectation.
    public static List<Verdict> rows() {
        return Matrix.all().stream()
                .map(row -> new Verdict(row.id(), row.part(), row.fault(), row.expected(), 0, List.of(), Map.of()))
                .toList();
    }

    /// Runs them.
    /// @param ids as [#rows()] has them; `C9` is all that begin with `C9-`; empty: all
    /// @param times each
    /// @throws dev.refactory.kit.problem.RefactoryException `invalid_parameter` when there is no such row
    public Result run(List<String> ids, int times) throws Exception {
        List<Row> rows = ids.isEmpty() ? Matrix.all() : Matrix.named(ids);
        List<Verdict> verdicts = new ArrayList<>();
        try (Site site = Site.start(folder, lease, said)) {
            Orders orders = new Orders(site.subject());
            Oracle oracle = new Oracle(site.database());
            warm(site, orders, oracle);
            for (Row row : rows) {
                verdicts.add(run(row, times, site, orders, oracle));
            }
            return new Result(List.copyOf(verdicts), orders.accepted().size(), oracle.repeated());
        }
    }

    private void warm(Site site, Orders orders, Oracle oracle) throws Exception {
        said.accept("one job without a fault");
        orders.place(site.member(Site.API).url());
        Waiting.until("the end of the first job", HEALED, () -> oracle.open().isEmpty() ? true : null);
    }

    private Verdict run(Row row, int times, Site site, Orders orders, Oracle oracle) throws Exception {
        List<String> violations = new ArrayList<>();
        Map<String, List<Double>> measured = new TreeMap<>();
        for (int time = 1; time <= times; time++) {
            said.accept(row.id() + " " + row.fault() + (times > 1 ? " (" + time + " of " + times + ")" : ""));
            try (Scene scene = new Scene(site, orders, oracle, new java.util.Random(seed * 31 + time))) {
                try {
                    row.experiment().run(scene);
                } catch (Disturbed
                        | java.util.concurrent.ExecutionException
                        | java.util.concurrent.TimeoutException e) {
                    violations.add(String.valueOf(e.getMessage()));
                }
                site.heal();
                violations.addAll(scene.violations());
                scene.measured()
                        .forEach((what, values) -> measured.computeIfAbsent(what, each -> new ArrayList<>())
                                .addAll(values));
            }
            try {
                Waiting.until("the end of all jobs", HEALED, () -> oracle.open().isEmpty() ? true : null);
            } catch (Disturbed e) {
                violations.add(e.getMessage() + ": " + oracle.open());
            }
            oracle.violations(orders).stream().filter(known::add).forEach(violations::add);
        }
        return new Verdict(
                row.id(),
                row.part(),
                row.fault(),
                row.expected(),
                times,
                List.copyOf(violations),
                Map.copyOf(measured));
    }
}
