package dev.refactory.refactor.recipe.imports;

import com.google.re2j.Pattern;
import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.GraphView;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.PlanOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Globs over the paths of a repository, separated by commas: `*` and `?` stand for what has no `/`
/// in it, `**` for any folders. One that names a folder means all that is in it. Each has to match
/// something, as with `git add`: one that does not is a slip.
final class PathGlobs {
    static final String PARAMETER = "paths";
    static final String DESCRIPTION =
            "globs over paths, separated by commas, for example src/main/**,**/Foo.java; all files when left out";

    private static final int MAX_LENGTH = 4_000;

    private final List<Glob> globs;

    private record Glob(String written, Pattern pattern) {
        boolean matches(FileInfo file) {
            return pattern.matcher(file.path()).matches();
        }
    }

    private PathGlobs(List<Glob> globs) {
        this.globs = globs;
    }

    /// The plan of what they name, or why they name nothing.
    ///
    /// @param given nothing but white space and commas means every path
    /// @param plan is given the Java files in the order of the graph
    static PlanOutcome planned(String given, GraphView graph, Function<List<FileInfo>, PlanOutcome> plan) {
        if (given.length() > MAX_LENGTH) {
            return refused(
                    "invalid-selection",
                    given.substring(0, 40) + "…",
                    "The paths have " + given.length() + " characters, of at most " + MAX_LENGTH
                            + ": name the folders above them.");
        }
        List<FileInfo> java = graph.files().stream().filter(FileInfo::isJava).toList();
        PathGlobs paths = of(given);
        for (Glob glob : paths.globs) {
            if (java.stream().noneMatch(glob::matches)) {
                return refused(
                        "not-found",
                        glob.written(),
                        "No Java file of the repository has a path that matches " + glob.written()
                                + ": write for example src/main/** or **/Foo.java, parted by commas.");
            }
        }
        return plan.apply(java.stream().filter(paths::matches).toList());
    }

    private static PathGlobs of(String given) {
        List<Glob> globs = new ArrayList<>();
        for (String glob : given.split(",")) {
            String plain = glob.strip().replaceFirst("^(\\./)+", "").replaceFirst("/+$", "");
            if (!plain.isEmpty()) {
                globs.add(new Glob(glob.strip(), Pattern.compile(regex(plain) + "(/.*)?", Pattern.DOTALL)));
            }
        }
        return new PathGlobs(globs);
    }

    private static String regex(String glob) {
        StringBuilder regex = new StringBuilder();
        int i = 0;
        while (i < glob.length()) {
            if (glob.startsWith("**/", i)) {
                regex.append("(.*/)?");
                i += 3;
            } else if (glob.startsWith("**", i)) {
                regex.append(".*");
                i += 2;
            } else {
                char c = glob.charAt(i++);
                regex.append(c == '*' ? "[^/]*" : c == '?' ? "[^/]" : Pattern.quote(String.valueOf(c)));
            }
        }
        return regex.toString();
    }

    private boolean matches(FileInfo file) {
        return globs.isEmpty() || globs.stream().anyMatch(glob -> glob.matches(file));
    }

    private static PlanOutcome refused(String kind, String symbol, String sentence) {
        return new PlanOutcome.Refused(List.of(new Conflict(kind, symbol, "", 0, sentence)));
    }
}
