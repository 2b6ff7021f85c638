package dev.refactory.index.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.refactory.index.dependency.Dependencies;
import dev.refactory.index.dependency.MavenDependencies;
import dev.refactory.index.java.ChildJavaAttributor;
import dev.refactory.index.java.JavaAttributor;
import dev.refactory.index.store.StoreDatabase;
import dev.refactory.kit.time.SystemTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Histories of real libraries: each release is a commit on the one before, and the graph made from the graph before
/// has the hash of the graph of the commit alone. `-Dhistories=group:artifact:1.0,1.1` names others, separated by
/// blanks, `-Dhistories.needs=group:artifact:version,…` what they are compiled against, `-Dhistories.parts` in how many
/// commits a release comes.
final class ReleaseHistoryTest {
    private static final int PARTS = Integer.getInteger("histories.parts", 1);
    private static final int SEED = Integer.getInteger("seed", 1);

    @TempDir
    Path temp;

    /// Its releases lie where the build puts them.
    @Test
    void everyReleaseOfASmallLibraryHasTheGraphOfAWholeBuild() throws IOException {
        Map<String, Path> jars = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(Path.of("target/releases"))) {
            files.sorted().forEach(file -> jars.put(file.getFileName().toString(), file));
        }
        assertThat(jars).hasSizeGreaterThan(1);
        check(new Releases("the library in target/releases", jars, ""), 1);
    }

    @Test
    void everyReleaseOfTheLibrariesNamedHasTheGraphOfAWholeBuild() throws IOException {
        String named = System.getProperty("histories", "");
        assumeFalse(named.isEmpty(), "-Dhistories names libraries and their releases");
        String needs = System.getProperty("histories.needs", "");
        for (String library : named.split(" ")) {
            List<String> coordinates = needs.isEmpty() ? List.of() : List.of(needs.split(","));
            check(Releases.published(library, coordinates, new MavenDependencies(List.of(), null)), PARTS);
        }
    }

    private void check(Releases releases, int parts) throws IOException {
        Tally tally = new Tally(releases.library());
        Dependencies dependencies = new MavenDependencies(List.of(), null);
        Random random = new Random(SEED);
        try (StoreDatabase database = new StoreDatabase();
                JavaAttributor attributor = new ChildJavaAttributor(
                        ChildJavaAttributor.Config.defaults().withChildren(1).withThreads(1), SystemTime.ticker())) {
            Path directory = Files.createTempDirectory(temp, "line");
            CommittedLine line = new CommittedLine(directory, database, attributor, dependencies);
            Map<String, byte[]> last = Map.of();
            for (String version : releases.jars().keySet()) {
                Map<String, byte[]> tree = releases.tree(version);
                boolean first = last.isEmpty();
                for (Map<String, byte[]> part : first ? List.of(tree) : Releases.between(last, tree, parts, random)) {
                    CommittedLine.Step step = line.commit(version, part);
                    if (!first) {
                        tally.add(version, step);
                    }
                }
                last = tree;
            }
        }
        tally.print();
        assertThat(tally.differences).isEmpty();
        assertThat(tally.attributed).as("files attributed again").isLessThan(tally.java);
    }

    /// What is told of a history, on standard output: by hand it is run for these numbers.
    private static final class Tally {
        private final String library;
        private final List<String> differences = new ArrayList<>();
        private int steps;
        private int java;
        private int changed;
        private int attributed;
        private int anew;

        Tally(String library) {
            this.library = library;
        }

        void add(String version, CommittedLine.Step step) {
            steps++;
            java += step.java();
            changed += step.changed();
            attributed += step.attributed();
            anew += step.anew() ? 1 : 0;
            step.differences().forEach(difference -> differences.add(version + ": " + difference));
            System.out.printf(
                    "%s %s: of %d Java files %d changed, %d attributed%s, %s%n",
                    library,
                    version,
                    step.java(),
                    step.changed(),
                    step.attributed(),
                    step.anew() ? " anew" : "",
                    step.differences().isEmpty() ? "hash " + step.hash() : "ANOTHER GRAPH");
        }

        void print() {
            System.out.printf(
                    "%s: %d steps, of %d Java files %d changed, %d attributed, %d graphs made anew, %d differences%n",
                    library, steps, java, changed, attributed, anew, differences.size());
            differences.forEach(System.out::println);
        }
    }
}
