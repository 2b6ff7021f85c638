package dev.refactory.index.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.graph.model.Diagnostic;
import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Role;
import dev.refactory.index.java.JavaAttributor.Source;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A repository of which a dependency could not be had: what is known is known, what is not is said.
class PartialClassPathTest {
    private static final Source SERVICE = Attribution.source("""
            package a;

            public class Service {
                public String name(Object of) { return "" + of; }
                public int size() { return 1; }
            }
            """);

    private static final String CALLER = """
            package a;

            import org.missing.Client;
            import org.missing.Handler;

            public class Caller extends Handler {
                private final Service service = new Service();
                private final Client client = new Client(service.size());

                @Override
                public void handle(Client other) {
                    String name = service.name(client.fetch("x"));
                    var answer = client.call(service.size());
                    answer.use(name.length());
                }
            }
            """;

    private static FileFacts caller(String text) {
        return Attribution.factsOf(Attribution.source(text), SERVICE);
    }

    private static List<String> at(FileFacts facts, String text, String word) {
        return facts.occurrences().stream()
                .filter(occurrence -> !occurrence.has(Role.IMPORT))
                .filter(occurrence -> text.startsWith(word, occurrence.range().start())
                        && occurrence.range().length() == word.length())
                .map(Occurrence::symbol)
                .distinct()
                .toList();
    }

    private static List<String> errors(FileFacts facts) {
        return facts.diagnostics().stream()
                .filter(found -> found.severity() == Diagnostic.Severity.ERROR)
                .map(found -> found.code() + " " + found.message())
                .toList();
    }

    @Test
    void namesOfWhatIsMissingAreUnresolvedAndTheCompilersWordsAreFacts() {
        FileFacts facts = caller(CALLER);
        assertThat(at(facts, CALLER, "Client")).containsExactly("?Client");
        assertThat(at(facts, CALLER, "Handler")).containsExactly("?Handler");
        assertThat(at(facts, CALLER, "fetch")).containsExactly("?fetch");
        assertThat(at(facts, CALLER, "use")).containsExactly("?use");
        assertThat(errors(facts)).anyMatch(error -> error.contains("package org.missing does not exist"));
        assertThat(facts.problems()).isEmpty();
    }

    @Test
    void whatDoesNotDependOnWhatIsMissingIsBoundInTheSameFile() {
        FileFacts facts = caller(CALLER);
        assertThat(at(facts, CALLER, "service")).containsExactly("a.Caller#service");
        assertThat(at(facts, CALLER, "size")).containsExactly("a.Service#size()");
        assertThat(at(facts, CALLER, "name"))
                .containsExactlyInAnyOrder(
                        "a.Service#name(java.lang.Object)", "a.Caller#handle(Client)~name@" + CALLER.indexOf("name ="));
        assertThat(at(facts, CALLER, "length")).containsExactly("java.lang.String#length()");
    }

    @Test
    void aRenameLeavesTheErrorsThatWereThereAsTheyWere() {
        String renamed = CALLER.replace("size()", "count()");
        Source service = Attribution.source(
                new String(SERVICE.bytes(), java.nio.charset.StandardCharsets.UTF_8).replace("size()", "count()"));
        FileFacts before = caller(CALLER);
        FileFacts after = Attribution.factsOf(Attribution.source(renamed), service);
        assertThat(errors(after)).isEqualTo(errors(before));
        assertThat(at(after, renamed, "count")).containsExactly("a.Service#count()");
        assertThat(at(after, renamed, "fetch")).containsExactly("?fetch");
        assertThat(after.relations()).isEqualTo(before.relations());
    }

    @Test
    void anErrorThatIsNewIsFoundAmongThoseThatWereThere() {
        String broken =
                CALLER.replace("var answer = client.call(service.size())", "var answer = client.call(service.count())");
        FileFacts after = caller(broken);
        assertThat(at(after, broken, "count")).containsExactly("?count");
        List<String> added = new java.util.ArrayList<>(errors(after));
        added.removeAll(errors(caller(CALLER)));
        assertThat(added).hasSize(1).first().asString().contains("count()");
    }
}
