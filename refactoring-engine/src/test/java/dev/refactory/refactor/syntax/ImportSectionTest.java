package dev.refactory.refactor.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.graph.model.Range;
import dev.refactory.refactor.syntax.ImportSection.Import;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImportSectionTest {
    @Test
    void everyKindOfImportIsRead() {
        ImportSection section = ImportSection.of("""
                package a . b;
                import java.util.List;
                import static java.lang.Math.max ;
                import /* inside */ java.util.*;
                import static b.B.*;;
                import module java.base;
                import module.Type;
                import java.util.S\\u0065t;
                class import_ { }
                """);
        assertThat(section.wellFormed()).isTrue();
        assertThat(section.packageName()).isEqualTo("a.b");
        assertThat(section.imports())
                .extracting(each -> each.kind() + " " + each.name() + (each.onDemand() ? " all" : ""))
                .containsExactly(
                        "TYPE java.util.List",
                        "STATIC java.lang.Math.max",
                        "TYPE java.util all",
                        "STATIC b.B all",
                        "MODULE java.base all",
                        "TYPE module.Type",
                        "TYPE java.util.Set");
        assertThat(section.text().substring(section.bodyStart())).startsWith("class");
    }

    @Test
    void annotationsOfAPackageComeBeforeIt() {
        ImportSection section = ImportSection.of(
                "/** Doc. */\n@a.B(value = \"x\", c = @C(1))\n@D package p;\nimport java.util.List;\n");
        assertThat(section.packageName()).isEqualTo("p");
        assertThat(section.imports()).hasSize(1);
        assertThat(section.bodyStart()).isEqualTo(section.text().length());
    }

    @Test
    void annotationsOfATypeAreNotOfThePackage() {
        ImportSection section = ImportSection.of("import a.B;\n@B class A {}\nimport no.More;");
        assertThat(section.imports()).hasSize(1);
        assertThat(section.bodyStart()).isEqualTo(section.text().indexOf('@'));
    }

    @Test
    void whatIsNoImportIsNotTakenForOne() {
        assertThat(ImportSection.of("import java.util.List\nclass A {}").wellFormed())
                .isFalse();
        assertThat(ImportSection.of("import java..List;").wellFormed()).isFalse();
        assertThat(ImportSection.of("import ;").wellFormed()).isFalse();
        assertThat(ImportSection.of("package a; package b;").wellFormed()).isFalse();
        assertThat(ImportSection.of("import java.util.List").wellFormed()).isFalse();
        assertThat(ImportSection.of("").wellFormed()).isTrue();
        assertThat(ImportSection.of("// import a.B;\n").imports()).isEmpty();
    }

    @Test
    void theLastLineEndsAsTheFileDid() {
        assertThat(without("package a;\n\nimport b.C;", "b.C")).isEqualTo("package a;");
        assertThat(without("package a;\r\n\r\nimport b.C;", "b.C")).isEqualTo("package a;");
        assertThat(without("package a;\n\nimport b.C;\n", "b.C")).isEqualTo("package a;\n");
        assertThat(without("package a;\n\nimport b.C;\n\n\n", "b.C")).isEqualTo("package a;\n");
        assertThat(without("import b.C;", "b.C")).isEmpty();
        assertThat(without("\uFEFFimport b.C;\n\nclass A {}\n", "b.C")).isEqualTo("\uFEFFclass A {}\n");
    }

    @Test
    void oldLineEndsAreLineEnds() {
        assertThat(without("package a;\r\rimport b.C;\rimport b.D;\r\rclass A {}\r", "b.C"))
                .isEqualTo("package a;\r\rimport b.D;\r\rclass A {}\r");
    }

    @Test
    void theLongestRunOfBlankLinesStays() {
        assertThat(without("package a;\n\nimport b.C;\n\n\nclass A {}\n", "b.C"))
                .isEqualTo("package a;\n\n\nclass A {}\n");
        assertThat(without("package a;\n\n\nimport b.C;\n\nclass A {}\n", "b.C"))
                .isEqualTo("package a;\n\n\nclass A {}\n");
    }

    @Test
    void spaceInBlankLinesAndBehindImportsDoesNotCount() {
        assertThat(without("package a;\n \nimport b.C; \t\n\t\nclass A {}\n", "b.C"))
                .isEqualTo("package a;\n \nclass A {}\n");
    }

    @Test
    void aCommentThatEndsOnAnotherLineStaysWhole() {
        assertThat(without("package a;\nimport b.C; /* one\n two */\nclass A {}\n", "b.C"))
                .isEqualTo("package a;\n/* one\n two */\nclass A {}\n");
    }

    private static String without(String text, String name) {
        ImportSection section = ImportSection.of(text);
        List<Import> gone = section.imports().stream()
                .filter(each -> each.name().equals(name))
                .toList();
        assertThat(gone).hasSize(1);
        StringBuilder left = new StringBuilder(text);
        for (Range range : ImportRemoval.of(section, gone).reversed()) {
            left.delete(range.start(), range.end());
        }
        return left.toString();
    }
}
