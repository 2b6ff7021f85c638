package dev.refactory.index.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.FileProblem.Kind;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.store.MemoryGraphStore;
import dev.refactory.graph.store.SnapshotSummary;
import dev.refactory.graph.store.SnapshotSummary.CompileContext;
import dev.refactory.index.dependency.Dependencies;
import dev.refactory.index.git.Repositories.ResolvedCommit;
import dev.refactory.index.git.RepositorySource;
import dev.refactory.index.java.ChildJavaAttributor;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.kit.time.SystemTime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Whatever a repository holds, its snapshot is made: what can be known of a file is known, the rest is listed with its
/// reason, and a file's neighbours are what they would be without it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BadInputTest {
    private static final RepositorySource SOURCE = new RepositorySource.Manifest(List.of());
    private static final int DEEP = 100_000;

    private ChildJavaAttributor attributor;

    @BeforeAll
    void open() {
        attributor = new ChildJavaAttributor(
                ChildJavaAttributor.Config.defaults()
                        .withChildren(1)
                        .withThreads(1)
                        .withDeadline(Duration.ofSeconds(20)),
                SystemTime.ticker());
    }

    @AfterAll
    void close() {
        attributor.close();
    }

    private final Map<String, byte[]> files = new TreeMap<>();

    @BeforeEach
    void startEmpty() {
        files.clear();
    }

    private void file(String path, String text) {
        files.put(path, text.getBytes(StandardCharsets.UTF_8));
    }

    private Map<String, FileFacts> index() {
        Trees trees = new Trees();
        MemoryGraphStore graph = new MemoryGraphStore();
        ResolvedCommit commit = trees.addBytes(files);
        SnapshotSummary summary = new SnapshotBuilder(trees, graph, attributor, new Nothing())
                .build(TenantId.DEFAULT, SOURCE, commit, () -> false, (_, _) -> {});
        GraphView view = graph.view(summary);
        Map<String, FileFacts> facts = new TreeMap<>(
                view.facts(view.files().stream().map(FileInfo::path).toList()));
        assertThat(facts.keySet()).isEqualTo(files.keySet());
        return facts;
    }

    private void good() {
        file("good/Good.java", "package good; class Good { int value() { return new Other().field; } }");
        file("good/Other.java", "package good; class Other { int field; }");
    }

    private static void assertGood(Map<String, FileFacts> facts) {
        for (String path : List.of("good/Good.java", "good/Other.java")) {
            assertThat(of(facts, path).problems()).isEmpty();
            assertThat(of(facts, path).diagnostics()).isEmpty();
        }
        assertThat(of(facts, "good/Good.java").occurrences())
                .anyMatch(occurrence -> occurrence.symbol().equals("good.Other#field"));
    }

    private static FileFacts of(Map<String, FileFacts> facts, String path) {
        return Objects.requireNonNull(facts.get(path), path);
    }

    private static List<Kind> kinds(FileFacts facts) {
        return facts.problems().stream().map(problem -> problem.kind()).toList();
    }

    private static List<String> codes(FileFacts facts) {
        return facts.diagnostics().stream()
                .map(diagnostic -> diagnostic.code())
                .distinct()
                .toList();
    }

    @Test
    void nestingAndChainsOfAnyDepthAreReadOrListed() {
        good();
        file("Parens.java", "class Parens { int i = " + "(".repeat(DEEP) + "1" + ")".repeat(DEEP) + "; }");
        file("Calls.java", "class Calls { Calls m() { return this" + ".m()".repeat(DEEP) + "; } }");
        file("Blocks.java", "class Blocks { void m() " + "{".repeat(DEEP) + "}".repeat(DEEP) + " }");

        Map<String, FileFacts> facts = index();

        assertGood(facts);
        for (String path : List.of("Parens.java", "Calls.java", "Blocks.java")) {
            FileFacts file = of(facts, path);
            assertThat(kinds(file)).as(path).isSubsetOf(Kind.ANALYSIS_CRASHED);
            assertThat(file.occurrences().isEmpty())
                    .as(path)
                    .isEqualTo(!kinds(file).isEmpty());
        }
    }

    @Test
    void everyKindOfNestingIsReadToItsUsualDepthManyTimesOver() {
        good();
        int deep = 2_000;
        file("Sum.java", "class Sum { static final int S = 1" + "+1".repeat(deep) + "; }");
        file("Lambdas.java", "class Lambdas { Runnable r = " + "() -> ".repeat(deep) + "{}; }");
        file("Arrays.java", "class Arrays { int" + "[]".repeat(deep) + " a = null; }");
        file("Not.java", "class Not { boolean b = " + "!".repeat(deep) + "true; }");
        file("Elses.java", "class Elses { void m(int i) { " + "if (i == 1) {} else ".repeat(deep) + "{} } }");
        file("Generics.java", "class Generics { " + "A<".repeat(deep) + "A" + ">".repeat(deep) + " a; }");
        file("Nested.java", "class N { ".repeat(deep / 4) + "}".repeat(deep / 4));

        Map<String, FileFacts> facts = index();

        assertGood(facts);
        facts.forEach((path, file) -> {
            assertThat(file.problems()).as(path).isEmpty();
            assertThat(file.occurrences()).as(path).isNotEmpty();
        });
    }

    @Test
    void largeFilesAndLongLinesAreListedOrRead() {
        good();
        file("Lines.java", "class Lines {}" + "\n".repeat(20 << 20));
        file("Line.java", "class Line { String s = \"" + "x".repeat(20 << 20) + "\"; }");
        file("Names.java", "class Names { int " + "n".repeat(900_000) + " = 1; }");
        file("Fields.java", fields());

        Map<String, FileFacts> facts = index();

        assertGood(facts);
        assertThat(kinds(of(facts, "Lines.java"))).containsExactly(Kind.TOO_LARGE);
        assertThat(kinds(of(facts, "Line.java"))).containsExactly(Kind.TOO_LARGE);
        assertThat(of(facts, "Names.java").problems()).isEmpty();
        assertThat(of(facts, "Names.java").declared())
                .anyMatch(symbol -> symbol.name().length() == 900_000);
        assertThat(of(facts, "Fields.java").problems()).isEmpty();
        assertThat(of(facts, "Fields.java").occurrences()).hasSizeGreaterThan(40_000);
    }

    private static String fields() {
        StringBuilder out = new StringBuilder("class Fields { int f0; ");
        for (int i = 1; i < 40_000; i++) {
            out.append("int f").append(i).append(" = f").append(i - 1).append("; ");
        }
        return out.append('}').toString();
    }

    @Test
    void circlesOfDeclarationsAreDiagnostics() {
        good();
        file("A.java", "class A extends B { int a() { return b(); } }");
        file("B.java", "class B extends C { int b() { return 1; } }");
        file("C.java", "class C extends A implements I {}");
        file("I.java", "interface I extends J {}");
        file("J.java", "interface J extends I { class K extends K {} }");
        file("T.java", "class T<X extends Y, Y extends X> { enum E { A; E e = E.A; } }");
        file("Constants.java", "class Constants { static final int P = Q + 1; static final int Q = P + 1; }");
        file("Ann.java", "@Ann(Ann.V) @interface Ann { int V = 1; int value(); Ann self() default @Ann(1); }");
        file("Inner.java", "class Inner extends Inner.Deep { class Deep {} }");
        file("Rec.java", "record Rec(Rec rec) { Rec() { this(new Rec()); } } sealed interface S permits S {}");

        Map<String, FileFacts> facts = index();

        assertGood(facts);
        facts.forEach((path, file) -> {
            assertThat(file.problems()).as(path).isEmpty();
            assertThat(file.occurrences()).as(path).isNotEmpty();
        });
        // The compiler says it of one file of a circle.
        for (List<String> circle : List.of(List.of("A.java", "B.java", "C.java"), List.of("I.java", "J.java"))) {
            assertThat(circle).anyMatch(path -> codes(of(facts, path)).contains("compiler.err.cyclic.inheritance"));
        }
    }

    @Test
    void collidingAndMisplacedNamesKeepEveryFile() {
        good();
        file("m1/src/a/T.java", "package a; class T { int one; int use() { return one; } }");
        file("m2/src/a/T.java", "package a; class T { int two; int use() { return two; } }");
        file("m3/src/a/T.java", "package a; class T { T() { two = 3; } }");
        file("a/b.java", "package a; class b { static class c {} }");
        file("a/b/c.java", "package a.b; class c { a.b.c self; }");
        file("x/Wrong.java", "package quite.other; public class Right { Right r; }");
        file("x/right.java", "package x; class RIGHT {} class Right {} class right {}");
        file(
                "Twice.java",
                "class Twice { int f; int f; void m() {} void m() {} class C {} class C {} } class Twice {}");
        file("java/lang/Object.java", "package java.lang; public class Object { String mine; }");
        file("java/lang/String.java", "package java.lang; public class String { }");
        file("Two.java", "public class One {} public class Three {}");

        Map<String, FileFacts> facts = index();

        facts.forEach((path, file) -> {
            assertThat(file.problems()).as(path).isEmpty();
            assertThat(file.occurrences()).as(path).isNotEmpty();
        });
        assertThat(of(facts, "m2/src/a/T.java").occurrences())
                .filteredOn(occurrence -> occurrence.symbol().equals("a.T#two"))
                .hasSize(2);
        assertThat(codes(of(facts, "m2/src/a/T.java"))).containsExactly("compiler.err.duplicate.class");
        assertThat(of(facts, "x/Wrong.java").declared())
                .anyMatch(symbol -> symbol.symbol().equals("quite.other.Right"));
    }

    @Test
    void whatIsNoTextOrNoJavaIsListedWithItsReason() throws IOException {
        good();
        files.put("Binary.java", bytesOf(BadInputTest.class));
        files.put(
                "LateNul.java",
                ("class LateNul { /*" + "x".repeat(9_000) + "\0*/ int i; }").getBytes(StandardCharsets.UTF_8));
        files.put("Latin.java", "class Latin { int caf\u00e9; }".getBytes(StandardCharsets.ISO_8859_1));
        files.put("Utf16.java", "class Utf16 { int i; }".getBytes(StandardCharsets.UTF_16LE));
        files.put(
                "Surrogate.java",
                new byte[] {'c', 'l', 'a', 's', 's', ' ', (byte) 0xed, (byte) 0xa0, (byte) 0x80, ' ', '{', '}'});
        file("Empty.java", "");
        file("Marked.java", "\uFEFF");
        file("Comment.java", "/* only");
        file("String.java", "class String0 { String s = \"open; int i; }");
        file("Block.java", "class Block { String s = \"\"\" x; }");
        file("Escape.java", "class Escape { int \\u00; int \\uXYZW; int i\\u; }");
        file("Prose.java", "This is not Java at all, but a letter.\nIt has (brackets {[ and <more>.");
        file("Braces.java", "class Braces { void m() { if (x { } int good; }");
        file("Control.java", "class Control { int a\u0001; int \u001a; }");
        file("Many.java", "class Many { " + "int x = ; ".repeat(3_000) + "}");
        file("module-info.java", "module { exports ; } module again { uses ; provides with; }");
        file("package-info.java", "package ; class In {}");

        Map<String, FileFacts> facts = index();

        assertGood(facts);
        assertThat(kinds(of(facts, "Binary.java"))).containsExactly(Kind.BINARY);
        assertThat(kinds(of(facts, "Utf16.java"))).containsExactly(Kind.BINARY);
        assertThat(kinds(of(facts, "Latin.java"))).containsExactly(Kind.NOT_UTF8);
        assertThat(kinds(of(facts, "Surrogate.java"))).contains(Kind.NOT_UTF8);
        assertThat(of(facts, "Latin.java").declared())
                .anyMatch(symbol -> symbol.name().equals("caf\u00e9"));
        assertThat(of(facts, "Empty.java").problems()).isEmpty();
        assertThat(of(facts, "Marked.java").problems()).isEmpty();
        for (String path : List.of(
                "Comment.java",
                "String.java",
                "Block.java",
                "Escape.java",
                "Prose.java",
                "Braces.java",
                "Control.java",
                "Many.java",
                "module-info.java",
                "package-info.java")) {
            assertThat(kinds(of(facts, path))).as(path).containsExactly(Kind.SYNTAX_ERROR);
            assertThat(of(facts, path).diagnostics()).as(path).isNotEmpty().hasSizeLessThanOrEqualTo(1_000);
        }
        assertThat(of(facts, "Braces.java").declared())
                .anyMatch(symbol -> symbol.symbol().equals("Braces"));
    }

    private static byte[] bytesOf(Class<?> type) throws IOException {
        try (InputStream in = Objects.requireNonNull(type.getResourceAsStream(type.getSimpleName() + ".class"))) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            in.transferTo(out);
            return out.toByteArray();
        }
    }

    private static final class Nothing implements Dependencies {
        @Override
        public Resolved resolve(Map<String, byte[]> buildFiles, BooleanSupplier cancelled) {
            return new Resolved(25, List.of(), List.of());
        }

        @Override
        public List<Path> classPath(CompileContext context) {
            return List.of();
        }
    }
}
