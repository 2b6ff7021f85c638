package dev.refactory.benchmarks.differential;

import dev.refactory.kit.json.Json;
import dev.refactory.kit.time.SystemTime;
import dev.refactory.kit.time.Ticker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.openrewrite.ExecutionContext;
import org.openrewrite.InMemoryExecutionContext;
import org.openrewrite.Recipe;
import org.openrewrite.Result;
import org.openrewrite.SourceFile;
import org.openrewrite.internal.InMemoryLargeSourceSet;
import org.openrewrite.java.JavaParser;
import org.openrewrite.java.tree.J;

/// OpenRewrite's side: trees parsed with the class path, kept in memory, one recipe after the other on them. Timed
/// until the new texts are there; nothing is proven.
public final class OpenRewriteRun {
    static final String ENGINE = "openrewrite";

    private final Ticker ticker = SystemTime.ticker();
    private final Place place;

    private OpenRewriteRun(Place place) {
        this.place = place;
    }

    /// Prints one JSON object a tree, `{"tree","seconds","unparsed"}`: how long it took to parse it.
    ///
    /// @param arguments the library's place
    public static void main(String[] arguments) throws IOException {
        new OpenRewriteRun(new Place(Path.of(arguments[0]))).run();
    }

    private void run() throws IOException {
        List<Answer> answers = new ArrayList<>();
        for (String name : List.of(Request.PLAIN, Request.PLANTED)) {
            List<Request> requests = place.requests().stream()
                    .filter(each -> each.tree().equals(name))
                    .toList();
            if (!requests.isEmpty()) {
                answers.addAll(answered(name, requests));
            }
        }
        place.write(ENGINE, answers);
    }

    private List<Answer> answered(String name, List<Request> requests) throws IOException {
        SortedMap<String, String> texts = Tree.read(place.tree(name));
        long began = ticker.nanos();
        List<SourceFile> trees = parsed(place.tree(name));
        double seconds = since(began);
        long unparsed = trees.stream()
                .filter(tree -> !(tree instanceof J.CompilationUnit))
                .count();
        System.out.println(Json.write(
                Json.object().put("tree", name).put("seconds", seconds).put("unparsed", unparsed)));
        OpenRewriteRecipes recipes = new OpenRewriteRecipes(trees);
        List<Answer> answers = new ArrayList<>();
        for (Request request : requests) {
            answers.add(answered(texts, trees, recipes, request));
        }
        return answers;
    }

    private List<SourceFile> parsed(Path root) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(root)) {
            files = all.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
        return JavaParser.fromJavaVersion()
                .classpath(place.setting().jars())
                .logCompilationWarningsAndErrors(false)
                .build()
                .parse(files, root, new InMemoryExecutionContext(problem -> {}))
                .toList();
    }

    private Answer answered(
            SortedMap<String, String> texts, List<SourceFile> trees, OpenRewriteRecipes recipes, Request request)
            throws IOException {
        List<Throwable> problems = new ArrayList<>();
        ExecutionContext context = new InMemoryExecutionContext(problems::add);
        SortedMap<String, String> after = new TreeMap<>(texts);
        double seconds;
        try {
            Recipe recipe = recipes.of(request.theirs());
            List<SourceFile> wanted = recipes.sources(request.theirs());
            long began = ticker.nanos();
            List<Result> results = recipe.run(new InMemoryLargeSourceSet(wanted), context)
                    .getChangeset()
                    .getAllResults();
            for (Result result : results) {
                SourceFile was = result.getBefore();
                SourceFile is = result.getAfter();
                if (was != null) {
                    after.remove(was.getSourcePath().toString());
                }
                if (is != null) {
                    after.put(is.getSourcePath().toString(), is.printAll());
                }
            }
            seconds = since(began);
        } catch (RuntimeException e) {
            return new Answer(request.number(), Answer.End.FAILED, 0, 0, List.of(), e.toString());
        }
        List<String> gone = Tree.writeChange(place.answer(ENGINE, request.number()), texts, after);
        Answer.End end = after.equals(texts) ? Answer.End.NO_CHANGE : Answer.End.CHANGED;
        String message = problems.isEmpty() ? "" : problems.size() + " problems: " + problems.getFirst();
        return new Answer(request.number(), end, seconds, 0, gone, message);
    }

    private double since(long began) {
        return (ticker.nanos() - began) / 1e9;
    }
}
