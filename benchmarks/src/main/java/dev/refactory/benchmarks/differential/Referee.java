package dev.refactory.benchmarks.differential;

import dev.refactory.kit.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/// Holds what both engines made of the requests against a plain compiler, and counts lines.
public final class Referee {
    private final Place place;
    private final Map<String, SortedMap<String, String>> trees = new HashMap<>();
    private final Map<String, SortedMap<String, byte[]>> classes = new HashMap<>();
    private final Map<SortedMap<String, String>, PlainJavac.Compiled> lastCompiled = new HashMap<>();

    private Referee(Place place) {
        this.place = place;
    }

    /// Prints one [Finding] as JSON for each engine and request.
    ///
    /// @param arguments the library's place
    public static void main(String[] arguments) throws IOException {
        new Referee(new Place(Path.of(arguments[0]))).run();
    }

    private void run() throws IOException {
        Place.Setting setting = place.setting();
        Map<Integer, Answer> ours = byNumber(OurRun.ENGINE);
        Map<Integer, Answer> theirs = byNumber(OpenRewriteRun.ENGINE);
        try (PlainJavac javac = new PlainJavac(setting.jars(), setting.release())) {
            for (Request request : place.requests()) {
                lastCompiled.clear();
                judge(javac, request, OurRun.ENGINE, Objects.requireNonNull(ours.get(request.number())));
                judge(javac, request, OpenRewriteRun.ENGINE, Objects.requireNonNull(theirs.get(request.number())));
            }
        }
    }

    private Map<Integer, Answer> byNumber(String engine) throws IOException {
        Map<Integer, Answer> answers = new HashMap<>();
        place.answers(engine).forEach(answer -> answers.put(answer.number(), answer));
        return answers;
    }

    private void judge(PlainJavac javac, Request request, String engine, Answer answer) throws IOException {
        SortedMap<String, String> before = tree(request.tree());
        SortedMap<String, String> after = new TreeMap<>(before);
        if (answer.end() == Answer.End.CHANGED) {
            after.keySet().removeAll(answer.gone());
            after.putAll(Tree.read(place.answer(engine, request.number())));
        }
        List<PlainJavac.Error> errors = List.of();
        String otherwise = "";
        if (!after.equals(before)) {
            PlainJavac.Compiled known = lastCompiled.get(after);
            PlainJavac.Compiled compiled = known == null ? javac.compile(after) : known;
            lastCompiled.put(after, compiled);
            errors = compiled.errors();
            if (errors.isEmpty() && !request.operation().equals(Operation.CHANGE_TYPE.title())) {
                otherwise = Meaning.difference(
                        Meaning.of(classes(javac, request.tree()), request.names()),
                        Meaning.of(compiled.classes(), request.names()));
            }
        }
        System.out.println(Json.write(new Finding(
                engine,
                request,
                answer,
                errors.size(),
                errors.isEmpty() ? "" : errors.getFirst().toString(),
                otherwise,
                LineChange.between(before, after, request.names()),
                Integer.toHexString(after.hashCode()))));
    }

    private SortedMap<String, byte[]> classes(PlainJavac javac, String name) throws IOException {
        SortedMap<String, byte[]> known = classes.get(name);
        if (known == null) {
            known = javac.compile(tree(name)).classes();
            classes.put(name, known);
        }
        return known;
    }

    private SortedMap<String, String> tree(String name) throws IOException {
        SortedMap<String, String> known = trees.get(name);
        if (known == null) {
            known = Tree.read(place.tree(name));
            trees.put(name, known);
        }
        return known;
    }
}
