package dev.refactory.index.build;

import static dev.refactory.index.build.Line.files;
import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.index.dependency.Dependencies.Module;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Edits whose reach is easily overlooked: each has a file that names nothing of what is written in the edited one, or
/// for which another file now counts.
final class RarerEditsTest extends Edits {
    @Test
    void aStaticImportBecomesAmbiguous() {
        check(
                files(
                        "p/A", "package p; public class A { public static int f; }",
                        "p/B", "package p; public class B {}",
                        "q/C",
                                "package q; import static p.A.*; import static p.B.*;"
                                        + " class C { int g() { return f; } }"),
                files("p/B", "package p; public class B { public static int f; }"),
                "q/C");
    }

    @Test
    void aNestedClassShadowsAnInheritedOne() {
        check(
                files(
                        "p/Base", "package p; public class Base { public static class In {} }",
                        "p/Sub", "package p; public class Sub extends Base {}",
                        "q/C", "package q; public class C extends p.Sub { public In in; }",
                        "q/D", "package q; class D { Object o = new C().in; }"),
                files("p/Sub", "package p; public class Sub extends Base { public static class In {} }"),
                "q/C",
                "q/D");
    }

    @Test
    void aNestedClassShadowsAnImport() {
        check(
                files(
                        "p/Sub", "package p; public class Sub {}",
                        "r/In", "package r; public class In {}",
                        "q/C", "package q; import r.In; class C extends p.Sub { In in; }"),
                files("p/Sub", "package p; public class Sub { public static class In {} }"),
                "q/C");
    }

    @Test
    void anAnnotationsDefaultReachesThoseThatLeaveItOut() {
        check(
                files(
                        "p/Ann", "package p; public @interface Ann { int value(); }",
                        "q/C", "package q; @p.Ann class C {}"),
                files("p/Ann", "package p; public @interface Ann { int value() default 1; }"),
                "q/C");
    }

    @Test
    void anAnnotationsRetentionReachesWhatItContains() {
        String container = "package p; import java.lang.annotation.*; @Retention(RetentionPolicy.%s)"
                + " public @interface All { Ann[] value(); }";
        check(
                files(
                        "p/All",
                        container.formatted("RUNTIME"),
                        "p/Ann",
                        "package p; import java.lang.annotation.*; @Retention(RetentionPolicy.RUNTIME)"
                                + " @Repeatable(All.class) public @interface Ann {}"),
                files("p/All", container.formatted("SOURCE")),
                "p/Ann");
    }

    @Test
    void anAnnotationsTargetReachesItsUsers() {
        check(
                files(
                        "p/Ann", "package p; public @interface Ann {}",
                        "q/C", "package q; class C { @p.Ann int f; }"),
                files(
                        "p/Ann",
                        "package p; import java.lang.annotation.*;"
                                + " @Target(ElementType.METHOD) public @interface Ann {}"),
                "q/C");
    }

    @Test
    void aDefaultMethodMeetsAnother() {
        check(
                files(
                        "p/I", "package p; public interface I { default void m() {} }",
                        "p/J", "package p; public interface J {}",
                        "q/C", "package q; class C implements p.I, p.J {}",
                        "q/D", "package q; class D { void d(C c) { c.m(); } }"),
                files("p/J", "package p; public interface J { default void m() {} }"),
                "q/C",
                "q/D");
    }

    @Test
    void anAbstractMethodIsMissingFurtherDown() {
        check(
                files(
                        "p/I", "package p; public interface I {}",
                        "p/A", "package p; public abstract class A implements I {}",
                        "q/C", "package q; class C extends p.A {}"),
                files("p/I", "package p; public interface I { void m(); }"),
                "q/C");
    }

    /// Which is no fact of the files in it: they may be attributed without it.
    @Test
    void aPackageIsDeprecated() {
        check(
                files(
                        "p/A", "package p; public class A {}",
                        "q/B", "package q; import p.*; class B { p.A a; }"),
                files("p/package-info", "/** Old. @deprecated gone soon */ @Deprecated package p;"));
    }

    @Test
    void aPackageIsNoLongerDeprecated() {
        check(
                files(
                        "p/package-info", "@Deprecated package p;",
                        "p/A", "package p; public class A {}",
                        "q/B", "package q; import p.*; class B { p.A a; }"),
                files("p/package-info", "package p;"));
    }

    @Test
    void aModuleIsCalledOtherwiseThanItIsRequired() {
        check(
                files(
                        "a/module-info", "module m.a { exports p; }",
                        "a/p/A", "package p; public class A {}",
                        "b/module-info", "module m.b { requires m.a; }"),
                files("a/module-info", "module m.c { exports p; }"));
    }

    @Test
    void aModuleIsDeprecated() {
        check(
                files(
                        "a/module-info", "module m.a { exports p; }",
                        "a/p/A", "package p; public class A {}",
                        "b/module-info", "module m.b { requires m.a; }"),
                files("a/module-info", "@Deprecated(forRemoval = true) module m.a { exports p; }"));
    }

    @Test
    void aFileBreaksAndIsMended() {
        Map<String, String> tree = files(
                "p/A", "package p; public class A { public void f() {} }",
                "q/B", "package q; class B { void g() { new p.A().f(); } }");
        Line line = line();
        line.index(tree);
        tree.putAll(files("p/A", "package p; public class A { public void f() { } } }"));
        assertThat(line.index(tree)).contains("q/B.java");
        line.assertAsIfAlone("broken", tree);
        tree.putAll(files("p/A", "package p; public class A { public void g() {} }"));
        assertThat(line.index(tree)).contains("q/B.java");
        line.assertAsIfAlone("mended", tree);
    }

    @Test
    void aBrokenFileChangesByTheOrderOfItsWords() {
        Map<String, String> tree = files(
                "p/A", "package p; public class A { public void f(int a, Object b) {} int ( }",
                "q/B", "package q; class B { void g(p.A a) { a.f(1, null); } }");
        Line line = line();
        line.index(tree);
        tree.putAll(files("p/A", "package p; public class A { public void f(Object b, int a) {} int ( }"));
        line.index(tree);
        line.assertAsIfAlone("in another order", tree);
    }

    @Test
    void anEscapedFileChangesByTheOrderOfItsWords() {
        Map<String, String> tree = files(
                "p/A", "package p; public class A { int \\u0066; public void f(int a, Object b) {} }",
                "q/B", "package q; class B { void g(p.A a) { a.f(1, null); } }");
        Line line = line();
        line.index(tree);
        tree.putAll(files("p/A", "package p; public class A { int \\u0066; public void f(Object b, int a) {} }"));
        line.index(tree);
        line.assertAsIfAlone("in another order", tree);
        tree.putAll(
                files("p/A", "package p; public class A { int \\u0066; public void f(Object b, int a) { a = 1; } }"));
        assertThat(line.index(tree)).containsExactly("p/A.java");
        line.assertAsIfAlone("a body", tree);
    }

    private static Module module(String root, String... dependsOn) {
        return new Module(
                root,
                "g:" + root,
                25,
                25,
                List.of(),
                List.of(),
                List.of(dependsOn),
                List.of(dependsOn),
                List.of(),
                List.of(),
                List.of(root + "/src"),
                List.of(root + "/test"),
                true);
    }

    /// Both have a type of one name, so that they are not attributed together.
    @Test
    void aFileMovesToAModuleThatOthersDoNotSee() {
        Map<String, String> tree = files(
                "a/src/p/A", "package p; public class A {}",
                "a/src/p/Same", "package p; class Same {}",
                "a/src/p/B", "package p; class B { A a; }",
                "b/src/p/Same", "package p; class Same {}",
                "b/src/p/C", "package p; class C { A a; }",
                "b/src/far/Afar", Line.AFAR);
        Line line = line(module("a"), module("b"));
        line.index(tree);
        tree.remove("a/src/p/A.java");
        tree.putAll(files("b/src/p/A", "package p; public class A {}"));
        assertThat(line.index(tree)).containsExactly("a/src/p/B.java", "b/src/p/A.java", "b/src/p/C.java");
        line.assertAsIfAlone("moved", tree);
    }

    @Test
    void aPackageMovesToAModuleThatOthersDoNotSee() {
        Map<String, String> tree = files(
                "a/src/p/A", "package p; public class A {}",
                "a/src/q/Same", "package q; class Same {}",
                "a/src/q/B", "package q; import p.*; class B {}",
                "b/src/q/Same", "package q; class Same {}",
                "b/src/p/C", "package p; class C {}",
                "b/src/far/Afar", Line.AFAR);
        Line line = line(module("a"), module("b"));
        line.index(tree);
        tree.remove("a/src/p/A.java");
        tree.putAll(files("b/src/p/A", "package p; public class A {}"));
        assertThat(line.index(tree)).contains("a/src/q/B.java").doesNotContain("b/src/far/Afar.java");
        line.assertAsIfAlone("moved", tree);
    }
}
