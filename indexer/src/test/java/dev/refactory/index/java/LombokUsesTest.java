package dev.refactory.index.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.graph.model.Diagnostic;
import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import dev.refactory.index.java.JavaAttributor.Request;
import dev.refactory.index.java.JavaAttributor.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Code that calls what Lombok would make, as it is written in repositories.
class LombokUsesTest {
    /// Imports, annotations, and what stands for a type.
    private static final Pattern LOMBOKS =
            Pattern.compile("import lombok[^;]*;|@\\w+(\\.\\w+)*(\\([^)]*\\))?|\\bval\\b");

    private static Map<String, FileFacts> facts(Map<String, String> sources, List<Path> classpath, int release) {
        List<Source> all = new ArrayList<>();
        sources.forEach((path, text) -> all.add(Attribution.source(path, text)));
        return Attribution.shared().attribute(new Request(all, List.of(), classpath, release), () -> false).stream()
                .collect(Collectors.toMap(FileFacts::path, Function.identity()));
    }

    private static FileFacts file(Map<String, FileFacts> facts, String path) {
        return Objects.requireNonNull(facts.get(path));
    }

    private static List<String> errors(Map<String, FileFacts> facts) {
        List<String> errors = new ArrayList<>();
        facts.values()
                .forEach(file -> file.diagnostics().stream()
                        .filter(found -> found.severity() == Diagnostic.Severity.ERROR)
                        .forEach(found -> errors.add(file.path() + ":" + found.line() + " " + found.message())));
        return errors;
    }

    private static TreeSet<String> unresolved(Map<String, FileFacts> facts) {
        TreeSet<String> names = new TreeSet<>();
        facts.values()
                .forEach(file -> file.occurrences().stream()
                        .map(Occurrence::symbol)
                        .filter(symbol -> symbol.startsWith("?"))
                        .forEach(names::add));
        return names;
    }

    private static Map<String, String> project() {
        return new TreeMap<>(LombokMembersTest.table("uses"));
    }

    @Test
    void everyNameResolvesAndNothingIsWrong() {
        Map<String, FileFacts> facts = facts(project(), List.of(RealLombok.jar()), 25);
        assertThat(errors(facts)).isEmpty();
        assertThat(unresolved(facts)).isEmpty();
    }

    @Test
    void theRealCompilerAgreesThatItCompiles(@org.junit.jupiter.api.io.TempDir Path directory) {
        assertThat(RealLombok.members(project(), directory)).isNotEmpty();
    }

    @Test
    void withoutLombokItselfOnlyItsOwnNamesAreUnresolved() {
        Map<String, FileFacts> facts = facts(project(), List.of(), 25);
        assertThat(unresolved(facts)).isNotEmpty();
        project().forEach((path, text) -> {
            List<Range> lomboks = LOMBOKS.matcher(text)
                    .results()
                    .map(found -> new Range(found.start(), found.end()))
                    .toList();
            List<Occurrence> others = file(facts, path).occurrences().stream()
                    .filter(place -> place.symbol().startsWith("?"))
                    .filter(place -> lomboks.stream()
                            .noneMatch(range -> range.start() <= place.range().start()
                                    && place.range().end() <= range.end()))
                    .toList();
            assertThat(others).isEmpty();
        });
    }

    @Test
    void factsAreTheSameInBatchesAndAsHeaders() {
        Map<String, String> project = project();
        Map<String, FileFacts> together = facts(project, List.of(RealLombok.jar()), 25);
        project.forEach((path, text) -> {
            List<Source> headers = project.entrySet().stream()
                    .filter(other -> !other.getKey().equals(path))
                    .map(other -> Attribution.source(other.getKey(), other.getValue()))
                    .toList();
            Request request =
                    new Request(List.of(Attribution.source(path, text)), headers, List.of(RealLombok.jar()), 25);
            assertThat(Attribution.shared().attribute(request, () -> false).getFirst())
                    .isEqualTo(together.get(path));
        });
    }

    @Test
    void aMemberIsDeclaredWhereTheFieldIsNamedThatItIsNamedAfter() {
        String text = "package a; import lombok.*;\n@Data @Builder class A { private String name; }\n";
        FileFacts facts = file(facts(Map.of("a/A.java", text), List.of(RealLombok.jar()), 25), "a/A.java");
        assertThat(definedAt(facts, text, "name"))
                .containsExactly(
                        "a.A#name",
                        "a.A#getName()",
                        "a.A#setName(java.lang.String)",
                        "a.A.ABuilder#name",
                        "a.A.ABuilder#name(java.lang.String)");
        assertThat(definedAt(facts, text, "A"))
                .contains("a.A", "a.A#<init>(java.lang.String)", "a.A#builder()", "a.A.ABuilder", "a.A#hashCode()");
        facts.occurrences().stream()
                .filter(place -> place.has(Role.DEFINITION) && !place.has(Role.IMPLICIT))
                .forEach(place -> assertThat(place.symbol()).isIn("a", "a.A", "a.A#name"));
        assertThat(facts.relations().stream().map(Object::toString).toList())
                .anyMatch(relation ->
                        relation.contains("a.A#hashCode()") && relation.contains("java.lang.Object#hashCode()"));
    }

    private static List<String> definedAt(FileFacts facts, String text, String word) {
        return facts.occurrences().stream()
                .filter(place -> place.has(Role.DEFINITION))
                .filter(place -> text.substring(
                                place.range().start(), place.range().end())
                        .equals(word))
                .map(Occurrence::symbol)
                .sorted((a, b) -> a.equals("a.A#name") ? -1 : b.equals("a.A#name") ? 1 : a.compareTo(b))
                .toList();
    }

    @Test
    void whatIsDeclaredWithValHasTheTypeOfItsValueAndNamesLombok() {
        String text = """
                package a; import lombok.val;
                class A { int f(java.util.List<String> all) {
                    val first = all.get(0); int n = first.length();
                    for (val each : all) { n += each.length(); }
                    java.util.function.Supplier<Integer> s = () -> { val in = "x"; return in.length(); };
                    return n; } }
                """;
        for (int release : List.of(8, 25)) {
            Map<String, FileFacts> facts = facts(Map.of("a/A.java", text), List.of(RealLombok.jar()), release);
            assertThat(errors(facts)).isEmpty();
            assertThat(unresolved(facts)).isEmpty();
            assertThat(file(facts, "a/A.java").occurrences().stream()
                            .filter(place -> place.symbol().equals("lombok.val") && !place.has(Role.IMPORT))
                            .toList())
                    .hasSize(3)
                    .allMatch(place -> place.has(Role.TYPE_REFERENCE) && !place.has(Role.ANNOTATION_USE));
            assertThat(file(facts, "a/A.java").declared())
                    .anyMatch(symbol ->
                            symbol.name().equals("first") && symbol.signature().equals("final String first"));
        }
    }

    @Test
    void typesInBodiesHaveTheirMembersToo() {
        String text = """
                package a; import lombok.*;
                class A { int f() {
                    @Data @AllArgsConstructor class P { int x; @lombok.Getter static class Q { int y; } }
                    Object o = new Object() { @Getter int z; int t() { return getZ(); } };
                    return new P(1).getX() + new P.Q().getY(); } }
                """;
        Map<String, FileFacts> facts = facts(Map.of("a/A.java", text), List.of(RealLombok.jar()), 25);
        assertThat(errors(facts)).isEmpty();
        assertThat(unresolved(facts)).isEmpty();
    }

    @Test
    void argumentsThatCannotBeReadCountAsLeftOut() {
        Map<String, String> sources = Map.of("a/A.java", """
                package a; import lombok.*;
                @Builder(builderMethodName = A.NAME, toBuilder = A.T) @Getter(A.LEVEL) @Getter @Data @Data
                class A { static final String NAME = B.NAME; static final boolean T = true; @Getter @Getter int x; @Singular int y; @Singular java.util.List<String> sheep; }
                class B { static final String NAME = A.NAME; }
                @Getter(nothing = 1, value = {}) @AllArgsConstructor(staticName = 3) @Builder(builderClassName = "1 x") class C { int q; }
                """);
        Map<String, FileFacts> facts = facts(sources, List.of(RealLombok.jar()), 25);
        assertThat(file(facts, "a/A.java").declared().stream().map(symbol -> symbol.symbol()))
                .contains("a.A#getX()", "a.A#builder()", "a.C#getQ()", "a.C#<init>(int)");
    }

    @Test
    void brokenFilesAreReadAsFarAsTheyGo() {
        Map<String, String> sources = Map.of(
                "a/A.java", "package a; import lombok.*;\n@Data @Builder class A { int x; List< y; private } @Getter",
                "a/B.java", "package a; import lombok.*;\n@Data class B { int x; void f( { val y = ; } @Builder B(",
                "a/C.java", "package a; import lombok.*;\n@Data @SuperBuilder class C extends { int x; @With }");
        Map<String, FileFacts> facts = facts(sources, List.of(), 25);
        assertThat(facts).hasSize(3);
        assertThat(file(facts, "a/A.java").declared().stream().map(symbol -> symbol.symbol()))
                .contains("a.A#getX()");
    }

    @Test
    void manyFieldsTakeNoMoreThanTheirShare() {
        String fields = IntStream.range(0, 5_000)
                .mapToObj(i -> "@With private String f" + i + ";")
                .collect(Collectors.joining("\n"));
        String text = "package a; import lombok.*;\n@Data @Builder class A {\n" + fields + "\n}\n";
        FileFacts facts = file(facts(Map.of("a/A.java", text), List.of(RealLombok.jar()), 25), "a/A.java");
        assertThat(facts.declared().stream().map(symbol -> symbol.symbol()))
                .contains("a.A#getF4999()", "a.A#setF0(java.lang.String)", "a.A.ABuilder#f17(java.lang.String)");
    }
}
