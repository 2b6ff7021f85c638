package dev.refactory.benchmarks.corpus;

import dev.refactory.index.dependency.MavenDependencies;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes corpora and says where they are: `Corpora --to DIR SIZE…`, sizes in million lines.
public final class Corpora {
    private Corpora() {}

    /// Where corpora are kept unless another directory is named.
    public static Path usualDirectory() {
        @Nullable String cache = System.getenv("XDG_CACHE_HOME");
        Path caches =
                cache == null || cache.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return caches.resolve("refactory").resolve("benchmarks");
    }

    /// @param arguments `[--to DIR] SIZE…`
    public static void main(String[] arguments) throws Exception {
        List<String> words = List.of(arguments);
        boolean elsewhere = words.size() > 1 && words.getFirst().equals("--to");
        Path directory = elsewhere ? Path.of(words.get(1)).toAbsolutePath() : usualDirectory();
        CorpusMaker maker = new CorpusMaker(new MavenDependencies(List.of(), null), directory, System.err);
        for (String size : words.subList(elsewhere ? 2 : 0, words.size())) {
            Corpus corpus = maker.make(Double.parseDouble(size));
            System.out.println(corpus.repository() + ": " + corpus.counts() + ", "
                    + corpus.jars().size() + " jars, release " + corpus.release() + ", not found: "
                    + corpus.unresolved());
        }
    }
}
