package dev.refactory.refactor.recipe.find;

import com.google.auto.service.AutoService;
import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.FileProblem;
import dev.refactory.graph.model.GraphView;
import dev.refactory.kit.text.Counted;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.PlanOutcome;
import dev.refactory.refactor.plan.RefactoringPlan;
import dev.refactory.refactor.plan.TransformTask.FileWork;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.model.Chunks;
import dev.refactory.refactor.recipe.model.LiteralPattern;
import dev.refactory.refactor.recipe.model.RecipeModel;
import dev.refactory.refactor.recipe.model.ReportLiterals;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// String, text block, character and number literals whose value an expression matches. No fact
/// says what a literal holds, so every Java file is read, by the model's tasks.
@AutoService(Recipe.class)
public final class FindLiterals implements Recipe {
    private static final String PATTERN = "pattern";
    private static final String LITERALS = "[string|number|character|char] (literals|literal|strings|texts)";
    private static final Descriptor DESCRIPTOR = new Descriptor(
            44,
            ReportLiterals.RULE,
            "Finds the string, text block, character and number literals that a regular expression matches.",
            true,
            List.of(new Parameter(
                    PATTERN,
                    Form.REGEX,
                    "a regular expression (RE2 syntax) looked for in a literal's value, for example ^http://",
                    true)),
            List.of(new Phrase(
                    "(find|list|show|identify|get|locate) [me] [all|every|any] [the] " + LITERALS
                            + " (matching|that match|containing|that contain|with) {pattern}",
                    "Find string literals matching ^http://")));
    private static final BigDecimal COMPLEXITY = BigDecimal.ONE;

    /// What has no text of Java to look at.
    private static final Set<FileProblem.Kind> UNREADABLE = EnumSet.of(
            FileProblem.Kind.IGNORED,
            FileProblem.Kind.BINARY,
            FileProblem.Kind.TOO_LARGE,
            FileProblem.Kind.NOT_A_REGULAR_FILE);

    @Override
    public Descriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public PlanOutcome plan(GraphView graph, Sources sources, Map<String, String> parameters) {
        String pattern = parameters.getOrDefault(PATTERN, "");
        try {
            LiteralPattern.of(pattern);
        } catch (LiteralPattern.Malformed e) {
            return new PlanOutcome.Refused(List.of(new Conflict(
                    "invalid-pattern", pattern, "", 0, "The pattern cannot be read: " + e.getMessage() + ".")));
        }
        List<FileWork> work = graph.files().stream()
                .filter(FindLiterals::readable)
                .map(file -> new FileWork(file.path(), file.blobId(), List.of()))
                .toList();
        return new PlanOutcome.Planned(new RefactoringPlan(
                DESCRIPTOR.name(),
                Map.of(PATTERN, pattern),
                "Literals that match " + pattern + ", looked for in " + Counted.of(work.size(), "Java file") + ".",
                RecipeModel.NAME,
                Chunks.of(graph, ReportLiterals.NAME, work, chunk -> Map.of(ReportLiterals.PATTERN, pattern)),
                Map.of(),
                Map.of(),
                new TreeSet<>(),
                List.of(),
                COMPLEXITY));
    }

    private static boolean readable(FileInfo file) {
        return file.isJava() && file.problems().stream().noneMatch(problem -> UNREADABLE.contains(problem.kind()));
    }
}
