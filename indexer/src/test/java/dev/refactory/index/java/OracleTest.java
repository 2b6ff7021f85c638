package dev.refactory.index.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Role;
import dev.refactory.index.java.ChildJavaAttributor.Config;
import dev.refactory.index.java.JavaAttributor.Request;
import dev.refactory.index.java.JavaAttributor.Source;
import dev.refactory.index.java.PlainCompiler.Names;
import dev.refactory.kit.time.SystemTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Agreement with the compiler over a real library: attributed in small batches against stripped headers, every name is
/// bound as one plain compiler task over the whole binds it.
class OracleTest {
    @Test
    void everyNameOfARealLibraryIsBoundAsThePlainCompilerBindsIt() {
        List<Source> sources = SourcesJar.commonsLang();
        Map<String, Names> expected = PlainCompiler.read(sources, 25);
        Config config = Config.defaults().withChildren(1).withLimits(new Config.Limits(100, 6 << 20, 2 << 20));
        List<String> differences = new ArrayList<>();
        int compared = 0;
        try (JavaAttributor attributor = new ChildJavaAttributor(config, SystemTime.ticker())) {
            for (FileFacts facts : attributor.attribute(new Request(sources, List.of(), List.of(), 25), () -> false)) {
                Names names = expected.get(facts.path());
                if (names != null) {
                    Set<String> actual = comparable(facts, names);
                    compared += actual.size();
                    differences.addAll(differences(facts.path(), names.names(), actual));
                }
            }
        }
        assertThat(differences).isEmpty();
        assertThat(compared).isGreaterThan(50_000);
    }

    private static List<String> differences(String path, Set<String> expected, Set<String> actual) {
        List<String> differences = new ArrayList<>();
        for (String name : expected) {
            if (!actual.contains(name)) {
                differences.add(path + " lacks " + name);
            }
        }
        for (String name : actual) {
            if (!expected.contains(name)) {
                differences.add(path + " has too much: " + name);
            }
        }
        differences.sort(Comparator.naturalOrder());
        return differences;
    }

    /// What the oracle can see of the facts: written references outside imports and comments.
    private static Set<String> comparable(FileFacts facts, Names names) {
        Set<String> comparable = new TreeSet<>();
        for (Occurrence occurrence : facts.occurrences()) {
            boolean seen = !occurrence.has(Role.DOCUMENTATION)
                    && !occurrence.has(Role.IMPLICIT)
                    && !isDeclaration(facts, occurrence)
                    && !(occurrence.has(Role.INSTANTIATION)
                            && names.anonymous().contains(occurrence.range().start()))
                    && names.imports().stream()
                            .noneMatch(at -> at[0] <= occurrence.range().start()
                                    && occurrence.range().start() < at[1]);
            if (seen) {
                comparable.add(occurrence.range().start() + ".."
                        + occurrence.range().end() + " " + simplified(occurrence.symbol()));
            }
        }
        return comparable;
    }

    /// A package's declaration is also a name the oracle reads.
    private static boolean isDeclaration(FileFacts facts, Occurrence occurrence) {
        return occurrence.has(Role.DEFINITION)
                && facts.declared().stream()
                        .noneMatch(symbol ->
                                symbol.path() == null && symbol.symbol().equals(occurrence.symbol()));
    }

    /// The oracle names variables and type parameters by their simple name, and nothing within local types.
    private static String simplified(String symbol) {
        int at = symbol.lastIndexOf('@');
        int tilde = symbol.lastIndexOf('~');
        if (tilde >= 0) {
            return symbol.substring(tilde, at > tilde ? at : symbol.length());
        }
        int hash = symbol.indexOf('#');
        String owner = hash < 0 ? symbol : symbol.substring(0, hash);
        return owner.contains(".local$") ? "local" : symbol;
    }
}
