package dev.refactory.refactor.recipe.find;

import com.google.auto.service.AutoService;
import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.kit.text.Counted;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.PlanOutcome;
import dev.refactory.refactor.recipe.Dependencies;
import dev.refactory.refactor.recipe.Recipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Which modules have a library, in which version, named where, and which files use its types; and
/// what could not be had. One finding for each place in a build file, one for each file that uses it.
@AutoService(Recipe.class)
public final class DependencyInsight implements Recipe {
    /// Libraries looked at for one pattern.
    static final int MAX_LIBRARIES = 1_000;

    private static final String PATTERN = FindDeclarations.PARAMETER;
    private static final String DEPENDENCY = "[the] (dependency|dependencies|library|libraries)";
    private static final Descriptor DESCRIPTOR = new Descriptor(
            44,
            "dependency-insight",
            "Finds which modules have a library, in which version, and which files use its types.",
            true,
            List.of(new Parameter(
                    PATTERN, Form.COORDINATES, "a glob over group:artifact, for example org.slf4j:* or *log4j*", true)),
            List.of(
                    new Phrase(
                            "(who|what|which modules|which files) (uses|use|has|have) " + DEPENDENCY + " {pattern}",
                            "Who uses the library org.slf4j:slf4j-api?"),
                    new Phrase(
                            "(find|list|show|get) [me] [all|every] " + DEPENDENCY
                                    + " (matching|that match|like) {pattern}",
                            "Show dependencies matching org.slf4j:*")));
    private static final int SHOWN = 5;

    @Override
    public Descriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public PlanOutcome plan(GraphView graph, Sources sources, Map<String, String> parameters) {
        String text = parameters.getOrDefault(PATTERN, "").strip();
        if (text.length() > NamePattern.MAX_LENGTH || !text.matches("[\\w.*-]+(:[\\w.*-]+)?")) {
            return new PlanOutcome.Refused(List.of(new Conflict(
                    "invalid-pattern",
                    text,
                    "",
                    0,
                    "The pattern cannot be read: \"" + text
                            + "\" is no group:artifact, write for example org.slf4j:*.")));
        }
        Dependencies dependencies = sources.dependencies();
        Predicate<String> wanted = each -> matches(text, each);
        List<String> libraries = dependencies.resolved().stream()
                .filter(wanted)
                .sorted()
                .distinct()
                .toList();
        List<String> missing = dependencies.unresolved().stream().filter(wanted).toList();
        BuildPlaces builds = new BuildPlaces(graph, sources);
        LibraryUses uses = new LibraryUses(graph, dependencies);
        FoundPlaces found = new FoundPlaces(DESCRIPTOR.name());
        for (String library : libraries.stream().limit(MAX_LIBRARIES).toList()) {
            report(dependencies, library, builds, uses.of(library), found);
        }
        missing.forEach(each -> missing(each, builds, found));
        String whole = summary(text, libraries, missing);
        return found.plan(sources, Map.of(PATTERN, text), count -> whole);
    }

    /// A glob with a colon is about both names, one without about either.
    private static boolean matches(String glob, String coordinates) {
        String[] parts = coordinates.split(":");
        if (parts.length < 3) {
            return false;
        }
        String any = glob.replaceAll("\\*+", "**");
        return any.indexOf(':') >= 0
                ? NamePattern.glob(any, parts[0] + ":" + parts[1])
                : NamePattern.glob(any, parts[0]) || NamePattern.glob(any, parts[1]);
    }

    private static String summary(String pattern, List<String> libraries, List<String> missing) {
        StringBuilder text = new StringBuilder("Libraries that match " + pattern);
        text.append(libraries.isEmpty() ? ": none" : named(libraries, ", ")).append('.');
        if (libraries.size() > MAX_LIBRARIES) {
            text.append(" The first ").append(MAX_LIBRARIES).append(" were looked at: give more of the name.");
        }
        if (!missing.isEmpty()) {
            List<String> names =
                    missing.stream().map(each -> each.split(": ", 2)[0]).toList();
            text.append(" Could not be had").append(named(names, ", ")).append('.');
        }
        return text.toString();
    }

    private static String named(List<String> all, String separator) {
        int more = all.size() - SHOWN;
        return all.isEmpty()
                ? ""
                : ": " + all.stream().limit(SHOWN).collect(Collectors.joining(separator))
                        + (more > 0 ? " and " + more + " more" : "");
    }

    private static void report(
            Dependencies dependencies,
            String library,
            BuildPlaces builds,
            Map<String, List<LibraryUses.Use>> uses,
            FoundPlaces found) {
        String about = have(dependencies, library) + used(uses);
        Map<String, List<Range>> named = builds.naming(library);
        named.forEach((path, ranges) -> ranges.forEach(
                range -> found.add(path, place(range, library), "note", library + " is named here" + about)));
        if (named.isEmpty()) {
            builds.root()
                    .ifPresent(path -> found.add(
                            path,
                            place(new Range(0, 0), library),
                            "note",
                            library + " is named in no build file: another dependency brings it" + about));
        }
        uses.forEach((path, all) -> {
            Map<String, Integer> byType = new TreeMap<>();
            all.forEach(use -> byType.merge(use.type(), 1, Integer::sum));
            found.add(
                    path,
                    place(all.getFirst().place().range(), library),
                    "note",
                    "uses " + library + " " + times(all.size()) + ": " + counted(byType));
        });
    }

    private static Occurrence place(Range range, String library) {
        return new Occurrence(range, library, Set.of());
    }

    private static String times(int count) {
        return count == 1 ? "once" : count + " times";
    }

    /// The modules that see it, where it is known by module.
    private static String have(Dependencies dependencies, String library) {
        if (dependencies.modules().isEmpty()) {
            return "";
        }
        List<String> main = new ArrayList<>();
        List<String> tests = new ArrayList<>();
        for (Dependencies.Module module : dependencies.modules()) {
            if (module.main().contains(library)) {
                main.add(module.name());
            } else if (module.test().contains(library)) {
                tests.add(module.name());
            }
        }
        String both = (main.isEmpty()
                        ? ""
                        : "; " + Counted.of(main.size(), "module") + " " + verb(main) + " it" + named(main, ", "))
                + (tests.isEmpty() ? "" : "; in tests only " + Counted.of(tests.size(), "module") + named(tests, ", "));
        return both.isEmpty() ? "; no module sees it" : both;
    }

    private static String verb(List<String> several) {
        return several.size() == 1 ? "has" : "have";
    }

    private static String used(Map<String, List<LibraryUses.Use>> uses) {
        int all = uses.values().stream().mapToInt(List::size).sum();
        Map<String, Integer> byType = new TreeMap<>();
        uses.values().forEach(here -> here.forEach(use -> byType.merge(use.type(), 1, Integer::sum)));
        return all == 0
                ? "; no source names anything of it."
                : "; " + Counted.of(all, "use") + " in " + Counted.of(uses.size(), "file") + ": " + counted(byType);
    }

    /// The most used ones first.
    private static String counted(Map<String, Integer> byType) {
        List<String> most = byType.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(each -> each.getKey() + " (" + each.getValue() + ")")
                .toList();
        return named(most, ", ").substring(2) + ".";
    }

    private static void missing(String each, BuildPlaces builds, FoundPlaces found) {
        Map<String, List<Range>> named = builds.naming(each);
        String message = "could not be had: " + each;
        named.forEach(
                (path, ranges) -> ranges.forEach(range -> found.add(path, place(range, each), "warning", message)));
        Optional<String> root = named.isEmpty() ? builds.root() : Optional.empty();
        root.ifPresent(path -> found.add(path, place(new Range(0, 0), each), "warning", message));
    }

    /// Whether a file says what is to be built with what.
    static boolean isBuildFile(FileInfo file) {
        String name = file.path().substring(file.path().lastIndexOf('/') + 1);
        return name.equals("pom.xml")
                || name.endsWith(".gradle")
                || name.endsWith(".gradle.kts")
                || name.endsWith(".versions.toml");
    }
}
