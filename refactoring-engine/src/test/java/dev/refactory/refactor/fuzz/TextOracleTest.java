package dev.refactory.refactor.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.graph.model.Range;
import dev.refactory.refactor.edit.TextEdit;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What texts tell is noticed.
class TextOracleTest {
    private static final String BEFORE = """
            package a;

            import java.util.Map; // why
            // about the next
            import java.util.List;

            class A { List<String> l; }
            """;

    private static List<String> imports(boolean removing, String is) {
        return TextOracle.imports(removing, BEFORE, is);
    }

    @Test
    void importsMayGoAndChangePlaces() {
        assertThat(imports(true, BEFORE.replace("import java.util.Map; // why\n", "")))
                .isEmpty();
        assertThat(imports(false, BEFORE)).isEmpty();
        assertThat(imports(
                        false,
                        BEFORE.replace("import java.util.Map; // why\n", "")
                                .replace("List;\n", "List;\nimport java.util.Map; // why\n")))
                .isEmpty();
    }

    @Test
    void anImportThatGoesAlthoughAllAreToStayIsAFault() {
        assertThat(imports(false, BEFORE.replace("import java.util.Map; // why\n", "")))
                .containsExactly("does not import any more [java.util.Map]");
    }

    @Test
    void anImportThatNobodyAskedForIsAFault() {
        assertThat(imports(true, BEFORE.replace("util.Map", "util.Set")))
                .containsExactly("imports java.util.Set, and did not before");
    }

    @Test
    void aCommentThatIsLostIsAFault() {
        assertThat(imports(true, BEFORE.replace("// about the next\n", "")))
                .containsExactly("has other lines that are no imports");
    }

    @Test
    void whatIsDifferentBehindTheImportsIsAFault() {
        assertThat(imports(true, BEFORE.replace("class A { ", "class A {\n\n ")))
                .contains("is otherwise behind the imports");
    }

    @Test
    void anImportThatIsLeftIsNamed() {
        assertThat(TextOracle.left(BEFORE, List.of("java.util.Map", "java.util.Set")))
                .containsExactly("java.util.Map");
    }

    @Test
    void anEditThatTouchesMoreThanTheAnnotationIsAFault() {
        String text = "@Deprecated class A { int x = 1; }";
        assertThat(annotations(text, 0, 12, "")).isEmpty();
        assertThat(annotations(text, 11, 11, "(since = \"9\")")).isEmpty();
        assertThat(annotations(text, 0, 0, "import java.lang.Deprecated;\n")).isEmpty();
        assertThat(annotations(text, 30, 31, "2")).containsExactly("\"1\" became \"2\"");
    }

    private static List<String> annotations(String text, int start, int end, String replacement) {
        return TextOracle.annotations(
                "java.lang.Deprecated", text, List.of(new TextEdit(new Range(start, end), replacement)));
    }
}
