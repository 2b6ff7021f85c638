package dev.refactory.index.build;

import static dev.refactory.index.build.Line.files;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/// After an edit the snapshot made from the one before has the facts of a whole build, and only what the edit reaches
/// was attributed again. Each case has a file that the edit must reach, or must not.
final class IncrementalTest extends Edits {
    @Test
    void aTypeThatComesReachesTheModuleThatProvidesIt() {
        check(
                files("module-info", "module m { provides s.S with s.I; }", "s/S", "package s; public interface S {}"),
                files("s/I", "package s; public class I implements S {}"),
                "module-info");
    }

    @Test
    void aChangedBodyReachesNobody() {
        Map<String, String> before = files(
                "p/A", "package p; public class A { int f() { return 1; } }",
                "p/B", "package p; class B { int g() { return new A().f(); } }");
        Line line = line();
        line.index(before);
        before.putAll(files("p/A", "package p;\npublic class A { int f() { int x = 2; return x; } }"));
        assertThat(line.index(before)).containsExactly("p/A.java");
        line.assertAsIfAlone("a body", before);
    }

    @Test
    void aNewOverloadReachesTheCalls() {
        check(
                files(
                        "p/A", "package p; public class A { static void f(Object o) {} }",
                        "q/B", "package q; class B { void g() { p.A.f(\"\"); } }"),
                files("p/A", "package p; public class A { static void f(Object o) {} static void f(String s) {} }"),
                "q/B");
    }

    @Test
    void aNewClassShadowsAnImportOnDemand() {
        check(
                files(
                        "p/Foo", "package p; public class Foo {}",
                        "q/B", "package q; import p.*; class B { Foo foo; Foo get() { return foo; } }",
                        "q/C", "package q; class C { Object o = new B().get(); }"),
                files("q/Foo", "package q; public class Foo {}"),
                "q/B",
                "q/C");
    }

    @Test
    void aDeletedClassReachesWhoUsedItAndWhoCalledThem() {
        check(
                files(
                        "p/Foo", "package p; public class Foo {}",
                        "q/Foo", "package q; public class Foo {}",
                        "q/B", "package q; import p.*; public class B { void take(Foo foo) {} }",
                        "r/C", "package r; class C { void c(q.B b) { b.take(null); } }"),
                files("q/Foo", ""),
                "q/B",
                "r/C");
    }

    @Test
    void aChangedSupertypeReachesExpressionsThatNameNeither() {
        check(
                files(
                        "p/I", "package p; public interface I {}",
                        "p/X", "package p; public class X {}",
                        "p/Make", "package p; public class Make { public static X x() { return new X(); } }",
                        "p/Take",
                                "package p; public class Take {"
                                        + " public static void take(Object o) {} public static void take(I i) {} }",
                        "q/Use",
                                "package q; import static p.Make.*; import static p.Take.*;"
                                        + " class Use { void u() { take(x()); } }"),
                files("p/X", "package p; public class X implements I {}"),
                "q/Use");
    }

    @Test
    void aTypeIsCarriedThroughFieldsOfSubtypes() {
        check(
                files(
                        "p/I", "package p; public interface I {}",
                        "p/X", "package p; public class X {}",
                        "p/Box", "package p; public class Box<T> { public T get() { return null; } }",
                        "p/Holder", "package p; public class Holder extends Box<X> {}",
                        "p/Far", "package p; public class Far { public static Holder holder; }",
                        "q/Use",
                                "package q; class Use { void take(Object o) {} void take(p.I i) {}"
                                        + " void u() { var h = p.Far.holder; take(h.get()); } }"),
                files("p/X", "package p; public class X implements I {}"),
                "q/Use");
    }

    @Test
    void aFunctionalInterfaceReachesLambdasThatNeverNameIt() {
        check(
                files(
                        "p/F", "package p; public interface F { void go(Object o); }",
                        "p/Run", "package p; public class Run { public static void run(F f) {} }",
                        "q/Use",
                                "package q; class Use { void t(Object o) {} void t(String s) {}"
                                        + " void u() { p.Run.run(x -> t(x)); } }"),
                files("p/F", "package p; public interface F { void go(String s); }"),
                "q/Use");
    }

    @Test
    void aNewMemberOfASuperclassIsOverriddenBelow() {
        check(
                files(
                        "p/A", "package p; public class A {}",
                        "p/B", "package p; public class B extends A {}",
                        "p/I", "package p; public interface I { void m(); }",
                        "q/C", "package q; public abstract class C extends p.B implements p.I {}",
                        "q/D", "package q; class D { void d(C c) { c.m(); } }"),
                files("p/A", "package p; public class A { public void m() {} }"),
                "q/C",
                "q/D");
    }

    @Test
    void aConstantReachesThoseItIsPartOf() {
        check(
                files(
                        "p/A", "package p; public class A { public static final int ONE = 1; }",
                        "p/B", "package p; public class B { public static final int TWO = A.ONE + 1; }",
                        "q/C", "package q; class C { void c(int i) { switch (i) { case p.B.TWO: case 5: } } }"),
                files("p/A", "package p; public class A { public static final int ONE = 4; }"),
                "q/C");
    }

    @Test
    void anEnumsConstantsReachSwitchesThatNameOthers() {
        check(
                files(
                        "p/E", "package p; public enum E { A, B }",
                        "p/Get", "package p; public class Get { public static E e() { return E.A; } }",
                        "q/Use",
                                "package q; class Use {"
                                        + " int u() { return switch (p.Get.e()) { case A -> 1; case B -> 2; }; } }"),
                files("p/E", "package p; public enum E { A, B, C }"),
                "q/Use");
    }

    @Test
    void aSealedTypesPermitsReachPatternSwitches() {
        check(
                files(
                        "p/S", "package p; public sealed interface S permits L {}",
                        "p/L", "package p; public record L(int i) implements S {}",
                        "p/R", "package p; public record R(int i) {}",
                        "p/Get", "package p; public class Get { public static S s() { return null; } }",
                        "q/Use",
                                "package q; class Use {"
                                        + " int u() { return switch (p.Get.s()) { case p.L(int i) -> i; }; } }"),
                files(
                        "p/S", "package p; public sealed interface S permits L, R {}",
                        "p/R", "package p; public record R(int i) implements S {}"),
                "q/Use");
    }

    @Test
    void closeIsCalledWithoutItsName() {
        check(
                files(
                        "p/A", "package p; public class A implements AutoCloseable { public void close() {} }",
                        "p/Get", "package p; public class Get { public static A a() { return null; } }",
                        "q/Use", "package q; class Use { void u() { try (var a = p.Get.a()) {} } }"),
                files(
                        "p/A",
                        "package p; public class A implements AutoCloseable {"
                                + " public void close() throws Exception {} }"),
                "q/Use");
    }

    @Test
    void aNewFieldHidesAnOuterOne() {
        check(
                files(
                        "p/A", "package p; public class A {}",
                        "q/B", "package q; class B { int n; class In extends p.A { int g() { return n; } } }"),
                files("p/A", "package p; public class A { protected int n; }"),
                "q/B");
    }

    @Test
    void aPackageThatComesObscuresNothingButItsImports() {
        check(
                files("q/B", "package q; import fresh.sub.*; class B {}", "p/A", "package p; class A {}"),
                files("fresh/sub/New", "package fresh.sub; public class New {}"),
                "q/B");
    }

    @Test
    void aMovedTypeIsTheSameType() {
        Map<String, String> before = files(
                "p/A", "package p; public class A { static void f() {} }",
                "p/B", "package p; class B { void g() { A.f(); } }",
                "far/Afar", Line.AFAR);
        Line line = line();
        line.index(before);
        before.remove("p/A.java");
        before.put("other/p/A.java", "package p; public class A { static void f() {} }");
        assertThat(line.index(before)).containsExactly("other/p/A.java");
        line.assertAsIfAlone("moved", before);
    }

    @Test
    void aSecondTypeOfTheSameNameReachesTheFirst() {
        check(
                files(
                        "m/p/A", "package p; public class A { public static void f() {} }",
                        "q/B", "package q; class B { void g() { p.A.f(); } }"),
                files("a/p/A", "package p; public class A { }"),
                "m/p/A",
                "q/B");
    }

    @Test
    void docCommentsReferToo() {
        check(
                files(
                        "p/A", "package p; public class A { public void f() {} }",
                        "q/B", "package q; /** See {@link p.A#f(int)}.\n * @see p.A#f(int) */ class B {}",
                        "q/C", "package q; /// See [p.A#f(int)].\nclass C {}"),
                files("p/A", "package p; public class A { public void f() {} public void f(int i) {} }"),
                "q/B",
                "q/C");
    }

    @Test
    void anEscapeInALiteralHidesNoDeclaration() {
        check(
                files(
                        "p/A", "package p; public class A { String s = \"\\u00a0\"; char c = '\\u0041'; }",
                        "q/B", "package q; class B { void g() { new p.A().f(); } }"),
                files("p/A", "package p; public class A { String s = \"\\u00a0\"; char c = '\\u0041'; void f() {} }"),
                "q/B");
    }

    @Test
    void anEscapedNameIsReadAgainWithEverything() {
        Map<String, String> tree = files(
                "p/A", "package p; public class A { }",
                "p/B", "package p; class B { void g() { new A().f(); } }",
                "far/Afar", Line.AFAR);
        Line line = line();
        line.index(tree);
        tree.putAll(files("p/A", "package p; public class A { void \\u0066() {} }"));
        assertThat(line.index(tree)).contains("p/B.java", "far/Afar.java");
        line.assertAsIfAlone("escaped", tree);
    }

    @Test
    void brokenFilesAreReadAgainWithEverything() {
        Map<String, String> tree = files(
                "p/A", "package p; public class A { void f( }",
                "p/B", "package p; class B { void g() { new A().f(); } }");
        Line line = line();
        line.index(tree);
        tree.putAll(files("p/A", "package p; public class A { void f() {} }"));
        assertThat(line.index(tree)).containsExactly("p/A.java", "p/B.java");
        line.assertAsIfAlone("mended", tree);
    }
}
