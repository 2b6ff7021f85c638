package dev.refactory.benchmarks.differential;

import dev.refactory.benchmarks.corpus.PublishedLibrary;
import dev.refactory.graph.model.SourceText;
import dev.refactory.kit.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Fetches a library, leaves out what does not compile as it is, and chooses the requests.
public final class Preparation {
    private Preparation() {}

    /// Prints one JSON object: `{"files","lines","leftOut","missing","requests"}`.
    ///
    /// @param arguments the library's place, its coordinates, requests of each operation, seed, operations
    public static void main(String[] arguments) throws IOException {
        Place place = new Place(Path.of(arguments[0]));
        PublishedLibrary library = PublishedLibrary.fetch(arguments[1]);
        // Other kinds in other libraries.
        RequestChoice choice = new RequestChoice(
                Long.parseLong(arguments[3]) * 31 + arguments[1].hashCode(), Integer.parseInt(arguments[2]));
        List<Operation> operations = Operation.parse(arguments[4]);
        SortedMap<String, String> texts = new TreeMap<>();
        library.files().forEach((path, bytes) -> {
            SourceText source = SourceText.decode(bytes);
            if (source.charset().equals(java.nio.charset.StandardCharsets.UTF_8)) {
                texts.put(path, source.text());
            }
        });
        place.write(new Place.Setting(
                library.classPath().stream().map(Path::toString).toList(), library.release()));
        try (PlainJavac javac = new PlainJavac(library.classPath(), library.release())) {
            Set<String> leftOut = withoutErrors(javac, texts);
            Tree.write(place.tree(Request.PLAIN), texts);
            try (AttributedTree tree = new AttributedTree(texts, library.classPath(), library.release())) {
                for (Operation operation : operations) {
                    choose(choice, operation, tree);
                }
            }
            if (operations.contains(Operation.REMOVE_UNUSED_IMPORTS)) {
                plant(choice, place, javac, texts);
            }
            place.write(choice.chosen());
            System.out.println(Json.write(Json.object()
                    .put("files", texts.size())
                    .put(
                            "lines",
                            texts.values().stream()
                                    .mapToLong(text -> text.lines().count())
                                    .sum())
                    .put("leftOut", leftOut.size())
                    .put("missing", String.join("; ", library.missing()))
                    .put("requests", choice.chosen().size())));
        }
    }

    private static Set<String> withoutErrors(PlainJavac javac, SortedMap<String, String> texts) throws IOException {
        Set<String> leftOut = new TreeSet<>();
        while (true) {
            List<PlainJavac.Error> errors = javac.errors(texts);
            Set<String> broken =
                    errors.stream().map(PlainJavac.Error::path).collect(Collectors.toCollection(TreeSet::new));
            if (broken.isEmpty()) {
                return leftOut;
            }
            if (!texts.keySet().removeAll(broken)) {
                throw new IOException("The library does not compile: " + errors.getFirst());
            }
            leftOut.addAll(broken);
        }
    }

    private static void choose(RequestChoice choice, Operation operation, AttributedTree tree) {
        AnnotationRequests annotations = new AnnotationRequests(tree);
        switch (operation) {
            case RENAME_METHOD -> choice.add(operation, Request.PLAIN, new MethodRequests(tree));
            case CHANGE_TYPE -> choice.add(operation, Request.PLAIN, new TypeRequests(tree));
            case RENAME_PACKAGE -> choice.add(operation, Request.PLAIN, new PackageRequests(tree));
            case REMOVE_ANNOTATION -> choice.add(operation, Request.PLAIN, annotations::removal);
            case CHANGE_ANNOTATION -> choice.add(operation, Request.PLAIN, annotations::change);
            // In a tree of its own.
            case REMOVE_UNUSED_IMPORTS -> {}
        }
    }

    /// A copy of the tree with imports that compile.
    private static void plant(RequestChoice choice, Place place, PlainJavac javac, SortedMap<String, String> texts)
            throws IOException {
        ImportPlanting.Planted planted = ImportPlanting.plant(texts, choice.wanted(), choice.seed());
        List<PlainJavac.Error> errors = javac.errors(planted.texts());
        while (!errors.isEmpty()) {
            TreeSet<String> broken =
                    errors.stream().map(PlainJavac.Error::path).collect(Collectors.toCollection(TreeSet::new));
            int before = planted.plantings().size();
            planted = planted.without(broken, texts);
            if (planted.plantings().size() == before) {
                throw new IOException("What is planted does not compile: " + errors.getFirst());
            }
            errors = javac.errors(planted.texts());
        }
        Tree.write(place.tree(Request.PLANTED), planted.texts());
        Deque<ImportPlanting.Planting> left = new ArrayDeque<>(planted.plantings());
        choice.add(Operation.REMOVE_UNUSED_IMPORTS, Request.PLANTED, random -> {
            ImportPlanting.Planting next = left.poll();
            return next == null ? Optional.empty() : Optional.of(draft(next));
        });
    }

    private static RequestChoice.Draft draft(ImportPlanting.Planting planting) {
        String about =
                planting.kind().title() + (planting.unneeded().isEmpty() ? ", needed" : "") + ": " + planting.path();
        return new RequestChoice.Draft(
                about,
                new Request.Asked("remove-unused-imports", Map.of("paths", planting.path())),
                new Request.Asked("RemoveUnusedImports", Map.of("path", planting.path())),
                planting.unneeded());
    }
}
