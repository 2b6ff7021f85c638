package dev.refactory.benchmarks.differential;

import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.benchmarks.Machine;
import dev.refactory.benchmarks.Report;
import dev.refactory.benchmarks.graph.ToolProcess;
import dev.refactory.kit.file.FileTrees;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.time.SystemTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Asks both engines the same, library after library, each engine in a process of its own and none beside another;
/// then a plain compiler says what is whole. Prints a table, and with `--verbose` where they disagree.
public final class DifferentialMain {
    /// OpenRewrite reads the compiler's own trees.
    private static final List<String> COMPILER_PACKAGES = List.of(
            "api", "code", "comp", "file", "jvm", "main", "model", "parser", "processing", "resources", "tree", "util");

    private static final int OUR_MIB = 1024;
    private static final int THEIR_MIB = 3072;

    private final DifferentialOptions options;
    private final ToolProcess processes;
    private final Report report = new Report(System.err);
    private final DifferentialTable table = new DifferentialTable();

    private DifferentialMain(DifferentialOptions options) {
        this.options = options;
        this.processes = new ToolProcess(options.limit());
    }

    /// @param arguments flags of [DifferentialOptions]; see the README
    public static void main(String[] arguments) throws Exception {
        DifferentialOptions options;
        try {
            options = DifferentialOptions.parse(List.of(arguments));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        new DifferentialMain(options).run();
    }

    private void run() throws Exception {
        Machine.describe(report, SystemTime.wallClock());
        report.row(
                "heaps",
                "ours " + OUR_MIB + " MiB and its compiler process as the product has it, OpenRewrite " + THEIR_MIB
                        + " MiB");
        report.row("seed", Long.toString(options.seed()));
        Path results = options.home().resolve("benchmarks/target/differential");
        for (String library : options.libraries()) {
            Path root = results.resolve(library.replace(':', '-'));
            Place place = new Place(root);
            if (!options.judgeOnly()) {
                FileTrees.delete(root);
                Files.createDirectories(root);
                ask(library, place);
            }
            judge(library, place);
            Files.write(results.resolve("table.md"), table.rows());
            Files.write(results.resolve("disagreements.txt"), table.disagreements());
        }
        report.row("load average after", Machine.load());
        report.row("ended", Machine.now(SystemTime.wallClock()));
        report.print(System.out);
        System.out.println();
        table.rows().forEach(System.out::println);
        if (options.verbose()) {
            System.out.println();
            table.disagreements().forEach(System.out::println);
        }
    }

    private void ask(String library, Place place) throws Exception {
        String operations = options.operations().stream().map(Operation::title).collect(Collectors.joining(","));
        JsonNode about = run(
                        command(Preparation.class, OUR_MIB),
                        List.of(
                                place.root().toString(),
                                library,
                                Integer.toString(options.requests()),
                                Long.toString(options.seed()),
                                operations))
                .getFirst();
        report.row(
                library,
                about.path("files").asText() + " files, " + about.path("lines").asText() + " lines, "
                        + about.path("leftOut").asText() + " left out, "
                        + about.path("requests").asText() + " requests"
                        + (about.path("missing").asText().isEmpty()
                                ? ""
                                : "; lacks " + about.path("missing").asText()));
        List<String> where = List.of(place.root().toString());
        trees(library + ", ours, attributed", run(command(OurRun.class, OUR_MIB), where));
        trees(library + ", OpenRewrite, parsed", run(theirs(), where));
    }

    private void judge(String library, Place place) throws Exception {
        List<Finding> findings = new ArrayList<>();
        for (JsonNode line :
                run(command(Referee.class, OUR_MIB), List.of(place.root().toString()))) {
            findings.add(Json.convert(line, Finding.class));
        }
        for (int i = 0; i < findings.size(); i += 2) {
            table.add(library, findings.get(i), findings.get(i + 1));
        }
    }

    private void trees(String what, List<JsonNode> lines) {
        for (JsonNode line : lines) {
            String unparsed = line.path("unparsed").asInt() == 0
                    ? ""
                    : ", " + line.path("unparsed").asInt() + " files not understood";
            report.row(
                    what + ", " + line.path("tree").asText(),
                    String.format(
                                    java.util.Locale.ROOT,
                                    "%.1f s",
                                    line.path("seconds").asDouble())
                            + unparsed);
        }
    }

    private List<JsonNode> run(List<String> command, List<String> words) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(command);
        all.addAll(words);
        ToolProcess.Outcome outcome = processes.run(all, Map.of());
        if (!outcome.trouble().isEmpty()) {
            throw new IllegalStateException(command.getLast() + " " + outcome.trouble() + "; what it said is above.");
        }
        return outcome.lines();
    }

    private List<String> theirs() {
        List<String> command = new ArrayList<>(command(OpenRewriteRun.class, THEIR_MIB));
        for (String name : COMPILER_PACKAGES) {
            command.add(1, "--add-opens=jdk.compiler/com.sun.tools.javac." + name + "=ALL-UNNAMED");
            command.add(1, "--add-exports=jdk.compiler/com.sun.tools.javac." + name + "=ALL-UNNAMED");
        }
        return command;
    }

    private List<String> command(Class<?> main, int heapMib) {
        Path libraries = options.home().resolve("benchmarks/target/peer");
        String own = System.getProperty("java.class.path");
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMib + "m",
                "-XX:+UseParallelGC",
                "-Dfile.encoding=" + StandardCharsets.UTF_8,
                "-cp",
                main == OpenRewriteRun.class ? own + ":" + libraries.resolve("*") : own,
                main.getName());
    }
}
