package dev.refactory.benchmarks.peer;

import dev.refactory.kit.json.Json;
import dev.refactory.kit.time.SystemTime;
import dev.refactory.kit.time.Ticker;
import java.io.IOException;
import java.util.List;
import org.openrewrite.InMemoryExecutionContext;
import org.openrewrite.SourceFile;
import org.openrewrite.java.JavaParser;

/// OpenRewrite's parse of a directory with its class path. The trees stay in memory until the next run, as recipes
/// need them.
public final class OpenRewriteParse {
    private OpenRewriteParse() {}

    /// Prints one JSON object a run: `{"run","seconds","files"}`.
    ///
    /// @param arguments sources, file with the class path in one line, release, runs
    public static void main(String[] arguments) throws IOException {
        Subject subject = Subject.of(arguments);
        Ticker ticker = SystemTime.ticker();
        for (int run = 0; run < subject.runs(); run++) {
            long began = ticker.nanos();
            List<SourceFile> trees = JavaParser.fromJavaVersion()
                    .classpath(subject.classPath())
                    .logCompilationWarningsAndErrors(false)
                    .build()
                    .parse(subject.files(), subject.root(), new InMemoryExecutionContext(problem -> {}))
                    .toList();
            double seconds = (ticker.nanos() - began) / 1e9;
            long parsed = trees.stream()
                    .filter(tree -> tree instanceof org.openrewrite.java.tree.J.CompilationUnit)
                    .count();
            System.out.println(Json.write(
                    Json.object().put("run", run).put("seconds", seconds).put("files", parsed)));
        }
    }
}
