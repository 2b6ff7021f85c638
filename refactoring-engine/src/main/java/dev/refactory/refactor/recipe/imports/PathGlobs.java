package dev.refactory.refactor.recipe.imports;

import com.google.re2j.Pattern;
import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.GraphView;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.PlanOutcome;
import java.util.ArrayList;
import java.util.List;

/// Globs over the paths of a repository, separated by commas: `*` and `?` stand for what has no `/`
/// in it, `**` for any folders. One that names a folder means all that is in it.
final class PathGlobs {
    static final String PARAMETER = "paths";
    static final String DESCRIPTION =
            "globs over paths, separated by commas, for example src/main/**,**/Foo.java; all files when left out";

    private static final int MAX_LENGTH = 4_000;

    private final List<Pattern> patterns;

    private PathGlobs(List<Pattern> patterns) {
        this.patterns = patterns;
    }

    /// @param given nothing but white space and commas means every path
    static PathGlobs of(String given) {
        List<Pattern> patterns = new ArrayList<>();
        for (String glob :
                given.substring(0, Math.min(given.length(), MAX_LENGTH)).split(",")) {
            String plain = glob.strip().replaceFirst("^(\\./)+", "").replaceFirst("/+$", "");
            if (!plain.isEmpty()) {
                patterns.add(Pattern.compile(regex(plain) + "(/.*)?", Pattern.DOTALL));
            }
        }
        return new PathGlobs(patterns);
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

    boolean matches(String path) {
        return patterns.isEmpty()
                || patterns.stream().anyMatch(pattern -> pattern.matcher(path).matches());
    }

    /// The Java files they name.
    List<FileInfo> javaFiles(GraphView graph) {
        return graph.files().stream()
                .filter(file -> file.isJava() && matches(file.path()))
                .toList();
    }

    static PlanOutcome refused(String given) {
        return new PlanOutcome.Refused(List.of(new Conflict(
                "not-found",
                given,
                "",
                0,
                "No Java file of the repository has a path that matches " + given
                        + ": write for example src/main/** or **/Foo.java.")));
    }
}
