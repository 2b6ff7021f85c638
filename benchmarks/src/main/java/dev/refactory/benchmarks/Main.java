package dev.refactory.benchmarks;

import dev.refactory.benchmarks.corpus.Corpora;
import dev.refactory.client.Pauses;
import dev.refactory.kit.time.SystemTime;
import dev.refactory.kit.time.Ticker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Measures servers started one after the other, and prints a table. Ends by itself: every start,
/// job and stop has a limit. Linux only.
public final class Main {
    /// Away from the numbers of other measurements, whose requests would be answered by the cache.
    private static final int OTHER_NAMES = 1_000_000;

    private static final Set<String> PARTS = Set.of("start", "index", "rename", "parallel", "peer", "memory");
    /// Not among what is usual: it takes a corpus of its own.
    private static final String LARGE = "large";

    private static final Duration SETTLE = Duration.ofSeconds(10);
    private static final int WARM_UPS = 40;
    private static final double LIMIT_SECONDS = 240;
    private static final int PEER_HEAP_MIB = 6144;
    private static final List<String> VERIFY = List.of("parse", "compile");

    private final Path home;
    private final Path work;
    private final int rounds;
    private final int jobs;
    private final Report report = new Report(System.err);
    private final Ticker ticker = SystemTime.ticker();
    private int variant;

    private Main(Path home, Path work, int rounds, int jobs) {
        this.home = home;
        this.work = work;
        this.rounds = rounds;
        this.jobs = jobs;
    }

    /// @param arguments `--home DIR --work DIR [--rounds N] [--jobs N] [start] [index] [rename]
    ///     [parallel] [peer] [memory] [large [--corpora DIR]]`
    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(".");
        Path work = Path.of("benchmarks/target");
        int rounds = 3;
        int jobs = 24;
        Path corpora = Corpora.usualDirectory();
        Set<String> parts = new TreeSet<>();
        List<String> words = new ArrayList<>(List.of(arguments));
        while (!words.isEmpty()) {
            String word = words.removeFirst();
            switch (word) {
                case "--home" -> home = Path.of(words.removeFirst());
                case "--work" -> work = Path.of(words.removeFirst());
                case "--rounds" -> rounds = Integer.parseInt(words.removeFirst());
                case "--jobs" -> jobs = Integer.parseInt(words.removeFirst());
                case "--corpora" -> corpora = Path.of(words.removeFirst());
                default -> {
                    if (!PARTS.contains(word) && !word.equals(LARGE)) {
                        System.err.println("No benchmark is called " + word + "; there are " + new TreeSet<>(PARTS)
                                + " and " + LARGE);
                        System.exit(2);
                    }
                    parts.add(word);
                }
            }
        }
        Main main = new Main(home.toAbsolutePath(), work.toAbsolutePath(), rounds, jobs);
        if (parts.remove(LARGE)) {
            main.large(corpora.toAbsolutePath());
        } else {
            main.run(parts.isEmpty() ? PARTS : parts);
        }
    }

    private void run(Set<String> parts) throws Exception {
        Machine.describe(report, SystemTime.wallClock());
        Subjects subjects = Subjects.below(work);
        report.row(
                "library",
                subjects.guava().title() + ", " + subjects.guava().files() + " files, "
                        + subjects.guava().lines() + " lines");
        if (parts.contains("memory")) {
            memory(subjects);
        }
        if (parts.contains("rename")) {
            renames(subjects);
        }
        if (parts.contains("parallel")) {
            parallel(subjects);
        }
        if (parts.contains("peer")) {
            peer(subjects);
        }
        if (parts.contains("start") || parts.contains("index")) {
            startsAndIndexes(subjects);
        }
        end();
    }

    private void large(Path corpora) throws Exception {
        Machine.describe(report, SystemTime.wallClock());
        new LargeRenames(report, ticker, jobs).measure(home, work, corpora);
        end();
    }

    private void end() throws IOException {
        report.row("load average after", Machine.load());
        report.row("ended", Machine.now(SystemTime.wallClock()));
        report.print(System.out);
    }

    private Server start(String data) throws IOException {
        return Server.start(home, work.resolve(data), ticker);
    }

    /// Idle on a fresh data directory, and at rest again after the two jobs of the demonstration.
    private void memory(Subjects subjects) throws IOException, InterruptedException {
        try (Server server = start("memory");
                Memory memory = new Memory(server.tree())) {
            settle();
            report.row(
                    "memory of `up`, idle",
                    Sample.number("%.0f MiB", server.tree().mib()));
            server.run(subjects.findUsagesInGuava());
            server.run(subjects.renameInGuava(0, "compile"));
            settle();
            report.row(
                    "memory of `up`, at rest after the demonstration's two jobs",
                    Sample.number("%.0f MiB", server.tree().mib()) + " (" + memory.parts() + ")");
            report.row("memory of `up`, peak during them", Sample.number("%.0f MiB", memory.treePeakMib()));
        }
    }

    private void renames(Subjects subjects) throws IOException {
        try (Server server = start("rename");
                Memory memory = new Memory(server.tree())) {
            Renames renames = new Renames(report, WARM_UPS, jobs, LIMIT_SECONDS);
            for (String verify : VERIFY) {
                renames.measure("warm rename-method, small, " + verify, server, i -> subjects.renameInSmall(i, verify));
                renames.measure("warm rename-method, Guava, " + verify, server, i -> subjects.renameInGuava(i, verify));
                renames.measure(
                        "warm rename-type, Guava, " + verify, server, i -> subjects.renameTypeInGuava(i, verify));
            }
            report.row("memory of `up`, peak during all renames", Sample.number("%.0f MiB", memory.treePeakMib()));
        }
    }

    /// Many small renames at the same time, of one repository.
    private void parallel(Subjects subjects) throws Exception {
        try (Server server = start("parallel")) {
            Parallel parallel = new Parallel(report, ticker);
            for (String verify : VERIFY) {
                parallel.measure(
                        "rename-method, Guava, 6 files, " + verify,
                        server,
                        server::runInOneRequest,
                        i -> subjects.renameLittle(i, verify));
                parallel.measure(
                        "rename-method, small, 20 files, " + verify,
                        server,
                        server::runInOneRequest,
                        i -> subjects.renameInSmall(i, verify));
            }
            parallel.measure(
                    "rename-method, small, 20 files, parse, following each change",
                    server,
                    server::run,
                    i -> subjects.renameInSmall(OTHER_NAMES + i, "parse"));
        }
    }

    /// OpenRewrite's renames of the same method and type on the same sources, after our servers have
    /// stopped: neither disturbs the other.
    private void peer(Subjects subjects) throws IOException, InterruptedException {
        Map<String, Sample> seconds = new Peer(home.resolve("benchmarks/target/peer"))
                .measure(
                        new Peer.Task(
                                subjects.guava().path().resolve("src/main/java"),
                                subjects.guavaClassPath(),
                                PEER_HEAP_MIB,
                                jobs),
                        Subjects.METHOD,
                        Subjects.TYPE);
        seconds.forEach((what, sample) ->
                report.row("OpenRewrite, " + what, sample.medianAndRange(what.endsWith("files") ? "%.0f" : "%.3f s")));
    }

    /// Each round: a fresh data directory, the library indexed by cold and then by warm
    /// compilers, a restart.
    private void startsAndIndexes(Subjects subjects) throws IOException {
        Sample cold = new Sample();
        Sample warm = new Sample();
        Sample coldIndex = new Sample();
        Sample warmIndex = new Sample();
        Sample child = new Sample();
        Sample coldCpu = new Sample();
        Sample warmCpu = new Sample();
        Sample tree = new Sample();
        for (int round = 0; round < rounds; round++) {
            String data = "round-" + round;
            subjects.varyGuava(++variant);
            try (Server server = start(data);
                    Memory memory = new Memory(server.tree())) {
                var accepted = server.submit(subjects.findUsagesInGuava());
                cold.add(server.age());
                coldCpu.add(server.tree().cpuSeconds());
                coldIndex.add(linesPerSecond(subjects, server.follow(accepted, ticker.nanos())));
                subjects.varyGuava(++variant);
                warmIndex.add(linesPerSecond(subjects, server.run(subjects.findUsagesInGuava())));
                child.add(memory.compilerPeakMib());
                tree.add(memory.treePeakMib());
            }
            try (Server server = start(data)) {
                server.submit(subjects.renameInSmall(round, "compile"));
                warm.add(server.age());
                warmCpu.add(server.tree().cpuSeconds());
            }
            report.say("round " + (round + 1) + " of " + rounds + ", load " + Machine.load() + ": starts "
                    + cold.last() + " and " + warm.last() + " s, " + coldIndex.last() + " and " + warmIndex.last()
                    + " lines/s, compiler " + child.last() + " MiB, all " + tree.last() + " MiB");
        }
        report.row("start of `up` to first job accepted, fresh data directory", cold.medianAndRange("%.1f") + " s");
        report.row("start of `up` to first job accepted, existing data directory", warm.medianAndRange("%.1f") + " s");
        report.row(
                "processor time of such a start, fresh / existing data directory",
                coldCpu.medianAndRange("%.1f") + " s / " + warmCpu.medianAndRange("%.1f") + " s");
        report.row("index, first of a server (cold compiler), lines/s", coldIndex.medianAndRange("%.0f"));
        report.row("index, second of a server (warm compiler), lines/s", warmIndex.medianAndRange("%.0f"));
        report.row("peak resident memory of a compiler process", child.medianAndRange("%.0f") + " MiB");
        report.row("peak memory of `up` while indexing, all processes", tree.medianAndRange("%.0f") + " MiB");
    }

    private static double linesPerSecond(Subjects subjects, Server.Finished finished) {
        return subjects.guava().lines() / new Timeline(finished.job()).seconds("index");
    }

    private static void settle() throws InterruptedException {
        Pauses.system().sleeper().sleep(SETTLE);
    }
}
