package dev.refactory.index.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.refactory.index.java.ChildJavaAttributor.Config;
import dev.refactory.index.java.JavaAttributor.Source;
import dev.refactory.kit.time.SystemTime;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Agreement with the compiler over real libraries: attributed in small batches against stripped headers, every fact is
/// what one plain compiler task over the whole makes of the file.
class OracleTest {
    private static final boolean WHOLE = Boolean.getBoolean("whole");

    private static Agreement agreement(List<Source> sources, List<Path> classpath, Predicate<String> judged) {
        Config config = Config.defaults()
                .withChildren(1)
                .withThreads(1)
                .withLimits(new Config.Limits(Integer.getInteger("batch", 100), 6 << 20, 2 << 20));
        try (JavaAttributor attributor = new ChildJavaAttributor(config, SystemTime.ticker())) {
            int release = Integer.getInteger("libraries.release", 25);
            return Agreement.of(attributor, sources, classpath, release, judged);
        }
    }

    private static void complete(Agreement agreement, int atLeast) {
        assertThat(agreement.errors()).isEmpty();
        assertThat(agreement.differences()).isEmpty();
        assertThat(agreement.compared()).isGreaterThan(atLeast);
    }

    @Test
    void everyFactOfARealLibraryIsThePlainCompilers() {
        complete(agreement(SourcesJar.commonsLang(), List.of(), path -> true), 85_000);
    }

    @Test
    void everyFactOfALibraryOfHeavyGenericsIsThePlainCompilers() {
        List<Path> classpath = Stream.of(
                        "org/jspecify/annotations/Nullable.class",
                        "com/google/errorprone/annotations/Immutable.class",
                        "com/google/common/util/concurrent/internal/InternalFutures.class",
                        "com/google/j2objc/annotations/Weak.class")
                .map(SourcesJar::holding)
                .toList();
        long seed = Long.getLong("seed", 1);
        // One file in four; all of them with -Dwhole=true.
        Predicate<String> judged = path -> WHOLE || new Random(seed ^ path.hashCode()).nextInt(4) == 0;
        complete(agreement(SourcesJar.guava(), classpath, judged), WHOLE ? 245_000 : 30_000);
    }

    /// Libraries by the paths of their sources, one after another.
    @Test
    void everyFactOfTheLibrariesNamedIsThePlainCompilers() {
        String libraries = System.getProperty("libraries", "");
        assumeFalse(libraries.isEmpty(), "-Dlibraries names the jars of sources to compare");
        List<Path> classpath = paths(System.getProperty("libraries.classpath", ""));
        for (Path library : paths(libraries)) {
            complete(agreement(SourcesJar.read(library), classpath, path -> true), 0);
        }
    }

    private static List<Path> paths(String separated) {
        List<Path> paths = new ArrayList<>();
        for (String path : separated.split(File.pathSeparator)) {
            if (!path.isEmpty()) {
                paths.add(Path.of(path));
            }
        }
        return paths;
    }
}
