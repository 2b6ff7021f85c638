package dev.refactory.worker.stage;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.index.build.IndexResult;
import dev.refactory.kit.json.Json;
import dev.refactory.refactor.plan.RefactoringPlan;
import dev.refactory.worker.request.JobRequest;
import dev.refactory.worker.request.PlanResult.PlannedStep;
import dev.refactory.worker.request.TransformWork;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The plan a job shows, and what its quote is made of.
///
/// @param work the tasks of all steps
record PublishedPlan(JobRequest request, IndexResult index, List<PlannedStep> steps, List<TransformWork> work) {
    /// How a plan of several steps is called.
    static final String COMPOSITION = "composition";

    /// The rate card's c of a composition.
    private static final BigDecimal COMPOSITION_COMPLEXITY = BigDecimal.valueOf(3);

    private static final Pattern TEST_FILE =
            Pattern.compile("(^|/)src/test/.*|(^|.*/)(Test\\w*|\\w*(Test|Tests|TestCase|IT))\\.java");

    BigDecimal complexity() {
        BigDecimal highest = steps.stream()
                .map(step -> step.plan().complexity())
                .max(BigDecimal::compareTo)
                .orElseThrow();
        return steps.size() == 1 ? highest : highest.max(COMPOSITION_COMPLEXITY);
    }

    String json() {
        ObjectNode json = Json.object();
        boolean one = steps.size() == 1;
        RefactoringPlan first = steps.getFirst().plan();
        json.put("recipe", one ? first.recipe() : COMPOSITION);
        json.set("parameters", Json.toTree(one ? first.parameters() : Map.of()));
        json.put("summary", one ? first.summary() : summary());
        json.put("model", first.model());
        json.put("commit", index.commit().commitId());
        json.put("verify", request.level().text());
        if (request.instruction() != null) {
            json.put("instruction", request.instruction());
        }
        ArrayNode list = json.putArray("steps");
        for (int i = 0; i < steps.size(); i++) {
            list.add(step(i));
        }
        SortedSet<String> affected = affected(work);
        json.put("tasks", work.size());
        json.put("files_affected", affected.size());
        json.put(
                "affected_tests",
                affected.stream().filter(PublishedPlan::isTest).count());
        json.put(
                "files_rechecked",
                steps.stream().mapToInt(step -> step.plan().recheck().size()).sum());
        json.put("occurrences", occurrences(work));
        json.put(
                "findings",
                steps.stream().mapToInt(step -> step.plan().findings().size()).sum());
        json.put("indexed_lines", index.indexedLines());
        json.put("unresolved_occurrences", index.unresolved());
        return Json.write(json);
    }

    private String summary() {
        return steps.size() + " steps: "
                + steps.stream().map(step -> step.plan().summary()).collect(Collectors.joining(" "));
    }

    private ObjectNode step(int number) {
        RefactoringPlan plan = steps.get(number).plan();
        List<TransformWork> own =
                work.stream().filter(task -> task.step() == number).toList();
        ObjectNode json = Json.object();
        json.put("recipe", plan.recipe());
        json.set("parameters", Json.toTree(plan.parameters()));
        json.put("summary", plan.summary());
        json.put("tasks", own.size());
        json.put("files_affected", affected(own).size());
        json.put("occurrences", occurrences(own));
        json.set("file_renames", Json.toTree(plan.fileRenames()));
        return json;
    }

    /// By the path a file has in the commit, so that one that is renamed counts once.
    private SortedSet<String> affected(List<TransformWork> tasks) {
        Map<String, String> origins = new java.util.HashMap<>();
        int done = 0;
        SortedSet<String> paths = new TreeSet<>();
        for (TransformWork task : tasks) {
            for (; done < task.step(); done++) {
                steps.get(done)
                        .plan()
                        .fileRenames()
                        .forEach((from, to) -> origins.put(to, origins.getOrDefault(from, from)));
            }
            task.task().files().forEach(file -> paths.add(origins.getOrDefault(file.path(), file.path())));
        }
        return paths;
    }

    private static int occurrences(List<TransformWork> tasks) {
        return tasks.stream()
                .flatMap(task -> task.task().files().stream())
                .mapToInt(file -> file.facts().size() + file.replacements().size())
                .sum();
    }

    private static boolean isTest(String path) {
        return TEST_FILE.matcher(path).matches();
    }
}
