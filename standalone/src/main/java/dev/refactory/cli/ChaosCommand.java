package dev.refactory.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.chaos.ChaosRun;
import dev.refactory.kit.file.FileTrees;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.text.Counted;
import dev.refactory.screen.Style;
import dev.refactory.screen.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "chaos",
        description = "Starts every role as a process of its own, lets them die and be cut off, and says what held.",
        footer = {
            "",
            "Everything is started in a new directory and ended again; nothing of yours is touched. docs/operations.md",
            "says what a row means. Exit code 1 when something did not hold; then the directory is kept."
        })
final class ChaosCommand implements Callable<Integer> {
    private static final int MAX_TIMES = 1000;
    private static final int SHORTEST_LEASE = 3;
    private static final int LONGEST_LEASE = 60;

    private final Context context;

    @Option(names = "--rows", paramLabel = "ROW", split = ",", description = "For example C1,C9; default: all.")
    private List<String> rows = List.of();

    @Option(names = "--times", paramLabel = "N", description = "Each row; default: ${DEFAULT-VALUE}.")
    private int times = 1;

    @Option(names = "--seed", paramLabel = "N", description = "Of what is left to chance; default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(names = "--lease", paramLabel = "SECONDS", description = "Of all processes; default: ${DEFAULT-VALUE}.")
    private int lease = SHORTEST_LEASE;

    @Option(names = "--list", description = "Only shows the rows there are.")
    private boolean list;

    @Option(names = "--json", description = "Prints JSON on stdout.")
    private boolean json;

    ChaosCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        if (list) {
            return list();
        }
        within("--times", times, 1, MAX_TIMES);
        within("--lease", lease, SHORTEST_LEASE, LONGEST_LEASE);
        Path folder = Files.createTempDirectory("refactory-chaos-");
        LogFile.silenceOthers();
        LogFile.below(folder, "OFF");
        ChaosRun run = new ChaosRun(folder, Duration.ofSeconds(lease), seed, said -> {
            if (!json) {
                context.err().println(context.surroundings().errStyle().dim(Style.safe(said)));
            }
        });
        ChaosRun.Result result;
        try {
            result = run.run(rows, times);
        } catch (RefactoryException e) {
            FileTrees.delete(folder);
            throw e;
        }
        if (json) {
            context.printJson(json(result));
        } else {
            print(result);
        }
        if (result.held()) {
            FileTrees.delete(folder);
            return Exit.SUCCEEDED;
        }
        context.err().println("What the processes said is in " + folder + ".");
        return Exit.FAILED;
    }

    private static void within(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new RefactoryException(
                    ErrorCode.INVALID_PARAMETER,
                    option,
                    option + " is between " + least + " and " + most + ", not " + value + ".");
        }
    }

    private int list() {
        Table table = new Table("row", "part", "fault+", "expected besides the oracle+");
        ChaosRun.rows().forEach(row -> table.row(row.id(), row.part(), row.fault(), row.expected()));
        context.print(table);
        return Exit.SUCCEEDED;
    }

    private void print(ChaosRun.Result result) {
        Style style = context.style();
        Table table = new Table("row", "part", "fault+", "times>", "held", "measured+");
        List<String> broken = new ArrayList<>();
        for (ChaosRun.Verdict verdict : result.verdicts()) {
            boolean held = verdict.violations().isEmpty();
            table.row(
                    verdict.id(),
                    verdict.part(),
                    verdict.fault(),
                    Integer.toString(verdict.times()),
                    held ? style.green("yes") : style.red("NO"),
                    measured(verdict));
            verdict.violations().forEach(each -> broken.add(verdict.id() + ": " + each));
        }
        context.print(table);
        context.out().println();
        context.out()
                .println(Counted.of(result.jobs(), "job") + " accepted, none lost or done twice where it says yes; "
                        + Counted.of(result.repeated(), "attempt") + " repeated. Lease " + lease + " s, seed " + seed
                        + ".");
        broken.forEach(each -> context.out().println(style.red("did not hold  ") + Style.safe(each)));
    }

    private static String measured(ChaosRun.Verdict verdict) {
        List<String> all = new ArrayList<>();
        verdict.measured().forEach((what, values) -> {
            List<Double> sorted = values.stream().sorted().toList();
            all.add("%s %.2f".formatted(what, sorted.get(sorted.size() / 2))
                    + (sorted.size() == 1
                            ? ""
                            : " (%.2f to %.2f)".formatted(Collections.min(sorted), Collections.max(sorted))));
        });
        return String.join("; ", all).toLowerCase(Locale.ROOT);
    }

    private ObjectNode json(ChaosRun.Result result) {
        ObjectNode all = Json.object();
        all.put("jobs", result.jobs())
                .put("attempts_repeated", result.repeated())
                .put("lease_seconds", lease);
        all.put("seed", seed).put("held", result.held());
        ArrayNode verdicts = all.putArray("rows");
        for (ChaosRun.Verdict verdict : result.verdicts()) {
            ObjectNode row = verdicts.addObject();
            row.put("row", verdict.id()).put("part", verdict.part()).put("fault", verdict.fault());
            row.put("expected", verdict.expected()).put("times", verdict.times());
            ArrayNode violations = row.putArray("violations");
            verdict.violations().forEach(violations::add);
            ObjectNode measured = row.putObject("measured");
            verdict.measured().forEach((what, values) -> values.forEach(measured.withArray(what)::add));
        }
        return all;
    }
}
