package dev.refactory.benchmarks.peer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.time.SystemTime;
import dev.refactory.kit.time.Ticker;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.openrewrite.ExecutionContext;
import org.openrewrite.InMemoryExecutionContext;
import org.openrewrite.Recipe;
import org.openrewrite.Result;
import org.openrewrite.SourceFile;
import org.openrewrite.internal.InMemoryLargeSourceSet;
import org.openrewrite.java.ChangeMethodName;
import org.openrewrite.java.ChangeType;
import org.openrewrite.java.JavaParser;

/// OpenRewrite on a directory of sources: parsed and attributed once, then one recipe after the
/// other on the trees in memory, as a long-lived process would keep them. Each run is timed until
/// its diffs are text. Nothing is proven: OpenRewrite does not compile its result.
public final class OpenRewritePeer {
    private final Ticker ticker = SystemTime.ticker();
    private final ExecutionContext context = new InMemoryExecutionContext(problem -> {});

    private OpenRewritePeer() {}

    /// Prints one JSON object a line: `{"what","number","seconds","files"}`.
    ///
    /// @param arguments sources, class path, runs, `Owner#method` to rename, type to rename or nothing
    public static void main(String[] arguments) throws IOException {
        new OpenRewritePeer()
                .run(
                        Path.of(arguments[0]),
                        Arrays.stream(arguments[1].split(File.pathSeparator))
                                .filter(jar -> !jar.isEmpty())
                                .map(Path::of)
                                .toList(),
                        Integer.parseInt(arguments[2]),
                        arguments[3],
                        arguments[4]);
    }

    private void run(Path root, List<Path> classPath, int runs, String method, String type) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(root)) {
            files = all.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
        List<SourceFile> trees = List.of();
        for (int i = 0; i < 2; i++) {
            long began = ticker.nanos();
            trees = JavaParser.fromJavaVersion()
                    .classpath(classPath)
                    .logCompilationWarningsAndErrors(false)
                    .build()
                    .parse(files, root, context)
                    .toList();
            say("parse", i, began, trees.size());
        }
        String pattern = method.replace("#", " ") + "(..)";
        repeat("ChangeMethodName", runs, trees, i -> new ChangeMethodName(pattern, "required" + i, true, null));
        if (!type.isEmpty()) {
            repeat("ChangeType", runs, trees, i -> new ChangeType(type, type + "Renamed" + i, false));
        }
    }

    private void repeat(String what, int runs, List<SourceFile> trees, IntFunction<Recipe> recipes) {
        for (int i = 0; i < runs; i++) {
            long began = ticker.nanos();
            List<Result> results = recipes.apply(i)
                    .run(new InMemoryLargeSourceSet(trees), context)
                    .getChangeset()
                    .getAllResults();
            long bytes =
                    results.stream().mapToLong(result -> result.diff().length()).sum();
            if (bytes == 0) {
                throw new IllegalStateException(what + " changed nothing");
            }
            say(what, i, began, results.size());
        }
    }

    private void say(String what, int number, long began, int files) {
        ObjectNode line = Json.object().put("what", what).put("number", number);
        System.out.println(
                Json.write(line.put("seconds", (ticker.nanos() - began) / 1e9).put("files", files)));
    }
}
