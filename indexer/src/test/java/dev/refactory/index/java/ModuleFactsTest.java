package dev.refactory.index.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.FileProblem;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.index.java.JavaAttributor.Request;
import dev.refactory.index.java.JavaAttributor.Source;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a module's declaration names.
class ModuleFactsTest {
    private static final Source SERVICE = Attribution.source("package com.acme.api; public interface Service {"
            + " interface Nested {} static Service provider() { return null; } }");
    private static final Source PLAIN =
            Attribution.source("package com.acme; public class Plain implements com.acme.api.Service {}");
    private static final Source MAKER = Attribution.source(
            "package com.acme; public class Maker { public static com.acme.api.Service provider() { return null; } }");

    private static void check(int release, String snapshot) {
        String text = Attribution.withoutCarets(snapshot);
        Source module = Attribution.source("module-info.java", text);
        Request request = new Request(List.of(module), List.of(SERVICE, PLAIN, MAKER), List.of(), release);
        FileFacts facts = Attribution.shared().attribute(request, () -> false).getFirst();
        assertThat(Attribution.snapshot(facts, text)).isEqualTo(snapshot);
        Request together = new Request(List.of(SERVICE, module, PLAIN, MAKER), List.of(), List.of(), release);
        assertThat(Attribution.shared().attribute(together, () -> false).get(1)).isEqualTo(facts);
    }

    private static final String DIRECTIVES = """
            import com.acme.api.Service;
                   ^^^ import com
                       ^^^^ import com.acme
                            ^^^ import com.acme.api
                                ^^^^^^^ import com.acme.api.Service
            @Deprecated(forRemoval = true)
             ^^^^^^^^^^ type_reference+annotation_use java.lang.Deprecated
                        ^^^^^^^^^^ annotation_use java.lang.Deprecated#forRemoval()
            open module com.acme.app {
                        ^^^^^^^^^^^^ definition com.acme.app/
                requires transitive java.sql;
                                    ^^^^^^^^ import java.sql/
                requires static org.other;
                                ^^^^^^^^^ import org.other/
                exports com.acme.api to java.sql, org.other;
                        ^^^  com
                            ^^^^  com.acme
                                 ^^^  com.acme.api
                                        ^^^^^^^^  java.sql/
                                                  ^^^^^^^^^  org.other/
                uses Service.Nested;
                     ^^^^^^^ type_reference com.acme.api.Service
                             ^^^^^^ type_reference com.acme.api.Service.Nested
                uses java.sql.Driver;
                     ^^^^  java
                          ^^^  java.sql
                              ^^^^^^ type_reference java.sql.Driver
                uses com.acme.Absent;
                              ^^^^^^ type_reference ?Absent
                provides Service with com.acme.Plain, com.acme.Maker;
                         ^^^^^^^ type_reference com.acme.api.Service
                                      ^^^  com
                                          ^^^^  com.acme
                                               ^^^^^ type_reference com.acme.Plain
                                               ^^^^^ instantiation+implicit com.acme.Plain#<init>()
                                                      ^^^  com
                                                          ^^^^  com.acme
                                                               ^^^^^ type_reference com.acme.Maker
                                                               ^^^^^ call+implicit com.acme.Maker#provider()
            }
            """;

    @Test
    void everyDirectiveNamesModulesPackagesAndTypesAtTheirPlaces() {
        check(25, DIRECTIVES);
    }

    @Test
    void codeOfALevelWithoutModulesMayHaveOne() {
        check(8, DIRECTIVES.replace("(forRemoval = true)", "").replaceAll("(?m)^ +\\^+ annotation_use .*\\n", ""));
    }

    @Test
    void importsOnDemandAreSearched() {
        check(25, """
            import com.acme.*;
                   ^^^ import com
                       ^^^^ import+static_import com.acme
            module m {
                   ^ definition m/
                uses Plain;
                     ^^^^^ type_reference com.acme.Plain
            }
            """);
    }

    @Test
    void opensAndUnnamedTargets() {
        check(25, """
            module m {
                   ^ definition m/
                opens com.acme;
                      ^^^  com
                          ^^^^  com.acme
            }
            """);
    }

    @Test
    void aModuleIsASymbolOfItsOwnWithWhatIsKnownOfIt() {
        FileFacts facts = Attribution.factsOf(
                Attribution.source("module-info.java", "@Deprecated open module a.b { requires java.base; }"));
        assertThat(facts.declared())
                .filteredOn(symbol -> symbol.kind() == SymbolKind.MODULE)
                .extracting(SymbolInfo::symbol, SymbolInfo::signature, SymbolInfo::external, SymbolInfo::deprecated)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("a.b/", "open module a.b", false, true),
                        org.assertj.core.api.Assertions.tuple("java.base/", "module java.base", true, false));
    }

    @Test
    void aModuleImportNamesTheModule() {
        FileFacts facts = Attribution.factsOf(Attribution.source("import module java.sql; class A { Driver d; }"));
        assertThat(facts.occurrences())
                .anySatisfy(occurrence -> assertThat(occurrence.symbol()).isEqualTo("java.sql/"));
    }

    @Test
    void itsSyntaxErrorsAreListed() {
        FileFacts facts = Attribution.factsOf(
                Attribution.source("module-info.java", "module a { requires ; uses java.util.List; }"));
        assertThat(facts.problems()).extracting(FileProblem::kind).containsExactly(FileProblem.Kind.SYNTAX_ERROR);
        assertThat(facts.diagnostics()).isNotEmpty();
        assertThat(facts.occurrences())
                .anySatisfy(occurrence -> assertThat(occurrence.symbol()).isEqualTo("a/"));
    }
}
