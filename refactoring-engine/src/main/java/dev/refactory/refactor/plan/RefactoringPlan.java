package dev.refactory.refactor.plan;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/// What will be done, as data.
///
/// @param recipe its name
/// @param parameters as understood
/// @param summary a sentence, for example "Rename method com.acme.Foo#bar(int) and 3 overrides to
///     baz: 40 files."
/// @param model the model that runs the tasks
/// @param tasks in order; empty when nothing needs to change
/// @param symbolMap the symbols that get another name, old spelling to new: what the verdict takes
///     as planned. What is spelled with them follows and is not listed: a type's members and nested
///     types, methods that take it as a parameter, and what is local to them. A local's new spelling
///     has the place it starts at before the edits
/// @param fileRenames old path to new path
/// @param recheck files, besides the changed ones, whose bindings the change could touch: they are
///     attributed again too
/// @param findings known at planning time
/// @param complexity c of the rate card
/// @param intent what changes besides spellings
public record RefactoringPlan(
        String recipe,
        Map<String, String> parameters,
        String summary,
        String model,
        List<TransformTask> tasks,
        Map<String, String> symbolMap,
        Map<String, String> fileRenames,
        SortedSet<String> recheck,
        List<Finding> findings,
        BigDecimal complexity,
        Intent intent) {
    public RefactoringPlan {
        parameters = Map.copyOf(parameters);
        tasks = List.copyOf(tasks);
        symbolMap = Map.copyOf(symbolMap);
        fileRenames = Map.copyOf(fileRenames);
        recheck = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(recheck));
        findings = List.copyOf(findings);
    }

    /// A plan that changes spellings only.
    public RefactoringPlan(
            String recipe,
            Map<String, String> parameters,
            String summary,
            String model,
            List<TransformTask> tasks,
            Map<String, String> symbolMap,
            Map<String, String> fileRenames,
            SortedSet<String> recheck,
            List<Finding> findings,
            BigDecimal complexity) {
        this(
                recipe,
                parameters,
                summary,
                model,
                tasks,
                symbolMap,
                fileRenames,
                recheck,
                findings,
                complexity,
                Intent.NONE);
    }

    /// Everything but its tasks, which travel on their own.
    public RefactoringPlan withoutTasks() {
        return new RefactoringPlan(
                recipe,
                parameters,
                summary,
                model,
                List.of(),
                symbolMap,
                fileRenames,
                recheck,
                findings,
                complexity,
                intent);
    }
}
