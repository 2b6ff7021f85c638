package dev.refactory.benchmarks.differential;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.time.SystemTime;
import dev.refactory.kit.time.Ticker;
import dev.refactory.refactor.edit.Changeset;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.PlanOutcome;
import dev.refactory.refactor.plan.RefactoringPlan;
import dev.refactory.refactor.plan.TransformTask;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.Recipes;
import dev.refactory.refactor.recipe.model.ModelRequest;
import dev.refactory.refactor.recipe.model.ModelResponse;
import dev.refactory.refactor.recipe.model.RecipeModel;
import dev.refactory.refactor.verify.BindingJudge;
import dev.refactory.refactor.verify.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// This product's side, in-process: plan, edits and proof as a worker makes them at `compile`, each request on the
/// same attributed tree. All files a plan touches are attributed again whole, where a worker leaves out bodies that
/// cannot notice: the proof here costs no less than there.
public final class OurRun {
    static final String ENGINE = "ours";

    private final Ticker ticker = SystemTime.ticker();
    private final Recipes recipes = Recipes.standard();
    private final Place place;

    private OurRun(Place place) {
        this.place = place;
    }

    /// Prints one JSON object a tree, `{"tree","seconds"}`: how long it took to attribute it.
    ///
    /// @param arguments the library's place
    public static void main(String[] arguments) throws IOException {
        new OurRun(new Place(Path.of(arguments[0]))).run();
    }

    private void run() throws IOException {
        Place.Setting setting = place.setting();
        List<Answer> answers = new ArrayList<>();
        for (String name : List.of(Request.PLAIN, Request.PLANTED)) {
            List<Request> requests = place.requests().stream()
                    .filter(each -> each.tree().equals(name))
                    .toList();
            if (!requests.isEmpty()) {
                try (AttributedTree tree =
                        new AttributedTree(Tree.read(place.tree(name)), setting.jars(), setting.release())) {
                    System.out.println(
                            Json.write(Json.object().put("tree", name).put("seconds", tree.seconds())));
                    for (Request request : requests) {
                        answers.add(answered(tree, request));
                    }
                }
            }
        }
        place.write(ENGINE, answers);
    }

    private Answer answered(AttributedTree tree, Request request) throws IOException {
        long began = ticker.nanos();
        try {
            Recipe recipe =
                    recipes.checked(request.ours().recipe(), request.ours().words());
            return switch (recipe.plan(
                    tree.graph(), tree.sources(), request.ours().words())) {
                case PlanOutcome.Refused refused -> refused(request, since(began), 0, refused.conflicts());
                case PlanOutcome.Planned planned -> carriedOut(tree, request, planned.plan(), began);
            };
        } catch (RuntimeException e) {
            return new Answer(request.number(), Answer.End.FAILED, since(began), 0, List.of(), e.toString());
        }
    }

    /// @param proof seconds that went into a proof that failed; 0 when there was no plan to prove
    private static Answer refused(Request request, double seconds, double proof, List<Conflict> conflicts) {
        Conflict first = conflicts.getFirst();
        String message = (proof > 0 ? "judge: " : "") + first.kind() + " " + first.file() + ":" + first.line() + " "
                + first.message();
        return new Answer(request.number(), Answer.End.REFUSED, seconds, proof, List.of(), message);
    }

    private Answer carriedOut(AttributedTree tree, Request request, RefactoringPlan plan, long began)
            throws IOException {
        Changeset changeset = edits(tree, plan);
        SortedMap<String, String> texts = new TreeMap<>(tree.texts());
        changeset.files().forEach(file -> texts.compute(file.path(), (_, text) -> file.apply(String.valueOf(text))));
        plan.fileRenames().forEach((from, to) -> texts.put(to, String.valueOf(texts.remove(from))));
        TreeSet<String> touched = new TreeSet<>(plan.recheck());
        touched.addAll(changeset.paths());
        touched.addAll(plan.fileRenames().keySet());
        if (touched.isEmpty()) {
            return new Answer(request.number(), Answer.End.NO_CHANGE, since(began), 0, List.of(), "");
        }
        long edited = ticker.nanos();
        touched.removeIf(path -> !path.endsWith(".java"));
        SortedMap<String, FileFacts> before = new TreeMap<>(tree.facts());
        before.keySet().retainAll(touched);
        TreeSet<String> renamed = new TreeSet<>();
        touched.forEach(path -> renamed.add(plan.fileRenames().getOrDefault(path, path)));
        SortedMap<String, FileFacts> after = tree.after(texts, renamed);
        Verdict verdict =
                new BindingJudge().judge(BindingJudge.Case.of(plan, before, after, changeset, tree.sources()));
        if (!verdict.accepted()) {
            return refused(request, since(began), since(edited), verdict.conflicts());
        }
        double seconds = since(began);
        double proof = since(edited);
        List<String> gone = Tree.writeChange(place.answer(ENGINE, request.number()), tree.texts(), texts);
        Answer.End end = texts.equals(tree.texts()) ? Answer.End.NO_CHANGE : Answer.End.CHANGED;
        return new Answer(request.number(), end, seconds, proof, gone, "");
    }

    private static Changeset edits(AttributedTree tree, RefactoringPlan plan) {
        List<Changeset> parts = new ArrayList<>();
        for (TransformTask task : plan.tasks()) {
            ModelRequest request = ModelRequest.of(task, tree.sources()::text);
            parts.add(
                    ModelResponse.read(new RecipeModel().infer(request.write())).changeset());
        }
        return Changeset.merge(parts);
    }

    private double since(long began) {
        return (ticker.nanos() - began) / 1e9;
    }
}
