package dev.refactory.refactor.recipe.find;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.graph.algorithm.Enclosing;
import dev.refactory.graph.algorithm.EnclosingByOrder;
import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Role;
import dev.refactory.refactor.harness.CommonsLang;
import dev.refactory.refactor.harness.TestFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Which declaration a place is in.
class EnclosingByTextTest {
    private static final Set<Role> NO_USES =
            Set.of(Role.DEFINITION, Role.DOCUMENTATION, Role.IMPORT, Role.STATIC_IMPORT, Role.IMPLICIT);

    /// What the order of names says of places, held against where declarations reach in the text. Most of
    /// what differs is in initializer blocks.
    @Test
    void theOrderOfNamesTellsWhichDeclarationAPlaceIsIn() throws Exception {
        SortedMap<String, String> sources = CommonsLang.texts();
        SortedMap<String, List<Occurrence>> places = new TreeMap<>();
        SortedMap<String, FileFacts> facts = TestFacts.of(sources);
        facts.forEach((path, file) -> places.put(path, file.occurrences()));
        Enclosing byOrder = new EnclosingByOrder(places);
        Enclosing byText = EnclosingByText.reader(TestFacts.graph(facts), TestFacts.sources(sources))
                .of(places);
        int all = 0;
        List<String> different = new ArrayList<>();
        for (Map.Entry<String, List<Occurrence>> file : places.entrySet()) {
            for (Occurrence place : file.getValue()) {
                boolean use = place.roles().stream().noneMatch(NO_USES::contains);
                String exact = use ? byText.declaration(file.getKey(), place) : null;
                if (exact != null) {
                    all++;
                    String told = byOrder.declaration(file.getKey(), place);
                    if (!exact.equals(told)) {
                        different.add(file.getKey() + ":" + place + " is in " + exact + ", not " + told);
                    }
                }
            }
        }
        assertThat(all).isGreaterThan(40_000);
        assertThat(different).as("of " + all).hasSizeLessThan(all / 200);
    }
}
