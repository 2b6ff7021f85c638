package dev.refactory.benchmarks.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReleasedArtifactTest {
    @Test
    void namedDependenciesStandForTheirList() {
        List<ReleasedArtifact> read =
                ReleasedArtifact.parse(List.of("# a comment", "@web = w:one:1 w:two:2", "", "g:a:1 + @web x:y:3"));

        assertThat(read).containsExactly(new ReleasedArtifact("g:a:1", List.of("w:one:1", "w:two:2", "x:y:3")));
    }

    @Test
    void theListIsReadableAndNamesNoArtifactTwice() {
        List<String> names =
                ReleasedArtifact.all().stream().map(ReleasedArtifact::name).toList();

        assertThat(names).doesNotHaveDuplicates().contains("guava");
    }
}
