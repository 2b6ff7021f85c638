package dev.refactory.benchmarks.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.kit.file.FileTrees;
import dev.refactory.kit.json.Json;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A repository to measure on.
///
/// @param directory where it is kept
/// @param counts what is in it
/// @param release the Java language level
/// @param jars it compiles against, in class path order
/// @param unresolved what of its class path could not be had
public record Corpus(Path directory, Counts counts, int release, List<Path> jars, List<String> unresolved) {
    private static final String DESCRIPTION = "corpus.json";

    /// @param modules with a build file each
    /// @param files of Java
    /// @param lines of those files
    /// @param bytes of those files
    /// @param duplicates files left out because an earlier module has one of the same path
    /// @param descriptors `module-info.java` left out
    public record Counts(int modules, int files, long lines, long bytes, int duplicates, int descriptors) {}

    public Corpus {
        jars = List.copyOf(jars);
        unresolved = List.copyOf(unresolved);
    }

    /// A bare repository, whose `main` is the sources as they are.
    public Path repository() {
        return directory.resolve("repository.git");
    }

    /// A bare repository with other bytes in every Java file: nothing of one is known from another. Made when it is
    /// first asked for.
    /// @param number of the variant, from 0
    public Path variant(int number) throws IOException {
        Path variant = directory.resolve("variant-" + number + ".git");
        if (!Files.exists(variant)) {
            Path draft = directory.resolve("variant.draft");
            FileTrees.delete(draft);
            SourceTree.commit(sources(), draft, "// Variant " + number + ".\n");
            Files.move(draft, variant);
        }
        return variant;
    }

    /// The files of `main`, for tools that read directories.
    public Path sources() {
        return directory.resolve("sources");
    }

    public String classPath() {
        return String.join(File.pathSeparator, jars.stream().map(Path::toString).toList());
    }

    public double millionLines() {
        return counts.lines() / 1e6;
    }

    /// How many of its dependencies could not be had.
    public long missing() {
        return unresolved.stream().filter(each -> each.contains("could not")).count();
    }

    /// Every Java file of `sources`, by path.
    public List<Path> javaFiles() throws IOException {
        return SourceTree.javaFiles(sources());
    }

    /// Is there once all else is: a corpus that was interrupted in the making is made again.
    static boolean complete(Path directory) {
        return Files.isRegularFile(directory.resolve(DESCRIPTION));
    }

    void describe() throws IOException {
        var description = Json.object().put("release", release);
        description.set("counts", Json.mapper().valueToTree(counts));
        var names = description.putArray("jars");
        jars.forEach(jar -> names.add(jar.toString()));
        var missing = description.putArray("unresolved");
        unresolved.forEach(missing::add);
        Files.writeString(directory.resolve(DESCRIPTION), description.toPrettyString());
    }

    /// What [#describe] wrote.
    public static Corpus read(Path directory) throws IOException {
        JsonNode description = Json.tree(Files.readString(directory.resolve(DESCRIPTION)));
        List<Path> jars = new ArrayList<>();
        description.path("jars").forEach(jar -> jars.add(Path.of(jar.asText())));
        List<String> unresolved = new ArrayList<>();
        description.path("unresolved").forEach(each -> unresolved.add(each.asText()));
        Counts counts = Json.read(description.path("counts").toString(), Counts.class);
        return new Corpus(directory, counts, description.path("release").asInt(), jars, unresolved);
    }
}
